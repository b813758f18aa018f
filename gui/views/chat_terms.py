"""The terms of a chat that are set in dialogs: folder, rules and limits of its tools."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.model.gate import Policy
from gui.model.problem import ParleyError, Problem, ProblemKind
from gui.model.session import Session
from gui.qt.dialogs import Choice, ask, choose_folder, opened
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.views.gate_verbs import GateVerbs
from gui.views.tool_rules import ChatRules

translate = QCoreApplication.translate


class ChatTerms:
    """Of the chat that is shown when the dialog is opened."""

    def __init__(
        self,
        window: QWidget,
        *,
        verbs: GateVerbs | None,
        session: Callable[[], Session | None],
        tasks: TaskScope,
        theme: ThemeSwitch,
    ) -> None:
        self._window = window
        self._verbs = verbs
        self._session = session
        self._tasks = tasks
        self._theme = theme

    def can_set(self) -> bool:
        return self._verbs is not None and self._session() is not None

    def open_folder(self) -> None:
        session = self._session()
        if session is not None and self._verbs is not None:
            self._tasks.start("working folder", self._folder(session, self._verbs))

    def open_limits(self) -> None:
        session = self._session()
        if session is not None and self._verbs is not None:
            self._tasks.start("limits", self._limits(session, self._verbs))

    def open_tools(self) -> None:
        session = self._session()
        if session is not None and self._verbs is not None:
            self._tasks.start("tool rules", self._tools(session, self._verbs.rules))

    async def _folder(self, session: Session, verbs: GateVerbs) -> None:
        folder = verbs.folder(session)
        answer = await ask(self._window, *_folder_words(folder), _folder_choices(session))
        if answer == "open":
            await _show_folder(folder)
        elif answer == "own":
            await verbs.set_folder(session.id, "")
        elif answer == "choose":
            title = translate("ChatTerms", "Choose a working folder")
            chosen = await choose_folder(self._window, title, start=folder)
            if chosen is not None:
                await verbs.set_folder(session.id, str(chosen))

    async def _limits(self, session: Session, verbs: GateVerbs) -> None:
        from gui.views.limits_dialog import LimitsDialog  # not at the start

        dialog = LimitsDialog(session.limits, self._theme.theme, parent=self._window)
        if await opened(dialog):
            await verbs.set_limits(session.id, dialog.limits)

    async def _tools(self, session: Session, rules: ChatRules) -> None:
        from gui.views.tool_rules_dialog import ToolRulesDialog

        used = await rules.used(session.id)
        dialog = ToolRulesDialog(
            rules.of(session.id),
            used,
            rules.servers(),
            theme=self._theme.theme,
            parent=self._window,
        )

        def keep(tool: str, policy: Policy | None) -> None:
            self._tasks.start(f"tool rule:{tool}", rules.set(session.id, tool, policy))

        dialog.rule_set.connect(keep)
        await opened(dialog)


def _folder_words(folder: Path) -> tuple[str, str]:
    text = translate(
        "ChatTerms", "Tools in this chat read and write files here, and run code here:\n\n{path}"
    )
    return translate("ChatTerms", "Working folder"), text.format(path=folder)


def _folder_choices(session: Session) -> tuple[Choice, ...]:
    own = Choice(id="own", label=translate("ChatTerms", "Use a folder of the chat's own"))
    return (
        Choice(id="choose", label=translate("ChatTerms", "Choose another…"), main=True),
        Choice(id="open", label=translate("ChatTerms", "Open folder")),
        *((own,) if session.folder else ()),
        Choice(id="close", label=translate("ChatTerms", "Close"), escape=True),
    )


async def _show_folder(folder: Path) -> None:
    """In the file manager; a folder that no tool has used yet is made for that."""
    loop = asyncio.get_running_loop()
    try:
        await loop.run_in_executor(None, _make, folder)
    except OSError as error:
        facts = {"file": folder.name}
        problem = Problem(kind=ProblemKind.FILE_UNWRITABLE, facts=facts, detail=str(error))
        raise ParleyError(problem) from error
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
