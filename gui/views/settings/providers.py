"""Providers as the pages use them: endpoints, their keys, and the engine that tries them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from gui.model.endpoint import Endpoint, ModelRef, Protocol
from gui.model.plan import EndpointReport
from gui.model.problem import ParleyError, SecretError
from gui.services.discovery import Found
from gui.services.endpoint_keys import EndpointKeys
from gui.services.endpoints import Endpoints
from gui.services.engine_port import Engine
from gui.services.identifiers import Identifiers
from gui.services.presets import Preset, read_presets
from gui.services.secrets import KeyPlace, Secrets

EngineSource = Callable[[], Awaitable[Engine]]
"""The engine, once it has been imported."""

SHORTEST_TOLD_KEY = 12
"""The end of a shorter key is not shown: it would be too much of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyNote:
    """How a key is kept: where, its last letters, and the environment variable that holds it.

    Without a place there is no key; `unreadable` says that the keyring does not answer.
    """

    place: KeyPlace | None = None
    tail: str = ""
    variable: str = ""
    unreadable: bool = False


class Providers:
    """Nothing here is shown; keys pass through and are not held."""

    def __init__(
        self,
        *,
        endpoints: Endpoints,
        secrets: Secrets,
        engine: EngineSource,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._endpoints = endpoints
        self._secrets = secrets
        self._engine = engine
        self._keys = EndpointKeys(secrets, environ=environ)
        self.presets: tuple[Preset, ...] = read_presets()

    def all(self) -> tuple[Endpoint, ...]:
        return self._endpoints.list()

    def find(self, endpoint_id: str) -> Endpoint | None:
        return self._endpoints.get(endpoint_id)

    def default(self) -> ModelRef:
        return self._endpoints.default_model()

    def choose_default(self, ref: ModelRef) -> None:
        self._endpoints.set_default_model(ref)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Hear that the list or the default is another; returns what ends the subscription."""
        return self._endpoints.subscribe(callback)

    def adopt(self, found: Found) -> ModelRef:
        """Take over what was found; its model is the one for new chats from now on."""
        self._endpoints.put(found.endpoint)
        self._endpoints.set_default_model(found.ref)
        return found.ref

    async def key_places(self) -> tuple[KeyPlace, ...]:
        """Where a key can be kept on this computer, best first."""
        if await self._secrets.has_keyring():
            return (KeyPlace.KEYRING, KeyPlace.THIS_RUN, KeyPlace.FILE)
        return (KeyPlace.THIS_RUN, KeyPlace.FILE)

    async def key_notes(self) -> dict[str, KeyNote]:
        """How the key of every endpoint is kept, by the endpoint's id."""
        known = self.all()
        notes = await asyncio.gather(*(self.key_note(endpoint) for endpoint in known))
        return {endpoint.id: note for endpoint, note in zip(known, notes, strict=True)}

    async def key_note(self, endpoint: Endpoint) -> KeyNote:
        try:
            key = await self._keys.find(endpoint)
            place = await self._secrets.where(endpoint) if key else None
        except SecretError:
            return KeyNote(unreadable=True)
        if not key:
            return KeyNote()
        tail = key[-4:] if len(key) >= SHORTEST_TOLD_KEY else ""
        if endpoint.key_variable:
            return KeyNote(place=KeyPlace.ENVIRONMENT, tail=tail, variable=endpoint.key_variable)
        return KeyNote(place=place, tail=tail)

    async def test(self, endpoint: Endpoint, *, key: str = "") -> EndpointReport:
        """One real short request; failures are in the report.

        For "" the kept key is used, where it was given for the server that is tested.
        """
        chosen = self.default()
        models = endpoint.models
        known = chosen.endpoint_id == endpoint.id and chosen.model in models
        model = chosen.model if known else next(iter(models), "")
        try:
            used = key or await self._keys.find(endpoint)
            engine = await self._engine()
            return await engine.test(endpoint, model=model, key=used)
        except ParleyError as error:
            return EndpointReport(problem=error.problem)

    async def test_known(self, endpoint_id: str) -> EndpointReport:
        """`test`; a server on this computer is believed about what models it has."""
        endpoint = self._endpoints.get(endpoint_id)
        if endpoint is None:
            return EndpointReport()
        report = await self.test(endpoint)
        own = endpoint.protocol is Protocol.OLLAMA or not endpoint.models
        still_there = self._endpoints.get(endpoint_id) == endpoint
        if own and still_there and report.models and report.models != endpoint.models:
            self._endpoints.update(replace(endpoint, models=report.models))
        return report

    async def save(self, endpoint: Endpoint, *, key: str, place: KeyPlace) -> Endpoint:
        """Keep `key` in `place` first ("": the kept one moves there), then the endpoint.

        Raises SecretError, with nothing changed, when the key cannot be kept there.
        """
        is_new = not endpoint.id
        kept = endpoint if endpoint.id else replace(endpoint, id=Identifiers().new())
        if key:
            kept = replace(kept, key_variable="")
            await self._secrets.set(kept, key, place=place)
        elif not is_new and not kept.key_variable:
            await self._move_key(kept, place)
        self._endpoints.put(kept)
        return kept

    async def remove(self, endpoint_id: str) -> None:
        """The endpoint at once, then its key."""
        self._endpoints.remove(endpoint_id)
        await self._secrets.delete(endpoint_id)

    async def _move_key(self, endpoint: Endpoint, place: KeyPlace) -> None:
        kept_at = await self._secrets.where(endpoint)
        key = await self._secrets.get(endpoint)
        if key and kept_at is not place:
            await self._secrets.set(endpoint, key, place=place)
