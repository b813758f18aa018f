"""Addresses of servers: which of them are one and the same server, and what must not be in them."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from gui.model.endpoint import Endpoint, Protocol

OWN_ADDRESSES = {
    Protocol.OPENAI: "https://api.openai.com/v1",
    Protocol.ANTHROPIC: "https://api.anthropic.com",
    Protocol.OLLAMA: "http://127.0.0.1:11434",
}
"""Where a provider is when its endpoint names no address."""

THIS_COMPUTER = "this-computer"
_PORTS = {"http": 80, "https": 443}


def origin_of(endpoint: Endpoint) -> str:
    """The server that a key for `endpoint` is sent to: scheme, host and port.

    Servers on this computer are one, whatever their ports. "" for what is no plain address:
    there is no server that a key could be for.
    """
    return origin_of_address(endpoint.base_url or OWN_ADDRESSES.get(endpoint.protocol, ""))


def origin_of_address(address: str) -> str:
    """`origin_of` what is reached at `address`."""
    parts = _split(address)
    if parts is None or not parts.hostname or parts.scheme not in _PORTS:
        return ""
    netloc = parts.netloc
    if not netloc.isprintable() or any(mark in netloc for mark in " \\@"):
        return ""
    if _is_this_computer(parts.hostname):
        return THIS_COMPUTER
    return f"{parts.scheme}://{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"


def is_loopback(address: str) -> bool:
    """Whether `address` is on this computer, whatever its port."""
    parts = _split(address)
    return parts is not None and _is_this_computer(parts.hostname or "")


def is_plain_http(address: str) -> bool:
    """Whether no certificate is to be checked, for there is none."""
    parts = _split(address)
    return parts is not None and parts.scheme == "http"


def without_user_info(address: str) -> str:
    """`address` without the user's name and password before its host."""
    start = address.find("://") + len("://") if "://" in address else 0
    ends = (address.find(mark, start) for mark in "/?#")
    end = min((end for end in ends if end >= 0), default=len(address))
    return address[:start] + address[start:end].rpartition("@")[2] + address[end:]


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
