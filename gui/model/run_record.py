"""What must not happen twice in a run: answers of models, results of tools, words of the user.

While an answer is given, each is kept as soon as it is there. A run that waited for the user
when Parley ended is run again from its message, and takes what is kept instead of asking again,
so that it comes to where it was, whatever pattern its team follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RecordKind(StrEnum):
    MODEL = "model"
    TOOL = "tool"
    ANSWER = "answer"  # of the user to a question


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """The `number`-th of its kind for `source`, from 0; `data` is JSON that only its writer reads.

    `source` names an agent by its place in the team, so that it is the same in another run.
    """

    kind: RecordKind
    source: str
    number: int
    data: str
