"""What of a chat is carried out: the branch that is being read, or some of its turns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from gui.model.turn import Turn
from gui.services.whole_chats import WholeChat


def branch_of(chat: WholeChat) -> WholeChat:
    """Only the turns from the first one to the head; without a head, to the newest one."""
    turns = {turn.id: turn for turn in chat.turns}
    head = chat.session.head_id
    turn = turns.get(head) if head else None
    turn = turn or (chat.turns[-1] if chat.turns else None)
    branch: list[Turn] = []
    while turn is not None:
        branch.append(turns.pop(turn.id))
        turn = turns.get(turn.parent_id) if turn.parent_id else None
    session = replace(chat.session, head_id=branch[0].id if branch else None)
    return replace(chat, session=session, turns=tuple(reversed(branch)))


def chosen_turns(chat: WholeChat, ids: Collection[str]) -> WholeChat:
    """Only those turns, each behind the nearest one before it that is among them."""
    kept: list[Turn] = []
    nearest: dict[str, str | None] = {}
    for turn in chat.turns:
        parent = nearest.get(turn.parent_id) if turn.parent_id else None
        nearest[turn.id] = turn.id if turn.id in ids else parent
        if turn.id in ids:
            kept.append(replace(turn, parent_id=parent))
    head = nearest.get(chat.session.head_id) if chat.session.head_id else None
    head = head or (kept[-1].id if kept else None)
    states = {} if len(kept) < len(chat.turns) else chat.states  # agents knew of the others, too
    session = replace(chat.session, head_id=head)
    return replace(chat, session=session, turns=tuple(kept), states=states)
