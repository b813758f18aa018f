"""Fetches a small JSON document from one host, telling it nothing of the user."""

from __future__ import annotations

import asyncio
import json
import logging
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from gui.model.address import is_loopback, is_plain_http

if TYPE_CHECKING:
    import httpx2

log = logging.getLogger(__name__)

LIMIT = 10.0  # seconds for all of it
IMPORT_LIMIT = 10.0  # seconds for the library and the certificates, on a thread
MOST_BYTES = 256 * 1024
MOST_REDIRECTS = 3
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Fault(StrEnum):
    """Why nothing was learned."""

    ADDRESS = "address"  # none, or none that may be asked
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # a status other than 200
    ELSEWHERE = "elsewhere"  # a redirect to another host
    UNREADABLE = "unreadable"


class AskError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def is_askable(address: str) -> bool:
    """https, or http on this computer; without a user's name in it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    if not parts.hostname or "@" in parts.netloc or not address.isprintable() or " " in address:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(address))


def host_of(address: str) -> str:
    """The host and, where it is an unusual one, its port; "" for what cannot be asked."""
    return urlsplit(address).netloc if is_askable(address) else ""


async def fetch(address: str, *, agent: str) -> object:
    """The document; raises AskError. Redirects are followed on the same host only."""
    try:
        async with asyncio.timeout(IMPORT_LIMIT + LIMIT):
            client = await _client_in_thread(address, agent)
            async with client, asyncio.timeout(LIMIT):
                return await _document(client, address)
    except TimeoutError as error:
        raise AskError(Fault.UNREACHABLE) from error


async def _client_in_thread(address: str, agent: str) -> httpx2.AsyncClient:
    try:
        return await asyncio.to_thread(_client, address, agent)
    except (OSError, ImportError, ValueError) as error:  # certificates or proxies of no use
        log.info("nobody can be asked: %s", error)
        raise AskError(Fault.UNREACHABLE) from error


def _client(address: str, agent: str) -> httpx2.AsyncClient:
    """Runs on a thread: the import and the certificates take their time."""
    import httpx2

    return httpx2.AsyncClient(
        headers={"user-agent": agent, "accept": "application/json"},
        timeout=LIMIT,
        trust_env=not is_loopback(address),  # for the proxies of the system
        verify=not is_plain_http(address),
        follow_redirects=False,
    )


async def _document(client: httpx2.AsyncClient, address: str) -> object:
    import httpx2

    try:
        for _ in range(MOST_REDIRECTS + 1):
            client.cookies.clear()
            async with client.stream("GET", address) as answer:
                if answer.is_redirect:
                    address = _next(address, answer.headers.get("location", ""))
                    continue
                if answer.status_code != 200:
                    raise AskError(Fault.REFUSED)
                return json.loads(await _body(answer))
        raise AskError(Fault.ELSEWHERE)
    except (ValueError, RecursionError) as error:  # JSON, its encoding or its depth
        raise AskError(Fault.UNREADABLE) from error
    except httpx2.DecodingError as error:
        raise AskError(Fault.UNREADABLE) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ExceptionGroup) as error:
        raise AskError(Fault.UNREACHABLE) from error  # a group: a proxy's port beyond all ports


def _next(address: str, location: str) -> str:
    target = urljoin(address, location)
    if not is_askable(target) or _place(target) != _place(address):
        raise AskError(Fault.ELSEWHERE)
    return target


def _place(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or _DEFAULT_PORTS.get(parts.scheme)


async def _body(answer: httpx2.Response) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > MOST_BYTES:
            raise AskError(Fault.UNREADABLE)
    return bytes(body)
