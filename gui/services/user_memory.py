"""What agents may remember across chats: short texts that the user can see, change and remove."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeVar

from gui.services.atomic_file import write_atomically

MOST = 200
LONGEST = 500
"""Characters of one text."""

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """`at` is when it was written, in Unix seconds."""

    id: str
    text: str
    at: float


class UserMemory:
    """One JSON file, read when it is first needed; a damaged one is set aside.

    Every change is in the file when the call returns; OSError when it cannot be written, and
    then nothing has changed.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: tuple[Memory, ...] | None = None
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next = 0

    async def list(self) -> tuple[Memory, ...]:
        """Oldest first."""
        return await asyncio.to_thread(self._locked, self._read)

    async def add(self, text: str) -> Memory:
        """Raises ValueError for a text that is empty or too long, or when there is no room."""
        wanted = Memory(id=secrets.token_hex(4), text=_checked(text), at=self._clock())
        return await self._changed(lambda: self._add(wanted))

    async def edit(self, memory_id: str, text: str) -> bool:
        """Whether there was one; raises ValueError as `add` does."""
        words = _checked(text)
        return await self._changed(
            lambda: self._map(memory_id, lambda one: (replace(one, text=words, at=self._clock()),))
        )

    async def remove(self, memory_id: str) -> bool:
        """Whether there was one."""
        return await self._changed(lambda: self._map(memory_id, lambda _: ()))

    async def clear(self) -> None:
        """Forget all; OSError when the file cannot be removed."""

        def remove() -> None:
            self._path.unlink(missing_ok=True)
            self._kept = ()

        await self._changed(remove)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Hear of changes; returns what ends the subscription."""
        number = self._next
        self._next += 1
        self._callbacks[number] = callback

        def unsubscribe() -> None:
            self._callbacks.pop(number, None)

        return unsubscribe

    async def _changed(self, change: Callable[[], T]) -> T:
        result = await asyncio.to_thread(self._locked, change)
        for callback in tuple(self._callbacks.values()):
            callback()
        return result

    def _locked(self, work: Callable[[], T]) -> T:
        with self._lock:
            return work()

    def _add(self, wanted: Memory) -> Memory:
        kept = self._read()
        for one in kept:
            if one.text == wanted.text:
                return one
        if len(kept) >= MOST:
            raise ValueError(f"There is no room for more than {MOST} memories; forget one first.")
        self._write((*kept, wanted))
        return wanted

    def _map(self, memory_id: str, change: Callable[[Memory], Iterable[Memory]]) -> bool:
        kept = self._read()
        if all(one.id != memory_id for one in kept):
            return False
        after = [new for one in kept for new in (change(one) if one.id == memory_id else (one,))]
        self._write(tuple(after))
        return True

    def _write(self, kept: tuple[Memory, ...]) -> None:
        text = json.dumps([asdict(one) for one in kept], ensure_ascii=False, indent=2)
        write_atomically(self._path, text + "\n")
        self._kept = kept

    def _read(self) -> tuple[Memory, ...]:
        if self._kept is None:
            self._kept = self._from_file()
        return self._kept

    def _from_file(self) -> tuple[Memory, ...]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return tuple(_memory(one) for one in found)
        except FileNotFoundError:
            return ()
        except (ValueError, TypeError, KeyError) as error:
            aside = self._path.with_name(f"{self._path.stem}.damaged-{time.time_ns()}.json")
            self._path.replace(aside)
            _log.warning("a damaged memory was set aside as %s: %s", aside, error)
            return ()


def _memory(found: dict[str, object]) -> Memory:
    """Raises KeyError, TypeError or ValueError for what is none."""
    at = found["at"]
    if not isinstance(at, int | float):
        raise TypeError("a memory without its time")
    return Memory(id=str(found["id"]), text=_checked(str(found["text"])), at=float(at))


def _checked(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise ValueError("There is nothing to remember in an empty text.")
    if len(words) > LONGEST:
        raise ValueError(f"A memory has at most {LONGEST} characters; this has {len(words)}.")
    return words
