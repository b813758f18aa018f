"""What a user can do about a problem where that depends on its reason."""

from __future__ import annotations

from gui.model.problem import ProblemKind
from gui.model.words import QT_TRANSLATE_NOOP

STEPS: dict[tuple[ProblemKind, str], str] = {
    (ProblemKind.STORE_LOG_LOST, "copy"): QT_TRANSLATE_NOOP(
        "Problem",
        "What the last backup had is added; what was written after it is gone. Keep the files of "
        "this folder together when you copy them.",
    ),
    (ProblemKind.CHAT_FILE_UNWRITABLE, "full"): QT_TRANSLATE_NOOP(
        "Problem", "The disk is full: make room on it, or choose another one."
    ),
    (ProblemKind.CHAT_FILE_UNWRITABLE, "read_only"): QT_TRANSLATE_NOOP(
        "Problem", "The disk can only be read: choose another folder."
    ),
    (ProblemKind.CHAT_FILE_UNWRITABLE, "denied"): QT_TRANSLATE_NOOP(
        "Problem", "Your account may not write there: choose another folder."
    ),
    (ProblemKind.CHAT_FILE_UNWRITABLE, "gone"): QT_TRANSLATE_NOOP(
        "Problem", "The folder is not there any more: choose another one."
    ),
    (ProblemKind.CHAT_FILE_UNWRITABLE, "name"): QT_TRANSLATE_NOOP(
        "Problem", "The name is too long for that disk: choose a shorter one."
    ),
    (ProblemKind.CHAT_FILE_UNWRITABLE, "large"): QT_TRANSLATE_NOOP(
        "Problem", "The file is too large for that disk: choose another one."
    ),
}
