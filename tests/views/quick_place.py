"""Quick ask on the screen over a real session service, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from gui.engine.scripted import Script, echo
from gui.model.session import Session
from gui.model.turn import Role, TurnState
from gui.qt.theme import ThemeSwitch
from gui.services.settings import Settings
from gui.views.quick_ask.parts import QuickAskParts
from gui.views.quick_ask.quick_ask import DRAFT, QuickAsk
from tests.services.house import SMALL, House
from tests.views.open_window import destroy
from tests.waiting import until

ANSWERED = (Role.AGENT, TurnState.DONE)


@dataclass
class Place:
    """Quick ask, and what it did to the world around it."""

    house: House
    settings: Settings
    quick_ask: QuickAsk
    opened: list[str] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)

    @property
    def window(self) -> QWidget:
        return self.quick_ask.window

    @property
    def box(self) -> str:
        return self.quick_ask.window.text

    def button(self, name: str) -> QAbstractButton:
        found = self.window.findChild(QAbstractButton, name)
        assert isinstance(found, QAbstractButton), name
        return found

    def hint(self) -> str:
        label = self.window.findChild(QLabel, "quickAskHint")
        assert isinstance(label, QLabel)
        return label.text() if not label.isHidden() else ""

    def type(self, text: str) -> None:
        self.quick_ask.window.edit.insertPlainText(text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        modifiers = held or Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.quick_ask.window.edit, key, modifiers)

    def ask(self, text: str) -> None:
        self.type(text)
        self.press(Qt.Key.Key_Return)

    async def sessions(self) -> tuple[Session, ...]:
        return await self.house.service.list_sessions()

    async def answered(self, times: int = 1) -> None:
        """Wait until so many answers stand in the window."""
        transcript = self.quick_ask.window.transcript

        def is_there() -> bool:
            """Turns far above the newest one are no widgets, and that one is none at first."""
            slices = transcript.column.slices
            if not transcript.turn_blocks or len(slices) < 2 * times:
                return False
            newest = transcript.turn_blocks[-1].turn
            if newest is None or newest.id != slices[-1].mark.id:
                return False
            return (newest.role, newest.state) == ANSWERED

        await until(is_there)

    async def texts(self) -> list[str]:
        (session,) = [s for s in await self.sessions() if s.head_id]
        return [turn.text for turn in (await self.house.service.open(session.id)).turns]


@asynccontextmanager
async def opened(
    app: QApplication, folder: Path, script: Script = echo, *, draft: str = ""
) -> AsyncIterator[Place]:
    async with House(folder, script) as house:
        theme = ThemeSwitch(app, choice="light")
        settings = Settings(folder / "settings.json")
        if draft:
            settings.set_section(DRAFT, draft)
        shown: list[str] = []
        crashes: list[BaseException] = []
        parts = QuickAskParts(
            service=house.service,
            settings=settings,
            theme=theme,
            default_model=lambda: SMALL,
            show_chat=shown.append,
            show_settings=lambda: shown.append("settings"),
            on_crash=crashes.append,
        )
        place = Place(house, settings, QuickAsk(parts, blended=True), shown, crashes)
        place.quick_ask.show()
        await until(place.window.isActiveWindow)
        try:
            yield place
            assert not crashes
        finally:
            place.quick_ask.close()
            destroy(place.quick_ask.window)
            destroy(theme)
            await settings.flush()
