"""Why a run of agents ended, in the reader's language, where the words are AutoGen's own."""

from __future__ import annotations

import re
from functools import reduce

from PySide6.QtCore import QCoreApplication, QLocale

from gui.model.words import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

_BETWEEN = ", "

_SENTENCES = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (
            r"Maximum number of messages (?P<count>\d+) reached, current message count: \d+",
            QT_TRANSLATE_NOOP("Transcript", "the limit of {count} messages was reached"),
        ),
        (
            r"Maximum number of turns (?P<count>\d+) reached\.",
            QT_TRANSLATE_NOOP("Transcript", "the limit of {count} turns was reached"),
        ),
        (
            r"Max rounds reached\.",
            QT_TRANSLATE_NOOP("Transcript", "the limit of rounds was reached"),
        ),
        (
            r"Token usage limit reached, total token count: (?P<count>\d+), [a-z\d:, ]+\.",
            QT_TRANSLATE_NOOP(
                "Transcript", "the limit of tokens was reached: {count} have been used"
            ),
        ),
        (
            r"Timeout of (?P<count>[\d.]+) seconds reached",
            QT_TRANSLATE_NOOP("Transcript", "the limit of {count} seconds was reached"),
        ),
        (
            r"Text '(?P<text>.*?)' mentioned",
            QT_TRANSLATE_NOOP("Transcript", "somebody said “{text}”"),
        ),
        (
            r"Handoff to user from (?P<source>\S+) detected\.",
            QT_TRANSLATE_NOOP("Transcript", "{source} handed over to you"),
        ),
        (
            r"Handoff to (?P<target>\S+) from (?P<source>\S+) detected\.",
            QT_TRANSLATE_NOOP("Transcript", "{source} handed over to {target}"),
        ),
        (
            r"Text message received from '(?P<source>.*?)'",
            QT_TRANSLATE_NOOP("Transcript", "{source} has written"),
        ),
        (r"'(?P<source>.*?)' answered", QT_TRANSLATE_NOOP("Transcript", "{source} has answered")),
        (
            r"Function '(?P<text>.*?)' was executed\.",
            QT_TRANSLATE_NOOP("Transcript", "the tool {text} was used"),
        ),
        (
            r"External termination requested",
            QT_TRANSLATE_NOOP("Transcript", "it was asked to stop"),
        ),
        (
            r"Functional termination condition met",
            QT_TRANSLATE_NOOP("Transcript", "a condition in code was met"),
        ),
        (
            r"Stop message received",
            QT_TRANSLATE_NOOP("Transcript", "an agent asked to stop"),
        ),
        (
            r"Digraph execution is complete",
            QT_TRANSLATE_NOOP("Transcript", "all steps of the graph are done"),
        ),
        (
            r"The group chat has already terminated\.",
            QT_TRANSLATE_NOOP("Transcript", "the team had ended before"),
        ),
        (r"The group chat is stopped\.", QT_TRANSLATE_NOOP("Transcript", "the team was stopped")),
        (
            r"An exception occurred in the runtime\.|An error occurred in the group chat\.",
            QT_TRANSLATE_NOOP("Transcript", "an error occurred"),
        ),
    )
)
"""Several of them may stand in a row, with commas between."""


def ending_words(reason: str) -> str:
    """`reason` itself where AutoGen does not say it, or not it alone."""
    rest, found = reason.strip(), list[str]()
    while True:
        read = next(filter(None, (_read(rest, *each) for each in _SENTENCES)), None)
        if read is None:
            return reason
        words, rest = read
        found.append(words)
        if not rest:
            return reduce(_joined, found)
        if not rest.startswith(_BETWEEN):
            return reason
        rest = rest.removeprefix(_BETWEEN)


def _read(text: str, pattern: re.Pattern[str], words: str) -> tuple[str, str] | None:
    """The sentence at the beginning of `text` in the reader's words, and what follows it."""
    match = pattern.match(text)
    if match is None:
        return None
    facts = match.groupdict()
    if count := facts.get("count"):
        facts["count"] = QLocale().toString(
            float(count), "f", QLocale.FloatingPointPrecisionOption.FloatingPointShortest
        )
    return translate("Transcript", words).format(**facts), text[match.end() :]


def _joined(first: str, second: str) -> str:
    return translate("Transcript", "{first}; {second}").format(first=first, second=second)
