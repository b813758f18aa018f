"""How words are put together in the language of the window."""

from __future__ import annotations

from functools import reduce

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def in_a_row(*sentences: str) -> str:
    """Sentences one after the other; Chinese has no space between them."""
    return reduce(_joined, (sentence for sentence in sentences if sentence), "")


def labelled(label: str, text: str) -> str:
    """A label before what it is the label of."""
    return translate("Phrases", "{label}: {text}").format(label=label, text=text)


def _joined(first: str, second: str) -> str:
    if not first:
        return second
    return translate("Phrases", "{first} {second}").format(first=first, second=second)
