"""A chat as documents tell it: the branch being read, and where wanted the others as sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gui.model.turn import Turn
from gui.model.turn_retelling import DocumentWords, speaker_of
from gui.services.chat_branches import branch_of
from gui.services.whole_chats import WholeChat


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A turn, the `number`th of `count` versions; both are 1 where the others are not told."""

    turn: Turn
    number: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBegins:
    """Another version of the turn before it follows, with all that came of it.

    `later`: no version of it, but what once followed and was gone back from.
    """

    number: int
    count: int
    later: bool = False


@dataclass(frozen=True, slots=True)
class SectionEnds:
    pass


Item = Told | SectionBegins | SectionEnds


def told(chat: WholeChat, *, versions: bool) -> Iterator[Item]:
    """Each turn with something in it once; without `versions`, only those of the branch.

    A section stands behind the turn beside which it begins, and may have sections in it.
    """
    branch = branch_of(chat).turns
    if not versions:
        yield from (Told(turn=turn) for turn in branch if turn.parts)
        return
    children: dict[str | None, list[Turn]] = {}
    for turn in chat.turns:
        children.setdefault(turn.parent_id, []).append(turn)
    chosen = {turn.parent_id: turn for turn in branch}
    if branch:
        chosen.setdefault(branch[-1].id, branch[-1])  # itself: none of what follows is read
    yield from _walk(children, chosen)


@dataclass(frozen=True, slots=True)
class _Below:
    turn_id: str | None


def speaker_words(told: Told, words: DocumentWords) -> str:
    """Who speaks, and which version that is where there are others."""
    speaker = speaker_of(told.turn, words)
    if told.count == 1:
        return speaker
    version = words.version.format(number=told.number, count=told.count)
    return f"{speaker} ({version})"


def section_words(section: SectionBegins, words: DocumentWords) -> str:
    title = words.later if section.later else words.other_version
    return title.format(number=section.number, count=section.count)


def _walk(children: dict[str | None, list[Turn]], chosen: dict[str | None, Turn]) -> Iterator[Item]:
    """Without recursion, since chats may be deep. In other versions the newest is the main one."""
    waiting: list[_Below | Item] = [_Below(None)]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, _Below):
            if not isinstance(item, Told) or item.turn.parts:
                yield item
            continue
        turns = children.get(item.turn_id, [])
        if not turns:
            continue
        main = chosen.get(item.turn_id, turns[-1])
        later, count = main.id == item.turn_id, len(turns)
        coming: list[_Below | Item] = []
        for number, turn in enumerate(turns, start=1):
            if turn.id == main.id:
                coming[:0] = [Told(turn=turn, number=number, count=count)]
            elif turn.parts or turn.id in children:
                begins = SectionBegins(number=number, count=count, later=later)
                coming += [begins, Told(turn=turn), _Below(turn.id), SectionEnds()]
        if not later:
            coming.append(_Below(main.id))
        waiting.extend(reversed(coming))
