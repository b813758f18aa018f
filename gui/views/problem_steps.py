"""What a user can do about a problem where that depends on its reason."""

from __future__ import annotations

from gui.model.problem import ProblemKind
from gui.model.words import QT_TRANSLATE_NOOP

_FILE_STEPS = {
    "folder": QT_TRANSLATE_NOOP("Problem", "It is a folder: choose the files in it."),
    "special": QT_TRANSLATE_NOOP(
        "Problem", "It is a device or a pipe; only ordinary files can be sent."
    ),
    "gone": QT_TRANSLATE_NOOP("Problem", "It is not there any more: choose it again."),
    "forbidden": QT_TRANSLATE_NOOP("Problem", "Your account may not read it."),
    "changing": QT_TRANSLATE_NOOP(
        "Problem", "It is being written just now: add it again when that is done."
    ),
    "unreadable": QT_TRANSLATE_NOOP("Problem", "Copy it to this computer, then add the copy."),
    "empty": QT_TRANSLATE_NOOP("Problem", "It is empty."),
    "large": QT_TRANSLATE_NOOP("Problem", "It is larger than 20 MB: send a part of it."),
    "pixels": QT_TRANSLATE_NOOP(
        "Problem", "The picture has more than 64 million pixels: make it smaller first."
    ),
    "picture_kind": QT_TRANSLATE_NOOP(
        "Problem", "Models are not shown pictures of this kind: save it as JPEG or PNG."
    ),
    "many": QT_TRANSLATE_NOOP(
        "Problem", "20 files go with one message: send these first, or leave one of them out."
    ),
    "encrypted": QT_TRANSLATE_NOOP(
        "Problem", "It needs a password: save it without one, then add that."
    ),
    "damaged": QT_TRANSLATE_NOOP(
        "Problem", "It is damaged: open it in its own program and save it anew."
    ),
    "bomb": QT_TRANSLATE_NOOP(
        "Problem", "Unpacked it would be larger than any document: it may be meant to do harm."
    ),
    "old_office": QT_TRANSLATE_NOOP(
        "Problem",
        "It is of an old version of Office or needs a password: save it as .docx, .xlsx or .pptx"
        " without one.",
    ),
}
"""Where a file cannot go with a message, by the reason."""

STEPS: dict[tuple[ProblemKind, str], str] = {
    **{(ProblemKind.FILE_NOT_TAKEN, reason): step for reason, step in _FILE_STEPS.items()},
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
