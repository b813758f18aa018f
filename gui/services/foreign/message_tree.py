"""Puts foreign messages into a tree that holds together, and joins those that are one answer."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gui.model.turn import Role, ToolCallPart, ToolState
from gui.services.foreign.foreign_chat import (
    MOST_MESSAGES,
    BadChatError,
    Flaw,
    ForeignMessage,
    ForeignPart,
    ToolOutput,
)

_MOST_MOVED = 100
"""Messages of a chat that are put behind a neighbour; more are beginnings of their own."""

_LOOKED_BACK = 64
"""Parts before what a tool gave back, among which its call is looked for."""


@dataclass(frozen=True, kw_only=True)
class MessageTree:
    """Each message behind its parent, siblings as they came; `mended` links led nowhere."""

    messages: tuple[ForeignMessage, ...]
    head_id: str | None
    mended: int


def message_tree(messages: Sequence[ForeignMessage], head_id: str | None) -> MessageTree:
    """Without messages that are not shown; BadChatError where none is left."""
    if len(messages) > MOST_MESSAGES:
        raise BadChatError(Flaw.TOO_LARGE)
    known: dict[str, ForeignMessage] = {}
    for message in messages:
        known.setdefault(message.id, message)
    parents, mended = _mended(known)
    shown = _without_hidden(known, parents)
    head = _shown_above(head_id, known, parents)
    ordered = _in_order(known, shown)
    if not ordered:
        raise BadChatError(Flaw.EMPTY)
    joined, stands_for = _joined([replace(known[i], parent_id=shown[i]) for i in ordered])
    head = stands_for[head] if head else _newest_leaf(joined)
    return MessageTree(messages=joined, head_id=head, mended=mended + len(messages) - len(known))


def _mended(known: dict[str, ForeignMessage]) -> tuple[dict[str, str | None], int]:
    """Parents by id, without circles; who hangs on nothing hangs on who came before."""
    parents: dict[str, str | None] = {}
    safe: set[str] = set()
    lost: list[tuple[str, str | None]] = []
    before: str | None = None
    for start, message in known.items():
        parent = message.parent_id
        if parent is not None and parent not in known:
            lost.append((start, before))
            parent = None
        parents[start] = parent
        before = start
    mended = len(lost)
    for start in known:
        way: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in safe:
            if here in way:
                parents[here] = None
                mended += 1
                break
            way[here] = None
            here = parents[here]
        safe.update(way)
    for orphan, neighbour in lost[:_MOST_MOVED]:
        if neighbour is not None and not _leads_to(parents, neighbour, orphan):
            parents[orphan] = neighbour
    return parents, mended


def _leads_to(parents: dict[str, str | None], start: str, goal: str) -> bool:
    here: str | None = start
    while here is not None and here != goal:
        here = parents[here]
    return here is not None


def _without_hidden(
    known: dict[str, ForeignMessage], parents: dict[str, str | None]
) -> dict[str, str | None]:
    """The parents of those that are shown: the next ones above them that are shown too."""
    above: dict[str, str | None] = {}
    for start in known:
        way: list[str] = []
        here: str | None = start
        while here is not None and here not in above:
            way.append(here)
            here = parents[here]
        for one in reversed(way):
            parent = parents[one]
            hidden = parent is not None and not known[parent].parts
            above[one] = above[parent] if parent is not None and hidden else parent
    return {start: above[start] for start, message in known.items() if message.parts}


def _shown_above(
    start: str | None, known: dict[str, ForeignMessage], parents: dict[str, str | None]
) -> str | None:
    here = start if start in known else None
    while here is not None and not known[here].parts:
        here = parents[here]
    return here


def _in_order(known: dict[str, ForeignMessage], shown: dict[str, str | None]) -> list[str]:
    places = {one: place for place, one in enumerate(known)}
    children: dict[str | None, list[str]] = {}
    for one, parent in shown.items():
        children.setdefault(parent, []).append(one)
    ready = [(places[one], one) for one in children.get(None, ())]
    heapq.heapify(ready)
    ordered: list[str] = []
    while ready:
        _, one = heapq.heappop(ready)
        ordered.append(one)
        for child in children.get(one, ()):
            heapq.heappush(ready, (places[child], child))
    return ordered


def _joined(
    messages: list[ForeignMessage],
) -> tuple[tuple[ForeignMessage, ...], dict[str, str]]:
    """Answers in one piece, and for each message the one that it is part of now."""
    children: dict[str | None, int] = {}
    for message in messages:
        children[message.parent_id] = children.get(message.parent_id, 0) + 1
    groups: dict[str, list[ForeignMessage]] = {}
    stands_for: dict[str, str] = {}
    for message in messages:
        parent = stands_for.get(message.parent_id) if message.parent_id else None
        goes_on = (
            message.goes_on
            and parent is not None
            and children[message.parent_id] == 1
            and groups[parent][0].role is Role.AGENT
        )
        own = parent if goes_on and parent is not None else message.id
        stands_for[message.id] = own
        groups.setdefault(own, []).append(message)
    return tuple(_as_one(group, stands_for) for group in groups.values()), stands_for


def _as_one(group: list[ForeignMessage], stands_for: dict[str, str]) -> ForeignMessage:
    first, last = group[0], group[-1]
    parts = with_outputs([part for message in group for part in message.parts])
    return replace(
        first,
        parent_id=stands_for[first.parent_id] if first.parent_id else None,
        parts=tuple(parts),
        ended_at=last.ended_at or last.created_at,
        model=next((message.model for message in reversed(group) if message.model), ""),
        state=last.state,
    )


def with_outputs(parts: Sequence[ForeignPart]) -> list[ForeignPart]:
    """What tools gave back stands with their calls."""
    done: list[ForeignPart] = []
    for part in parts:
        if not isinstance(part, ToolOutput):
            done.append(part)
            continue
        state = ToolState.FAILED if part.failed else ToolState.DONE
        place = _open_call(done, part.name)
        call = done[place] if place is not None else None
        if place is not None and isinstance(call, ToolCallPart):
            done[place] = replace(call, result=part.text, state=state)
        else:
            done.append(
                ToolCallPart(
                    source=part.source,
                    call_id=f"output-{len(done)}",
                    name=part.name,
                    arguments="{}",
                    state=state,
                    result=part.text,
                )
            )
    return done


def _open_call(parts: list[ForeignPart], name: str) -> int | None:
    """Where the newest call stands that has no result yet and is of that tool."""
    for place in range(len(parts) - 1, max(-1, len(parts) - 1 - _LOOKED_BACK), -1):
        part = parts[place]
        if isinstance(part, ToolCallPart) and not part.result:
            same = name in (part.name, part.call_id)
            if same or part.name.partition(".")[0] == name.partition(".")[0]:
                return place
    return None


def _newest_leaf(messages: Sequence[ForeignMessage]) -> str:
    parents = {message.parent_id for message in messages}
    leaves = [message for message in messages if message.id not in parents]
    return max(enumerate(leaves), key=lambda pair: (pair[1].created_at or 0, pair[0]))[1].id
