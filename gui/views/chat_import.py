"""Shows what is in a chat file, and imports it where the user agrees."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gui.model.endpoint import ModelRef
from gui.qt.dialogs import opened
from gui.services.chat_file import ChatFile
from gui.views.import_kept import team_for
from gui.views.import_preview import Answer, ImportPreview
from gui.views.opening_parts import OpeningParts

translate = QCoreApplication.translate


class ChatImport:
    def __init__(self, parts: OpeningParts) -> None:
        self._parts = parts

    async def offer(self, path: Path) -> None:
        """Nothing is imported before the user says so; ChatFileError for a file that is no chat."""
        exchange = self._parts.service.exchange
        file = await exchange.read(path)
        same = await exchange.same_chat(file)
        workspace = self._parts.workspace
        team = team_for(file, self._parts.teams())
        preview = ImportPreview(
            file,
            same=same,
            team=team,
            theme=self._parts.theme,
            parent=workspace.window(),
        )
        await opened(preview)
        match preview.answer:
            case Answer.IMPORT:
                session = await exchange.bring_in(
                    file,
                    model=self._model(file),
                    team_id=team.id if team else None,
                    work=preview.work,
                )
                workspace.router.show_chat(session.id)
                workspace.notices.say(translate("ChatImport", "Chat imported."))
            case Answer.SHOW if same is not None:
                workspace.router.show_chat(same.id)
            case _:
                pass

    def _model(self, file: ChatFile) -> ModelRef | None:
        """The model that the chat had, where the same one is set up here; else the usual one."""
        for endpoint in self._parts.endpoints():
            if endpoint.name == file.provider and file.model in endpoint.models:
                return ModelRef(endpoint_id=endpoint.id, model=file.model)
        return None
