"""Days and times of the past, as short as they can be said."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale


def moment_text(at: float) -> str:
    """For Unix seconds, in the language of the window and the time of this computer."""
    then = QDateTime.fromSecsSinceEpoch(int(at))
    return QLocale().toString(then, QLocale.FormatType.ShortFormat)
