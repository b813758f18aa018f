"""Durations, counts and times of day in the words and digits of the reader's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

translate = QCoreApplication.translate


def duration_text(seconds: float) -> str:
    """ "38 ms", "1.4 s" or "3 min 20 s"."""
    locale = QLocale()
    if seconds < 1:
        number = locale.toString(round(seconds * 1000))
        return translate("Transcript", "{number} ms").format(number=number)
    if seconds < 60:
        number = locale.toString(float(seconds), "f", 1)
        return translate("Transcript", "{number} s").format(number=number)
    minutes, rest = divmod(round(seconds), 60)
    words = translate("Transcript", "{minutes} min {seconds} s")
    return words.format(minutes=locale.toString(minutes), seconds=rest)


def count_text(number: int) -> str:
    return QLocale().toString(number)


def time_text(milliseconds: int) -> str:
    """The time of day; with the date when that is not today."""
    moment = QDateTime.fromMSecsSinceEpoch(milliseconds)
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    if moment.date() == QDateTime.currentDateTime().date():
        return locale.toString(moment.time(), short)
    return locale.toString(moment, short)
