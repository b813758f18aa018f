"""Where secrets stand in the JSON of a component."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gui.model.component_json import Json, inner, member
from gui.model.redaction import redacted

_SECRET = re.compile(
    r"key|token|secret|password|passwd|credential|authorization|cookie|signature", re.IGNORECASE
)
_VALUES_SECRET = {"env", "environment", "headers", "default_headers"}
_HARMLESS_HEADERS = {
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "content-type",
    "user-agent",
}
_CARRIERS = {"url", "base_url", "args", "azure_endpoint", "host", "command"}
"""Texts that are no secrets but may have one in them, such as an address with a password."""


_LOOKED_AT = 4_000
"""Characters of such a text: longer ones are made to hold us up."""


def secret_places(config: Mapping[str, Json], path: str) -> Iterator[str]:
    """The places of what is a secret by its name, or has one in it.

    What lies in components inside is left out: each of these is looked at for itself.
    """
    for name, value in config.items():
        yield from _places(name, value, member(path, name))


def harmless_headers(headers: Json) -> dict[str, Json]:
    """Those that are the same for everybody."""
    if not isinstance(headers, dict):
        return {}
    return {name: value for name, value in headers.items() if name.lower() in _HARMLESS_HEADERS}


def _has_secret(text: str) -> bool:
    start = text[:_LOOKED_AT]
    return redacted(start) != start


def _places(name: str, value: Json, path: str) -> Iterator[str]:
    if isinstance(value, str):
        if value and (_SECRET.search(name) or (name in _CARRIERS and _has_secret(value))):
            yield path
    elif isinstance(value, dict) and "provider" in value:
        return
    elif isinstance(value, dict) and name in _VALUES_SECRET:
        for key, found in value.items():
            if found and key.lower() not in _HARMLESS_HEADERS:
                yield member(path, key)
    else:
        for place, found in inner(value, path):
            inside = place.rpartition(".")[2] if isinstance(value, dict) else name
            yield from _places(inside, found, place)
