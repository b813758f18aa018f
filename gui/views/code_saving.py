"""Writes a block of code into a file that the user names."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from gui.model.problem import ParleyError, Problem, ProblemKind
from gui.qt.dialogs import choose_file_to_save
from gui.qt.task_scope import TaskScope

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.transcript.view import TranscriptView

translate = QCoreApplication.translate


class CodeSaving(QObject):
    """Asks for a name with the ending that the language has."""

    def __init__(self, transcript: TranscriptView, *, tasks: TaskScope) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self._tasks = tasks
        transcript.save_wanted.connect(self._begin)

    def _begin(self, text: str, language: str) -> None:
        self._tasks.start("save code", self._save(text, language))

    async def _save(self, text: str, language: str) -> None:
        from gui.views.output_view import save_text

        suffix = self._transcript.around.look.lexers.suffix(language)
        path = await choose_file_to_save(
            self._transcript.window(),
            translate("Transcript", "Save the code"),
            name=f"code.{suffix}",
            suffix=suffix,
        )
        if path is None:
            return
        try:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, save_text, path, text + "\n")
        except OSError as error:
            raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> ParleyError:
    facts = {"file": path.name}
    problem = Problem(kind=ProblemKind.FILE_UNWRITABLE, facts=facts, detail=str(error))
    return ParleyError(problem)
