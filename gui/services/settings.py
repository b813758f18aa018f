"""The user's choices: read once, told when they change, written in the background, never half."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.services.atomic_file import write_atomically
from gui.services.setting import SETTINGS, Setting, T

_log = logging.getLogger(__name__)

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
SettingCallback = Callable[[str], None]


class Settings:
    """One JSON object by name; names it does not know are kept.

    A damaged file is set aside (`set_aside` says where) and defaults count. Changes are in
    memory at once and in the file soon; `flush` waits for that.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._callbacks: dict[int, SettingCallback] = {}
        self._next = 0
        self._lock = threading.Lock()
        self._text: str | None = None  # to be written
        self._writer: threading.Thread | None = None
        self._on_written: list[Callable[[], object]] = []
        self._error: OSError | None = None
        self.set_aside: Path | None = None
        self._values = self._read()

    def get(self, setting: Setting[T]) -> T:
        """The value, or the default where the file has none that is allowed."""
        value = self._values.get(setting.id)
        return value if setting.accepts(value) else setting.default  # type: ignore[return-value] # `accepts` checks the type

    def set(self, setting: Setting[T], value: T) -> None:
        """Raises ValueError for a value that is not allowed."""
        if not setting.accepts(value):
            raise ValueError(f"{setting.id} cannot be {value!r}")
        self.set_section(setting.id, value)

    def section(self, name: str) -> Json:
        """What lies under `name` and is no setting, such as the list of endpoints."""
        return self._values.get(name)

    def set_section(self, name: str, value: Json) -> None:
        if name in self._values and self._values[name] == value:
            return
        self._values[name] = value
        self._write_soon()
        for callback in tuple(self._callbacks.values()):
            callback(name)

    def forget(self, *, keep: frozenset[str]) -> None:
        """Go back to the defaults, but for these names."""
        forgotten = [name for name in self._values if name not in keep]
        for name in forgotten:
            del self._values[name]
        self._write_soon()
        for name in forgotten:
            for callback in tuple(self._callbacks.values()):
                callback(name)

    def subscribe(self, callback: SettingCallback) -> Callable[[], None]:
        """Hear the id of each setting that changed; returns what ends the subscription."""
        number = self._next
        self._next += 1
        self._callbacks[number] = callback

        def unsubscribe() -> None:
            self._callbacks.pop(number, None)

        return unsubscribe

    async def flush(self) -> None:
        """Return when the file has all changes; StoreError when it cannot be written."""
        if self._error is not None:
            self._write_soon()
        loop = asyncio.get_running_loop()
        written = asyncio.Event()
        with self._lock:
            if self._writer is None:
                written.set()
            else:
                self._on_written.append(partial(loop.call_soon_threadsafe, written.set))
        await written.wait()
        if self._error is not None:
            facts = {"path": str(self._path)}
            problem = Problem(
                kind=ProblemKind.STORE_UNWRITABLE, facts=facts, detail=str(self._error)
            )
            raise StoreError(problem) from self._error

    def wait(self, limit: float) -> None:
        """Block the caller until the file has all changes, or for `limit` seconds."""
        with self._lock:
            writer = self._writer
        if writer is not None:
            writer.join(limit)

    def _read(self) -> dict[str, Json]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            _log.warning("settings cannot be read: %s", error)
            return {}
        except ValueError:
            return self._start_anew()
        return values if isinstance(values, dict) else self._start_anew()

    def _start_anew(self) -> dict[str, Json]:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        target = self._path.with_name(f"{self._path.stem}.damaged-{stamp}.json")
        try:
            self._path.replace(target)
        except OSError as error:
            _log.warning("damaged settings cannot be set aside: %s", error)
        else:
            self.set_aside = target
            _log.warning("damaged settings were set aside as %s", target)
        return {}

    def _write_soon(self) -> None:
        """A short-lived thread writes the last text there is, so that the window never waits."""
        text = json.dumps(self._values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        with self._lock:
            self._text = text
            if self._writer is None:
                self._writer = threading.Thread(
                    target=self._write, name="parley-settings", daemon=True
                )
                self._writer.start()

    def _write(self) -> None:
        while True:
            with self._lock:
                text, self._text = self._text, None
                if text is None:
                    self._writer = None
                    waiting, self._on_written = self._on_written, []
                    break
            try:
                write_atomically(self._path, text)
                self._error = None
            except OSError as error:
                self._error = error
                _log.warning("settings cannot be written: %s", error)
        for tell in waiting:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                tell()


def setting(setting_id: str) -> Setting[bool] | Setting[int] | Setting[str]:
    """The declaration of `setting_id`; raises LookupError."""
    for declared in SETTINGS:
        if declared.id == setting_id:
            return declared
    raise LookupError(setting_id)
