"""Offers the chats of an export, imports those that are chosen, and takes them back when asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gui.qt.dialogs import shown
from gui.qt.notices import Notice
from gui.qt.task_scope import TaskScope
from gui.services.chat_carrier import Halt, ImportChoice, Progress
from gui.services.foreign.foreign_chat import Source
from gui.services.import_rows import Arrivals
from gui.views.arrivals.arrivals_dialog import ArrivalsDialog
from gui.views.import_kept import setup_here
from gui.views.opening_parts import OpeningParts

translate = QCoreApplication.translate


class ArrivalsImport:
    def __init__(self, parts: OpeningParts, *, tasks: TaskScope) -> None:
        self._parts = parts
        self._tasks = tasks
        self._carrier = parts.service.carrier

    async def offer(self, path: Path) -> None:
        """ChatFileError for a file without chats; StoreError where they cannot be kept."""
        workspace = self._parts.workspace
        halt = Halt()
        dialog = ArrivalsDialog(path.name, self._parts.theme.theme, parent=workspace.window())
        dialog.rejected.connect(halt.ask)
        dialog.destroyed.connect(halt.ask)
        try:
            with shown(dialog):
                choice = await self._choice(path, dialog, halt)
                if choice is None:
                    return
                arrivals = await self._carrier.bring_in(
                    path, choice, halt=halt, progress=_until(halt, dialog.show_importing)
                )
        finally:
            halt.ask()
        self._tell(arrivals)

    async def _choice(self, path: Path, dialog: ArrivalsDialog, halt: Halt) -> ImportChoice | None:
        progress = _until(halt, dialog.show_reading)
        survey = await self._carrier.survey(path, halt=halt, progress=progress)
        sources = {chat.source for chat in survey.chats}
        earlier = {source: await self._carrier.earlier(source.value) for source in sources}
        if Source.PARLEY in sources:
            here = await self._carrier.same_here(survey)
            earlier[Source.PARLEY] = {**earlier[Source.PARLEY], **here}
        if halt.asked:
            return None
        await dialog.show_chats(survey, earlier)
        choice = await dialog.chosen()
        return choice and replace(choice, setup=setup_here(self._parts))

    def _tell(self, arrivals: Arrivals | None) -> None:
        notices = self._parts.workspace.notices
        if arrivals is None:
            notices.say(translate("Arrivals", "Nothing was imported."))
            return
        if len(arrivals.came) == 1:
            self._parts.workspace.router.show_chat(arrivals.came[0])
        notices.show_notice(
            Notice(
                text=translate("Arrivals", "%n chat(s) imported.", "", len(arrivals.came)),
                action=translate("Arrivals", "Undo"),
                run=partial(self._undo, arrivals),
                lasting=True,
            )
        )

    def _undo(self, arrivals: Arrivals) -> None:
        self._tasks.start("undo import", self._carrier.undo(arrivals))


def _until(halt: Halt, show: Progress) -> Progress:
    """Tells no more once the dialog may be gone."""

    def tell(done: float, count: int) -> None:
        if not halt.asked:
            show(done, count)

    return tell
