"""Goes back in a chat and takes other ways: edit, answer again, rewind, copy, the whole tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gui.model.respondent import Respondent
from gui.model.session import Session
from gui.model.turn import Role, Turn
from gui.model.turn_tree import TreeRow
from gui.services.owned_tasks import OwnedTasks
from gui.services.session_book import SessionBook
from gui.services.session_shelf import SessionShelf
from gui.services.session_store import SessionStore
from gui.services.turn_starter import TurnStarter


class Branches:
    """Nothing is overwritten: what there was is another branch from then on.

    Nothing happens while an answer is given in the session. All raise LookupError for a session
    that does not exist.
    """

    def __init__(
        self,
        store: SessionStore,
        book: SessionBook,
        *,
        starter: TurnStarter,
        shelf: SessionShelf,
        tasks: OwnedTasks,
    ) -> None:
        self._store = store
        self._book = book
        self._starter = starter
        self._shelf = shelf
        self._compared: dict[str, Respondent] = {}  # by answer: who gives it
        self._tasks = tasks

    async def edit(self, session_id: str, turn_id: str, text: str) -> bool:
        """Send `text`, with what went with the message `turn_id`, beside that message.

        Durable when this returns; False where it may not be sent now. StoreError, LimitError.
        """
        work = self._starter.edit(session_id, turn_id, text)
        return await self._tasks.finish(f"edit {session_id}", work)

    async def answer_again(self, session_id: str, turn_id: str, by: Respondent) -> None:
        """Have `by` answer beside the answer `turn_id`, and whatever comes after. StoreError."""
        work = self._starter.retry(session_id, turn_id, by)
        await self._tasks.finish(f"retry {session_id}", work)

    async def compare(
        self, session_id: str, text: str, respondents: Sequence[Respondent]
    ) -> tuple[str, ...]:
        """Send a message to several at once, who answer beside each other; ids of the answers.

        Durable when this returns; nothing where it may not be sent now. The first is the main
        line until another one is kept. StoreError, LimitError.
        """
        usual = self._starter.model_of(await self._book.get(session_id))
        known = [replace(one, model=one.model or usual) for one in respondents]
        work = self._starter.compare(session_id, text, known)
        ids = await self._tasks.finish(f"compare {session_id}", work)
        self._compared.update(zip(ids, known, strict=False))
        return ids

    def is_compared(self, turn_id: str) -> bool:
        """Whether it is one of several answers among which the user is to choose."""
        return turn_id in self._compared

    async def stop(self, session_id: str, turn_id: str) -> None:
        """End one of several answers, gracefully at first; returns when it has ended."""
        await self._starter.stop(session_id, now=False, only=turn_id)

    async def keep(self, session_id: str, turn_id: str, by: Respondent) -> bool:
        """Go on after the answer `turn_id`, with whom it is of; False while any is given."""
        turns = await self._store.turns(turn_id)
        await self._book.get(session_id)
        if not turns or turns[0].session_id != session_id or not self._starter.accepts(session_id):
            return False
        model = by.model or self._compared.get(turn_id, by).model
        self._book.change_known(
            session_id,
            lambda known: replace(known, model=model or known.model, team_id=by.team_id),
        )
        self._starter.go_to(session_id, turns[0])
        return True

    async def rewind(self, session_id: str, turn_id: str) -> Turn | None:
        """Go back to the answer `turn_id`, or to before that message, and return it.

        The agents know what they knew then, and the next message goes on from there. None
        where nobody can go there now.
        """
        self._book.journal.flush()
        turns = await self._store.turns(turn_id)
        parents = [turn.parent_id for turn in turns if turn.role is Role.USER]
        before = await self._store.turns(*(one for one in parents if one is not None))
        await self._book.get(session_id)
        if not turns or turns[0].session_id != session_id or not self._starter.accepts(session_id):
            return None
        target = turns[0] if turns[0].role is Role.AGENT else next(iter(before), None)
        self._starter.go_to(session_id, target)
        return turns[0]

    async def copy_to(self, session_id: str, turn_id: str) -> Session:
        """A new chat that ends with `turn_id`, its agents knowing what they knew then. StoreError.

        Without what came after, and without other branches.
        """
        return await self._shelf.duplicate(session_id, up_to=turn_id)

    async def tree(self, session_id: str) -> tuple[TreeRow, ...]:
        """All turns of all branches, as they are shown, without what is in them."""
        session = await self._book.get(session_id)
        self._book.journal.flush()
        return await self._store.trees.rows(session_id, session.head_id)
