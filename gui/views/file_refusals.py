"""What helps where a file cannot go with a message, by the reason."""

from __future__ import annotations

from gui.model.words import QT_TRANSLATE_NOOP

FILE_STEPS = {
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
