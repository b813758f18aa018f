"""Quick ask behind a door: imported and made where it is switched on, or asked for."""

from __future__ import annotations

import asyncio
import shlex
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from gui.late_import import import_late
from gui.model.global_shortcut import Press
from gui.qt.first_paint import FirstPaint
from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.services.desk_abilities import DeskAbilities
from gui.services.folders import Folders
from gui.services.login_start import own_data_folder, program_command
from gui.services.setting import QUICK_ASK
from gui.views.quick_ask.parts import QuickAskParts

if TYPE_CHECKING:  # costly, and many never use it
    from gui.views.quick_ask.quick_ask import QuickAsk
    from gui.views.quick_ask.shortcut_setting import ShortcutSetting

X11 = "gui.qt.x11_shortcut"


class LateQuickAsk:
    """`command` opens quick ask from outside."""

    def __init__(self, parts: QuickAskParts, *, abilities: DeskAbilities, command: str) -> None:
        self._parts = parts
        self._abilities = abilities
        self._command = command
        self._tasks = TaskScope(None, parts.on_crash)
        self._making = asyncio.Lock()
        self._quick_ask: QuickAsk | None = None
        self._keys: ShortcutSetting | None = None
        self._press: Press | None = None
        self._showing = RepeatedTask(self._tasks, "show quick ask", self._show)
        self._unsubscribe = parts.settings.subscribe(self._on_setting)

    async def start(self) -> None:
        """Be ready for the keys, where they are wanted."""
        if self._parts.settings.get(QUICK_ASK):
            await self._listen()

    def show(self, press: Press | None = None) -> None:
        """Bring the window to the front: at once where it has been made."""
        if self._quick_ask is not None:
            self._bring(self._quick_ask, press)
        else:
            self._press = press
            self._showing.start()

    def show_for(self, token: str) -> None:
        """The same for another program, with the leave that the desktop gave it."""
        self.show(Press(token=token))

    def shows(self, session_id: str) -> bool:
        """Whether the user has that chat before the eyes in the small window."""
        return self._quick_ask is not None and self._quick_ask.shows(session_id)

    def keep_draft(self) -> None:
        """Note what is typed there and not sent."""
        if self._quick_ask is not None:
            self._quick_ask.keep_draft()

    def put_away(self) -> None:
        """Take the window from the screen; what is typed is kept."""
        if self._quick_ask is not None:
            self._quick_ask.put_away()

    async def close(self) -> None:
        self._unsubscribe()
        self._tasks.close()
        if self._quick_ask is not None:
            self._quick_ask.close()
        if self._keys is not None:
            await self._keys.close()

    def _on_setting(self, name: str) -> None:
        if name == QUICK_ASK.id and self._keys is None:
            self._tasks.start("listen", self.start())

    async def _show(self) -> None:
        quick_ask = await self._made()
        press, self._press = self._press, None
        self._bring(quick_ask, press)

    async def _made(self) -> QuickAsk:
        async with self._making:
            if self._quick_ask is None:
                await import_late("gui.views.quick_ask.quick_ask")
                blended = await self._blends()
                from gui.views.quick_ask.quick_ask import QuickAsk

                self._quick_ask = QuickAsk(self._parts, blended=blended)
            return self._quick_ask

    async def _listen(self) -> None:
        await self._made()
        await import_late("gui.views.quick_ask.shortcut_setting")
        from gui.views.quick_ask.shortcut_setting import ShortcutSetting

        if self._keys is None:
            self._keys = ShortcutSetting(
                settings=self._parts.settings,
                abilities=self._abilities,
                pressed=self.show,
                command=self._command,
                on_crash=self._parts.on_crash,
            )
            self._keys.start()

    async def _blends(self) -> bool:
        """Whether the desktop blends windows; all but X11 always do."""
        if QGuiApplication.platformName() != "xcb":
            return True
        await import_late(X11)
        from gui.qt.x11_shortcut import blends_windows

        return await blends_windows()

    def _bring(self, quick_ask: QuickAsk, press: Press | None) -> None:
        window, keys = quick_ask.window, self._keys
        if press is not None and keys is not None:
            if window.isVisible():
                keys.bring_front(int(window.winId()), press)
            else:
                FirstPaint(window, lambda: keys.bring_front(int(window.winId()), press))
        quick_ask.show(press)


def quick_ask_command(folders: Folders) -> str:
    """What opens quick ask in this program from outside, as a shell reads it."""
    data = own_data_folder(folders)
    folder = () if data is None else ("--data-dir", str(data))
    return shlex.join((*program_command(), *folder, "--quick-ask"))
