"""Writes chats into files that the user names: asked for, written beside the window, told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from gui.model.chat_folder import line_to
from gui.model.file_names import file_name
from gui.model.session import Session
from gui.model.titles import first_words, one_line
from gui.model.turn import Turn
from gui.model.turn_retelling import speaker_of
from gui.qt.dialogs import choose_file_to_save, choose_folder, opened
from gui.qt.notices import Notice
from gui.qt.task_scope import TaskScope
from gui.services.chat_branches import branch_of
from gui.services.chat_keeping import ChatNames
from gui.services.export_run import ExportOrder, ExportRun, Target
from gui.views.export.document_words import document_words
from gui.views.export.export_dialog import ExportChoice, ExportDialog, OfferedTurn, Scope
from gui.views.export.export_progress import ExportProgress
from gui.views.export.formats import Format, pieces_in, suffix_of, title_of_format
from gui.views.opening_parts import OpeningParts
from gui.views.sidebar.row_words import title_of

translate = QCoreApplication.translate

SECTION = "export"
"""In the settings: what was chosen last."""

_LOOKED_AT = 4_000
"""Characters of a message that may be nothing but blanks."""


class ChatExport(QObject):
    """`opener` shows a folder."""

    def __init__(
        self,
        parts: OpeningParts,
        *,
        opener: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parts.workspace)
        self._parts = parts
        self._opener = opener
        self._tasks = TaskScope(self, parts.workspace.show_error)

    async def export(self, session_id: str) -> None:
        """Ask what of this chat, then write; ChatFileError where that cannot be done."""
        dialog = self._dialog()
        dialog.on_turns_wanted = partial(self._offer_turns, dialog, session_id)
        self._tasks.start("versions", self._look_for_versions(dialog, session_id))
        dialog.finished.connect(lambda _result: self._tasks.cancel("versions"))
        await self._go_on(dialog, (session_id,))

    async def export_several(self, session_ids: Sequence[str]) -> None:
        """The same for chats that were selected, or those of a folder."""
        await self._go_on(self._dialog(count=len(session_ids)), session_ids)

    def _dialog(self, *, count: int = 0) -> ExportDialog:
        workspace = self._parts.workspace
        return ExportDialog(
            self._kept(), self._parts.theme.theme, count=count, parent=workspace.window()
        )

    async def _go_on(self, dialog: ExportDialog, session_ids: Sequence[str]) -> None:
        chosen: list[ExportChoice] = []
        dialog.accepted.connect(lambda: chosen.append(dialog.choice))
        if not await opened(dialog) or not chosen:
            return
        choice = chosen[0]
        self._keep(format=choice.format.value, target=choice.target.value)
        if choice.scope is Scope.ALL:
            everything = await self._parts.service.list_sessions(include_archived=True)
            session_ids = tuple(one.id for one in everything if one.head_id or one.draft)
        single = choice.scope in (Scope.CHAT, Scope.TURNS)
        target = Target.FILE if single else choice.target
        path = await self._place_for(choice.format, target, session_ids)
        if path is None:
            return
        self._keep(folder=str(path if target is Target.FOLDER else path.parent))
        names = self._names()
        order = ExportOrder(
            sessions=session_ids,
            pieces=pieces_in(
                choice.format,
                names,
                self._parts.service.exchange.seal,
                versions=choice.versions,
            ),
            suffix=suffix_of(choice.format),
            target=target,
            path=path,
            folders=lambda session: names(session).folder,
            turns=choice.turns if choice.scope is Scope.TURNS else None,
            with_states=choice.format is Format.PARLEY,
            otherwise=translate("ChatExport", "Chat"),
        )
        await self._write(order)

    async def _place_for(
        self, kind: Format, target: Target, session_ids: Sequence[str]
    ) -> Path | None:
        window, title = self._parts.workspace.window(), translate("ChatExport", "Export as")
        if target is Target.FOLDER:
            into = translate("ChatExport", "Export into")
            return await choose_folder(window, into, start=self._folder())
        if target is Target.ZIP:
            name, suffix = translate("ChatExport", "Chats"), "zip"
            pattern = translate("ChatExport", "Archives (*.zip)")
        else:
            session = await self._parts.service.exchange.session(session_ids[0])
            name, suffix = _name_of(session), suffix_of(kind).removeprefix(".")
            pattern = f"{title_of_format(kind).replace('(', '– ').replace(')', '')} (*.{suffix})"
        return await choose_file_to_save(
            window,
            title,
            name=str(self._folder() / f"{name}.{suffix}"),
            pattern=pattern,
            suffix=suffix,
        )

    async def _write(self, order: ExportOrder) -> None:
        workspace = self._parts.workspace
        progress = ExportProgress(
            len(order.sessions), self._parts.theme.theme, parent=workspace.window()
        )
        run = ExportRun(self._parts.service.exchange, order, told=progress.show_done)
        progress.given_up.connect(run.give_up)
        progress.show()
        try:
            done = await run.run()
        finally:
            progress.hide()
            progress.deleteLater()
        self._tell(order, done, given_up=run.given_up)

    def _tell(self, order: ExportOrder, done: int, *, given_up: bool) -> None:
        folder = order.path if order.target is Target.FOLDER else order.path.parent
        notices = self._parts.workspace.notices
        if given_up and not done:
            notices.say(translate("ChatExport", "Nothing was exported."))
            return
        if order.target is Target.FOLDER:
            text = translate("ChatExport", "%n chat(s) exported.", "", done)
        else:
            text = translate("ChatExport", "Exported as {file}.").format(
                file=one_line(order.path.name)
            )
        notices.show_notice(
            Notice(
                text=text,
                action=translate("ChatExport", "Open folder"),
                run=partial(self._open_folder, folder),
            )
        )

    async def _look_for_versions(self, dialog: ExportDialog, session_id: str) -> None:
        rows = await self._parts.service.branches.tree(session_id)
        if not all(row.current for row in rows):
            dialog.show_versions()

    def _offer_turns(self, dialog: ExportDialog, session_id: str) -> None:
        self._tasks.start("turns", self._show_turns(dialog, session_id))

    async def _show_turns(self, dialog: ExportDialog, session_id: str) -> None:
        chat = await self._parts.service.exchange.whole(session_id)
        words = document_words()

        def offered() -> tuple[OfferedTurn, ...]:
            turns = (turn for turn in branch_of(chat).turns if turn.parts)
            return tuple(OfferedTurn(t.id, _line(speaker_of(t, words), t)) for t in turns)

        dialog.show_turns(await asyncio.to_thread(offered))

    def _kept(self) -> ExportChoice:
        kept = self._parts.kept.section(SECTION)
        values = kept if isinstance(kept, dict) else {}
        usual = ExportChoice()
        kinds = {kind.value: kind for kind in Format}
        targets = {target.value: target for target in (Target.FOLDER, Target.ZIP)}
        return ExportChoice(
            format=kinds.get(str(values.get("format")), usual.format),
            target=targets.get(str(values.get("target")), usual.target),
        )

    def _keep(self, **values: str) -> None:
        kept = self._parts.kept.section(SECTION)
        before = kept if isinstance(kept, dict) else {}
        self._parts.kept.set_section(SECTION, {**before, **values})

    def _folder(self) -> Path:
        """Where the last one went, or where documents lie."""
        kept = self._parts.kept.section(SECTION)
        last = str(kept.get("folder") or "") if isinstance(kept, dict) else ""
        if last and Path(last).is_dir():
            return Path(last)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        return folder if folder.is_dir() else Path.home()

    def _names(self) -> Callable[[Session], ChatNames]:
        """As they are now, since the names are asked for in another thread."""
        endpoints = {endpoint.id: endpoint.name for endpoint in self._parts.endpoints()}
        teams = {team.id: team.title for team in self._parts.teams()}
        folders = self._parts.service.folders.folders

        def names(session: Session) -> ChatNames:
            provider = session.model.endpoint_id if session.model else ""
            return ChatNames(
                provider=endpoints.get(provider, ""),
                team=teams.get(session.team_id or "", ""),
                folder=tuple(folder.name for folder in line_to(session.filed_in, folders)),
            )

        return names

    def _open_folder(self, folder: Path) -> None:
        self._opener(QUrl.fromLocalFile(str(folder)))


def _name_of(session: Session) -> str:
    return file_name(title_of(session), otherwise=translate("ChatExport", "Chat"))


def _line(speaker: str, turn: Turn) -> str:
    said = first_words(turn.text[:_LOOKED_AT], columns=100) or "…"
    return f"{one_line(speaker)}: {said}"
