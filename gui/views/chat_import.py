"""Shows what is in a chat file, and imports it where the user agrees."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gui.qt.dialogs import opened
from gui.views.import_kept import Here, setup_here, work_is_here
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
        model, team_id = setup_here(self._parts)(file)
        team = next((team for team in self._parts.teams() if team.id == team_id), None)
        preview = ImportPreview(
            file,
            here=Here(chat=same, team=team, work=await work_is_here(file)),
            theme=self._parts.theme,
            parent=workspace.window(),
        )
        await opened(preview)
        match preview.answer:
            case Answer.IMPORT:
                session = await exchange.bring_in(
                    file,
                    model=model,
                    team_id=team_id,
                    work=preview.work,
                )
                workspace.router.show_chat(session.id)
                workspace.notices.say(translate("ChatImport", "Chat imported."))
            case Answer.SHOW if same is not None:
                workspace.router.show_chat(same.id)
            case _:
                pass
