"""The words of exported documents in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn_retelling import DocumentWords

translate = QCoreApplication.translate


def document_words() -> DocumentWords:
    """What stands in braces is filled in later, and stays as it is in every language."""
    return DocumentWords(
        user=translate("Document", "You"),
        agent=translate("Document", "Assistant"),
        thoughts=translate("Document", "Thoughts"),
        tool=translate("Document", "Tool: {name}"),
        arguments=translate("Document", "Arguments"),
        result=translate("Document", "Result"),
        reason=translate("Document", "Reason"),
        output=translate("Document", "Output"),
        code_run=translate("Document", "Code was run, exit code {code}"),
        memories=translate("Document", "Remembered"),
        data=translate("Document", "Data"),
        summary=translate("Document", "Summary of earlier messages"),
        handoff=translate("Document", "{source} hands over to {target}"),
        speaker=translate("Document", "{target} speaks next"),
        end=translate("Document", "The run ended: {text}"),
        question=translate("Document", "Question"),
        answer=translate("Document", "Answer"),
        picture=translate("Document", "Picture"),
        file=translate("Document", "File"),
        missing=translate("Document", "its content is lost"),
        stopped=translate("Document", "Stopped by the user"),
        failed=translate("Document", "Failed"),
        interrupted=translate("Document", "Interrupted"),
        page=translate("Document", "Page {page}"),
        version=translate("Document", "version {number} of {count}"),
        other_version=translate("Document", "Other version {number} of {count}"),
        later=translate("Document", "What followed before going back ({number} of {count})"),
    )
