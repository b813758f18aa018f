"""Earlier turns of a chat summed up: which ones, and what a model is asked for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gui.model.sent_facts import about_tokens
from gui.model.turn import Role, ToolCallPart, Turn, part_words

KEPT = 4
"""Turns, of either side, that stay as they are unless there are hardly more."""

_LONGEST_RESULT = 2000
_LONGEST_TURN = 20_000
_SHORTEST_TURN = 400
"""Characters of one turn that are read to be summed up: its beginning and its end."""

_PROMPT = (
    "Sum up the conversation below for the assistant that is to go on with it and will see"
    " nothing else of it. Keep what the user wants, what was decided and found out, names, numbers,"
    " paths and code that is still needed, and what is open. Leave out what is done with. Write in"
    " the language of the conversation, in Markdown, without a preface.\n\n"
)
_BEFORE = "What was said before this, already summed up; take it into your summary:\n\n{text}\n\n"
_TALK = "The conversation:\n\n{text}"


def split(turns: Sequence[Turn], *, keep: int = KEPT) -> tuple[tuple[Turn, ...], tuple[Turn, ...]]:
    """The turns to be summed up, and those that stay, which begin with one of the user.

    `turns` are what agents know: a summary of earlier ones comes first, if there is one. Where
    there are hardly more than are to stay, fewer stay.
    """
    said = sum(turn.compaction is None for turn in turns)
    while keep > 0 and said <= keep:
        keep -= 2
    start = len(turns) - max(0, keep)
    while 0 < start < len(turns) and turns[start].role is not Role.USER:
        start -= 1
    earlier = tuple(turns[:start])
    if all(turn.compaction is not None for turn in earlier):
        return (), tuple(turns)
    return earlier, tuple(turns[start:])


def pieces(turns: Sequence[Turn], *, tokens: int) -> list[str]:
    """The turns as text, in pieces of about so many tokens; none is cut but at a turn."""
    found: list[list[str]] = []
    room = 0
    for turn in turns:
        text = _told(turn, max(_SHORTEST_TURN, min(_LONGEST_TURN, tokens)))
        size = about_tokens(text)
        if not found or size > room:
            found.append([])
            room = tokens
        found[-1].append(text)
        room -= size
    return ["\n\n".join(piece) for piece in found]


def prompt(piece: str, *, before: str = "") -> str:
    """`before` is what is summed up already."""
    told = _BEFORE.format(text=before) if before else ""
    return f"{_PROMPT}{told}{_TALK.format(text=piece)}"


def _told(turn: Turn, longest: int) -> str:
    summary = turn.compaction
    if summary is not None:
        return f"(Summed up earlier)\n{summary.text}"
    who = "User" if turn.role is Role.USER else "Assistant"
    words = "\n\n".join(filter(None, _lines(turn)))
    return f"{who}: {_shortened(words, longest)}"


def _lines(turn: Turn) -> Iterator[str]:
    for part in turn.parts:
        if isinstance(part, ToolCallPart):
            arguments = _shortened(part.arguments, _LONGEST_RESULT)
            yield f"(Used the tool {part.name}: {arguments})"
            yield f"(Result of {part.name}: {_shortened(part.result, _LONGEST_RESULT)})"
        else:
            yield part_words(part)
    for one in turn.enclosed:
        yield f"(A file: {one.name})"


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]}\n(…)\n{text[-half:]}"
