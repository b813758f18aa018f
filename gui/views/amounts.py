"""Amounts of tokens and money as they are written in small places."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

translate = QCoreApplication.translate

_THOUSAND = 1000
_MILLION = 1_000_000
_SMALLEST = 0.001


def dollars(amount: float, digits: int = 3) -> str:
    """ "$0.031"; an amount too small for that is less than the smallest one."""
    if 0 < amount < _SMALLEST and digits:
        return "<$" + QLocale().toString(_SMALLEST, "f", digits)
    return "$" + QLocale().toString(amount, "f", digits)


def short_count(number: int) -> str:
    """ "840", "12.4k", "128k" or "1M"."""
    if number < _THOUSAND:
        return QLocale().toString(number)
    unit, sign = (_MILLION, "M") if number >= _MILLION else (_THOUSAND, "k")
    amount = round(number / unit, 1)
    return QLocale().toString(amount, "f", 0 if amount == int(amount) else 1) + sign
