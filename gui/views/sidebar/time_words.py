"""When a chat was last touched, as short as its row allows."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from gui.views.sidebar.grouping import WEEK_DAYS

translate = QCoreApplication.translate


def when(unix_ms: int, today: date) -> str:
    """The time of a chat of today, the week day of a recent one, else its date."""
    locale = QLocale()
    then = datetime.fromtimestamp(unix_ms / 1000).astimezone()
    days = (today - then.date()).days
    if days <= 0:
        return locale.toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)
    if days < WEEK_DAYS:
        return locale.dayName(then.isoweekday(), QLocale.FormatType.ShortFormat)
    pattern = (
        translate("SessionList", "MMM d")
        if then.year == today.year
        else translate("SessionList", "MMM d, yyyy")
    )
    return locale.toString(QDate(then.year, then.month, then.day), pattern)
