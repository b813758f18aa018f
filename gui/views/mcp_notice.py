"""Says once when chats must go without an MCP server, and why; leads to it, or starts it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from gui.model.mcp_report import McpAbsence, McpState, McpStatus
from gui.qt.notices import Notice, NoticeKind
from gui.qt.phrases import in_a_row
from gui.qt.task_scope import ErrorSink, TaskScope
from gui.services.mcp_port import McpRunner
from gui.views.settings.mcp_words import advice
from gui.views.workspace import Workspace

translate = QCoreApplication.translate


class McpNotice(QObject):
    def __init__(self, *, workspace: Workspace, on_error: ErrorSink) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._tasks = TaskScope(self, on_error)
        self._runner: McpRunner | None = None
        self._unsubscribe: tuple[Callable[[], None], ...] = ()
        self._told: set[str] = set()

    def follow(self, runner: McpRunner) -> None:
        self._runner = runner
        self._unsubscribe = (
            runner.hear_absences(self._tell),
            runner.subscribe(self._note_status),
        )

    def close(self) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._tasks.close()

    def _tell(self, absence: McpAbsence) -> None:
        self._workspace.notices.withdraw(_about(absence.server_id))
        self._told.add(absence.server_id)
        self._workspace.notices.show_notice(
            Notice(
                text=_words(absence),
                kind=NoticeKind.INFO if absence.diagnosis is None else NoticeKind.PROBLEM,
                action=translate("McpNotice", "Show"),
                run=partial(self._workspace.pages.show_mcp_server, absence.server_id),
                other="" if absence.diagnosis is None else translate("McpNotice", "Restart"),
                run_other=partial(self._restart, absence),
                about=_about(absence.server_id),
            )
        )

    def _note_status(self, server_id: str) -> None:
        """It runs again, whoever has seen to it."""
        if server_id not in self._told or self._runner is None:
            return
        if self._runner.status(server_id).state is McpState.READY:
            self._told.discard(server_id)
            self._workspace.notices.withdraw(_about(server_id))

    def _restart(self, absence: McpAbsence) -> None:
        if self._runner is not None:
            work = self._restarted(absence, self._runner)
            self._tasks.start(f"restart {absence.server_id}", work)

    async def _restarted(self, absence: McpAbsence, runner: McpRunner) -> None:
        status: McpStatus = await runner.check(absence.server_id)
        if status.state is McpState.READY:
            text = translate("McpNotice", "The MCP server {name} runs again.")
            self._workspace.notices.say(text.replace("{name}", absence.name))
        elif status.diagnosis is not None:
            again = McpAbsence(
                server_id=absence.server_id, name=absence.name, diagnosis=status.diagnosis
            )
            self._tell(again)


def _about(server_id: str) -> str:
    return f"mcp {server_id}"


def _words(absence: McpAbsence) -> str:
    if absence.diagnosis is None:
        text = translate(
            "McpNotice",
            "The MCP server {name} is still starting; this answer goes without its tools.",
        )
        return text.replace("{name}", absence.name)
    if absence.died:
        what = translate("McpNotice", "The MCP server {name} stopped.")
    else:
        what = translate("McpNotice", "The MCP server {name} did not start.")
    return in_a_row(what.replace("{name}", absence.name), advice(absence.diagnosis).sentence)
