"""The providers that Parley knows by name, as the settings dialog offers them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from gui.model.endpoint import Endpoint, Protocol
from gui.resources import resource


@dataclass(frozen=True, kw_only=True)
class Preset:
    """`key_page` is where to get a key, `key_variable` where one is usually found; "" is none."""

    id: str
    name: str
    protocol: Protocol
    base_url: str
    needs_key: bool
    key_variable: str
    key_page: str
    stream_usage: bool
    models: tuple[str, ...]

    def endpoint(self) -> Endpoint:
        """A new endpoint like this, without an id; `Endpoints.add` gives it one."""
        return Endpoint(
            id="",
            name=self.name,
            protocol=self.protocol,
            base_url=self.base_url,
            models=self.models,
            needs_key=self.needs_key,
            stream_usage=self.stream_usage,
        )


def read_presets(path: Path | None = None) -> tuple[Preset, ...]:
    """In the order of the file; the last one is for any other address."""
    with (path or resource("providers.toml")).open("rb") as file:
        rows = tomllib.load(file)
    return tuple(
        Preset(
            id=name,
            name=row["name"],
            protocol=Protocol(row["protocol"]),
            base_url=row.get("base_url", ""),
            needs_key=row.get("needs_key", True),
            key_variable=row.get("key_variable", ""),
            key_page=row.get("key_page", ""),
            stream_usage=row.get("stream_usage", True),
            models=tuple(row.get("models", ())),
        )
        for name, row in rows.items()
    )
