"""Writes a chat into a file that the user names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from gui.model.file_names import file_name
from gui.model.session import Session
from gui.qt.dialogs import choose_file_to_save
from gui.qt.notices import Notice
from gui.views.opening_parts import OpeningParts
from gui.views.sidebar.row_words import title_of

translate = QCoreApplication.translate


class ChatExport:
    """`opener` shows a folder."""

    def __init__(
        self,
        parts: OpeningParts,
        *,
        opener: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        self._parts = parts
        self._opener = opener
        self._folder: Path | None = None

    async def export(self, session_id: str) -> None:
        """Ask for a name, then write; ChatFileError where that cannot be done."""
        exchange = self._parts.service.exchange
        session = await exchange.session(session_id)
        path = await choose_file_to_save(
            self._parts.workspace.window(),
            translate("ChatExport", "Export chat"),
            name=str(self._place() / f"{_name_of(session)}.parley"),
            pattern=translate("ChatExport", "Chats of Parley (*.parley)"),
            suffix="parley",
        )
        if path is None:
            return
        self._folder = path.parent
        await exchange.write(session_id, path, provider=self._provider(session))
        self._parts.workspace.notices.show_notice(
            Notice(
                text=translate("ChatExport", "Exported as {file}.").format(file=path.name),
                action=translate("ChatExport", "Open folder"),
                run=partial(self._open_folder, path.parent),
            )
        )

    def _place(self) -> Path:
        """Where the last one went, or where documents lie."""
        if self._folder is not None:
            return self._folder
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        return folder if folder.is_dir() else Path.home()

    def _provider(self, session: Session) -> str:
        ref = session.model
        named = (e.name for e in self._parts.endpoints() if ref and e.id == ref.endpoint_id)
        return next(named, "")

    def _open_folder(self, folder: Path) -> None:
        self._opener(QUrl.fromLocalFile(str(folder)))


def _name_of(session: Session) -> str:
    return file_name(title_of(session), otherwise=translate("ChatExport", "Chat"))
