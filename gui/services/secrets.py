"""Keys of endpoints: in the system keyring, for this run only, or in a private file."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from gui.model.problem import Problem, ProblemKind, SecretError
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


class Secrets:
    """Keys by endpoint id. What may block runs on a thread of its own, within `limit` seconds."""

    def __init__(self, file: Path, *, limit: float = KEYRING_LIMIT) -> None:
        self._file = file
        self._limit = limit
        self._memory: dict[str, str] = {}
        self._places: dict[str, KeyPlace] = {}

    async def get(self, endpoint_id: str) -> str | None:
        """Raises SecretError when the keyring should have it and does not answer."""
        if endpoint_id in self._memory:
            return self._memory[endpoint_id]
        key = self._read_file().get(endpoint_id)
        place = KeyPlace.FILE
        if key is None:
            key = await self._bounded(lambda: _read_keyring(endpoint_id))
            place = KeyPlace.KEYRING
        if key is not None:
            self._remember(endpoint_id, key, place)
        return key

    async def set(self, endpoint_id: str, key: str, *, place: KeyPlace = KeyPlace.KEYRING) -> None:
        """Keep `key` in `place` and nowhere else; SecretError when that is impossible."""
        if place is KeyPlace.KEYRING:
            await self._bounded(lambda: _write_keyring(endpoint_id, key))
            self._change_file(endpoint_id, None)
        elif place is KeyPlace.FILE:
            self._change_file(endpoint_id, key)
        elif place is KeyPlace.ENVIRONMENT:
            raise ValueError("the environment is not written")
        self._remember(endpoint_id, key, place)

    async def delete(self, endpoint_id: str) -> None:
        """Forget the key everywhere; a keyring that does not answer is left alone."""
        self._memory.pop(endpoint_id, None)
        self._places.pop(endpoint_id, None)
        self._change_file(endpoint_id, None)
        try:
            await self._bounded(lambda: _delete_from_keyring(endpoint_id))
        except SecretError as error:
            _log.warning("the keyring did not answer: %s", error)

    async def where(self, endpoint_id: str) -> KeyPlace | None:
        """Which place is in use for that endpoint; None where there is no key."""
        return self._places.get(endpoint_id) if await self.get(endpoint_id) is not None else None

    async def has_keyring(self) -> bool:
        """Whether the system has a keyring that Parley can use."""
        try:
            return await self._bounded(_is_keyring_usable)
        except SecretError:
            return False

    def _remember(self, endpoint_id: str, key: str, place: KeyPlace) -> None:
        self._memory[endpoint_id] = key
        self._places[endpoint_id] = place

    def _read_file(self) -> dict[str, str]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("the file of keys cannot be read: %s", type(error).__name__)
            return {}
        return {str(k): str(v) for k, v in stored.items()} if isinstance(stored, dict) else {}

    def _change_file(self, endpoint_id: str, key: str | None) -> None:
        keys = self._read_file()
        if keys.get(endpoint_id) == key:
            return
        if key is None:
            del keys[endpoint_id]
        else:
            keys[endpoint_id] = key
        try:
            write_atomically(self._file, json.dumps(keys, indent=2), mode=0o600)
        except OSError as error:
            raise _unavailable(str(error)) from error

    async def _bounded(self, work: Callable[[], T]) -> T:
        # A thread for each call: one that hangs in a locked wallet must not hold up the next.
        thread = WorkerThread("parley-keyring")
        future = thread.submit(work)
        thread.close()
        await asyncio.wait({future}, timeout=self._limit)
        if not future.done():
            future.cancel()
            raise _unavailable(f"no answer within {self._limit:.0f} s")
        return future.result()


def _read_keyring(endpoint_id: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    try:
        return keyring.get_password(SERVICE, endpoint_id)
    except NoKeyringError:
        return None
    except KeyringError as error:
        raise _unavailable(str(error)) from error


def _write_keyring(endpoint_id: str, key: str) -> None:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, endpoint_id, key)
    except KeyringError as error:
        raise _unavailable(str(error)) from error


def _delete_from_keyring(endpoint_id: str) -> None:
    import keyring
    from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, endpoint_id)
    except (NoKeyringError, PasswordDeleteError):
        return
    except KeyringError as error:
        raise _unavailable(str(error)) from error


def _is_keyring_usable() -> bool:
    import keyring

    # Backends rank themselves; those without a place to keep anything are at 0 or below.
    return float(keyring.get_keyring().priority) > 0


def _unavailable(detail: str) -> SecretError:
    return SecretError(Problem(kind=ProblemKind.SECRET_STORE_UNAVAILABLE, detail=detail))
