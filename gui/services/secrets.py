"""Keys of endpoints and secrets of servers: in the keyring, for this run, or in a private file."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from gui.model.address import origin_of
from gui.model.endpoint import Endpoint
from gui.model.problem import Problem, ProblemKind, SecretError
from gui.model.redaction import redacted
from gui.services.atomic_file import write_atomically
from gui.services.worker_thread import WorkerThread

T = TypeVar("T")

_log = logging.getLogger(__name__)

SERVICE = "Parley"
KEYRING_LIMIT = 8.0  # seconds; a locked wallet may ask the user first


class KeyPlace(StrEnum):
    """Where a key is kept; the environment is read by the catalog, and never written."""

    KEYRING = "keyring"
    THIS_RUN = "this_run"
    ENVIRONMENT = "environment"
    FILE = "file"  # readable by the user only; needs the user's consent


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """A key, and the server that it was given for."""

    origin: str
    key: str = field(repr=False)

    def fits(self, origin: str) -> bool:
        return bool(self.origin) and self.origin == origin

    def to_json(self) -> dict[str, str]:
        return {"origin": self.origin, "key": self.key}

    @classmethod
    def from_json(cls, value: object) -> _Kept | None:
        if not isinstance(value, dict):
            return None
        origin, key = value.get("origin"), value.get("key")
        if not isinstance(origin, str) or not isinstance(key, str):
            return None
        return cls(origin=origin, key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who a secret belongs to: the name that it is kept under, and what it may be given to."""

    name: str
    origin: str

    @classmethod
    def of(cls, endpoint: Endpoint) -> Holder:
        return cls(name=endpoint.id, origin=origin_of(endpoint))


class Secrets:
    """Keys by endpoint id, each for the server that it was given for and for no other.

    What may block runs on a thread of its own, within `limit` seconds.
    """

    def __init__(self, file: Path, *, limit: float = KEYRING_LIMIT) -> None:
        self._file = file
        self._limit = limit
        self._memory: dict[str, _Kept] = {}
        self._places: dict[str, KeyPlace] = {}

    async def get(self, endpoint: Endpoint) -> str | None:
        """None too for a key that was given for another server than the endpoint's.

        Raises SecretError when the keyring should have it and does not answer.
        """
        return await self.find(Holder.of(endpoint))

    async def find(self, holder: Holder) -> str | None:
        """As `get`, for any holder."""
        kept = self._memory.get(holder.name) or await self._found(holder.name)
        return kept.key if kept is not None and kept.fits(holder.origin) else None

    async def set(
        self, endpoint: Endpoint, key: str, *, place: KeyPlace = KeyPlace.KEYRING
    ) -> None:
        """Keep `key` in `place` and nowhere else; SecretError when that is impossible."""
        await self.keep(Holder.of(endpoint), key, place=place)

    async def keep(self, holder: Holder, key: str, *, place: KeyPlace = KeyPlace.KEYRING) -> None:
        """As `set`, for any holder."""
        kept = _Kept(origin=holder.origin, key=key)
        if place is KeyPlace.KEYRING:
            await self._bounded(lambda: _write_keyring(holder.name, kept))
            self._change_file(holder.name, None)
        elif place is KeyPlace.FILE:
            self._change_file(holder.name, kept)
        elif place is KeyPlace.ENVIRONMENT:
            raise ValueError("the environment is not written")
        self._remember(holder.name, kept, place)

    async def delete(self, endpoint_id: str) -> bool:
        """Forget the key everywhere; False where the keyring, which may have it, did not answer."""
        self._memory.pop(endpoint_id, None)
        self._places.pop(endpoint_id, None)
        self._change_file(endpoint_id, None)
        try:
            await self._bounded(lambda: _delete_from_keyring(endpoint_id))
        except SecretError as error:
            _log.warning("the keyring did not answer: %s", error)
            return False
        return True

    async def where(self, endpoint: Endpoint) -> KeyPlace | None:
        """Which place is in use for that endpoint; None where there is no key for it."""
        return await self.place_of(Holder.of(endpoint))

    async def place_of(self, holder: Holder) -> KeyPlace | None:
        """As `where`, for any holder."""
        return self._places.get(holder.name) if await self.find(holder) is not None else None

    async def has_keyring(self) -> bool:
        """Whether the system has a keyring that Parley can use."""
        try:
            return await self._bounded(_is_keyring_usable)
        except SecretError:
            return False

    async def _found(self, endpoint_id: str) -> _Kept | None:
        kept = _Kept.from_json(self._read_file().get(endpoint_id))
        place = KeyPlace.FILE
        if kept is None:
            kept = await self._bounded(lambda: _read_keyring(endpoint_id))
            place = KeyPlace.KEYRING
        if kept is not None:
            self._remember(endpoint_id, kept, place)
        return kept

    def _remember(self, endpoint_id: str, kept: _Kept, place: KeyPlace) -> None:
        self._memory[endpoint_id] = kept
        self._places[endpoint_id] = place

    def _read_file(self) -> dict[str, object]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("the file of keys cannot be read: %s", type(error).__name__)
            return {}
        return stored if isinstance(stored, dict) else {}

    def _change_file(self, endpoint_id: str, kept: _Kept | None) -> None:
        keys = self._read_file()
        if kept is not None:
            keys[endpoint_id] = kept.to_json()
        elif endpoint_id in keys:
            del keys[endpoint_id]
        else:
            return
        try:
            write_atomically(self._file, json.dumps(keys, indent=2), mode=0o600)
        except OSError as error:
            raise _unavailable(str(error)) from error

    async def _bounded(self, work: Callable[[], T]) -> T:
        # A thread for each call: one that hangs in a locked wallet must not hold up the next.
        thread = WorkerThread("parley-keyring")
        future = thread.submit(lambda: _asked(work))
        thread.close()
        await asyncio.wait({future}, timeout=self._limit)
        if not future.done():
            future.cancel()
            raise _unavailable(f"no answer within {self._limit:.0f} s")
        return future.result()


def _asked(work: Callable[[], T]) -> T:
    try:
        return work()
    except Exception as error:
        # Backends raise whatever their system raises: D-Bus, Windows, the user's own one.
        raise _unavailable(redacted(f"{type(error).__name__}: {error}")) from error


def _read_keyring(endpoint_id: str) -> _Kept | None:
    import keyring
    from keyring.errors import NoKeyringError

    try:
        value = keyring.get_password(SERVICE, endpoint_id)
    except NoKeyringError:
        return None
    try:
        return _Kept.from_json(json.loads(value or "null"))
    except ValueError:
        return None


def _write_keyring(endpoint_id: str, kept: _Kept) -> None:
    import keyring

    keyring.set_password(SERVICE, endpoint_id, json.dumps(kept.to_json()))


def _delete_from_keyring(endpoint_id: str) -> None:
    import keyring
    from keyring.errors import NoKeyringError, PasswordDeleteError

    with contextlib.suppress(NoKeyringError, PasswordDeleteError):
        keyring.delete_password(SERVICE, endpoint_id)


def _is_keyring_usable() -> bool:
    import keyring

    # Backends rank themselves; those without a place to keep anything are at 0 or below.
    return float(keyring.get_keyring().priority) > 0


def _unavailable(detail: str) -> SecretError:
    return SecretError(Problem(kind=ProblemKind.SECRET_STORE_UNAVAILABLE, detail=detail))
