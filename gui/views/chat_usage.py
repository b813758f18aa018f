"""Says below the box how full the model's context is, and what the chat has cost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from gui.model.turn import ModelRequest, Role, Turn
from gui.model.usage_sum import UsageSum
from gui.qt.phrases import in_a_row
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService
from gui.views.amounts import dollars, short_count
from gui.views.composer.composer import Composer
from gui.views.shown_chat import ShownChat
from gui.views.transcript.durations import count_text

translate = QCoreApplication.translate

FULL = 0.8
"""The share of what a model can be sent from which on it is offered to sum up."""


class ChatUsage(QObject):
    """Costs are read from the file when an answer has begun or ended, and not more often."""

    def __init__(self, composer: Composer, *, service: SessionService, tasks: TaskScope) -> None:
        super().__init__(composer)
        self._composer = composer
        self._service = service
        self._tasks = tasks
        self._chat: ShownChat | None = None
        self._read_for: object = None
        self._spent = UsageSum()
        self._over = 0  # requests of the running answer
        self._dismissed: set[str] = set()
        composer.room.dismissed.connect(self._dismiss)

    def show(self, chat: ShownChat) -> None:
        last = chat.turns[-1] if chat.turns else None
        state = (chat.id, last and last.id, last and last.state)
        if self._chat is None or self._chat.id != chat.id:
            self._spent = UsageSum()
        self._chat = chat
        if self._read_for != state:
            self._read_for = state
            self._tasks.start("usage", self._read(chat.id))
        self._say(chat)

    def follow(self, chat: ShownChat, turn: Turn) -> None:
        """Say it anew where another request of a running answer is over."""
        over = sum(request.ended_at is not None for request in turn.requests)
        if over != self._over:
            self._over = over
            self._say(chat)

    def hide_offer(self) -> None:
        """No chat is shown, or another one."""
        self._chat = None
        self._composer.room.hide()

    async def _read(self, session_id: str) -> None:
        spent = await self._service.usage.of_chat(session_id)
        if self._chat is not None and self._chat.id == session_id:
            self._spent = spent
            self._say(self._chat)

    def _say(self, chat: ShownChat) -> None:
        request = _last_request(chat.turns)
        tokens = 0 if request is None or request.usage is None else request.usage.prompt_tokens
        window = None if request is None else self._service.prices.context(request.model)
        words = _tokens_words(chat, tokens, window)
        cost = self._spent.cost
        if cost:
            words = " · ".join(filter(None, [words, dollars(cost)]))
        self._composer.show_usage(words, self._explained(tokens, window, request))
        full = window is not None and tokens > FULL * window
        self._composer.room.setVisible(full and chat.id not in self._dismissed)

    def _explained(self, tokens: int, window: int | None, request: ModelRequest | None) -> str:
        told = []
        if tokens and request is not None:
            sent = translate("ChatPage", "The last request sent {count} tokens.")
            told.append(sent.format(count=count_text(tokens)))
            if window is not None:
                takes = translate("ChatPage", "{model} can be sent {count}.")
                told.append(takes.format(model=request.model, count=count_text(window)))
        if self._spent.cost:
            date = self._service.prices.table.date
            costs = translate(
                "ChatPage", "The chat has cost {amount}, by list prices of {date} and your own."
            )
            told.append(costs.format(amount=dollars(self._spent.cost), date=date))
        if self._spent.models and not self._spent.is_whole:
            told.append(translate("ChatPage", "Some of its models have no known price."))
        return in_a_row(*told)

    def _dismiss(self) -> None:
        if self._chat is not None:
            self._dismissed.add(self._chat.id)
        self._composer.room.hide()


def _tokens_words(chat: ShownChat, tokens: int, window: int | None) -> str:
    if not tokens:
        tokens, window = chat.tokens(), None
    if not tokens:
        return ""
    if window is not None:
        return f"{short_count(tokens)} / {short_count(window)}"
    return translate("ChatPage", "{amount} tokens").format(amount=short_count(tokens))


def _last_request(turns: tuple[Turn, ...]) -> ModelRequest | None:
    """The newest one that is known; none from before earlier messages were summed up."""
    for turn in reversed(turns):
        if turn.compaction is not None:
            return None
        if turn.role is Role.AGENT:
            found = [r for r in turn.requests if r.usage is not None and r.usage.prompt_tokens]
            if found:
                return found[-1]
    return None
