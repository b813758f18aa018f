"""Quick ask: its window, and one chat of the session service at a time in it."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QObject

from gui.model.global_shortcut import Press
from gui.model.problem import ParleyError
from gui.qt.phrases import in_a_row
from gui.qt.task_scope import TaskScope
from gui.services.setting import ENTER_SENDS
from gui.views.code_saving import CodeSaving
from gui.views.composer.draft_timer import DraftTimer
from gui.views.model_picker import model_name
from gui.views.problem_text import problem_text
from gui.views.quick_ask.answer_verbs import AnswerVerbs
from gui.views.quick_ask.followed_chat import FollowedChat
from gui.views.quick_ask.parts import QuickAskParts
from gui.views.quick_ask.question_delivery import QuestionDelivery
from gui.views.quick_ask.quick_ask_window import QuickAskWindow
from gui.views.shown_chat import ShownChat
from gui.views.turn_supply import TurnSupply
from gui.views.unsent_texts import in_lines

translate = QCoreApplication.translate

DRAFT = "quick_ask.draft"
"""The section of the settings that holds what is typed and not sent."""

KEPT_SECONDS = 600.0
"""Who comes back later than this has another question; the chat is in the list."""


class QuickAsk(QObject):
    """Made once, then shown and hidden; answers go on while it is hidden."""

    def __init__(self, parts: QuickAskParts, *, blended: bool) -> None:
        super().__init__()
        self._parts = parts
        self._waiting = False  # Enter was pressed while an answer was given
        self._left_at = 0.0
        self.window = QuickAskWindow(
            theme=parts.theme,
            blended=blended,
            enter_sends=lambda: parts.settings.get(ENTER_SENDS),
        )
        self._tasks = TaskScope(self, self._show_error)
        service, tasks = parts.service, self._tasks
        self._delivery = QuestionDelivery(
            self, service=service, tasks=tasks, model=parts.default_model
        )
        self._chat = FollowedChat(self, service=service, tasks=tasks)
        self._verbs = AnswerVerbs(self.window, self._chat, service=service, tasks=tasks)
        CodeSaving(self.window.transcript, tasks=self._tasks)
        TurnSupply(
            self.window.transcript, service=service, tasks=tasks, shown=lambda: self._chat.id
        )
        self._draft = DraftTimer(self)
        draft = parts.settings.section(DRAFT)
        self.window.edit.replace_text(draft if isinstance(draft, str) else "")
        self._connect()

    def show(self, press: Press | None = None) -> None:
        """Come to the front; after a while away, for a new question."""
        if not self.window.isVisible():
            away = time.monotonic() - self._left_at
            if self._chat.id is not None and not self._chat.running and away > KEPT_SECONDS:
                self._begin_anew()
            self._show_facts()
        self.window.open(press.token if press is not None else "")
        self._chat.mark_read()

    def shows(self, session_id: str) -> bool:
        """Whether the user has that chat before the eyes here."""
        return self._chat.id == session_id and self.window.isActiveWindow()

    def keep_draft(self) -> None:
        """Note what is typed and not sent. What is on its way counts too: it may come back."""
        self._draft.stop()
        text = in_lines(self._delivery.on_way, self.window.text)
        if text != (self._parts.settings.section(DRAFT) or ""):
            self._parts.settings.set_section(DRAFT, text)

    def put_away(self) -> None:
        """Leave the screen, with all that is typed kept."""
        self.window.hide()
        self.keep_draft()

    def close(self) -> None:
        """Let go of everything; what is typed is kept for the next start."""
        self.keep_draft()
        self._chat.close()
        self._tasks.close()
        self.window.hide()
        self.window.deleteLater()

    def _connect(self) -> None:
        window, chat = self.window, self._chat
        window.asked.connect(self._ask)
        window.new_wanted.connect(self._begin_anew)
        window.open_wanted.connect(self._open_in_parley)
        window.hidden.connect(self._note_left)
        window.text_changed.connect(self._on_text)
        window.transcript.settings_wanted.connect(self._show_settings)
        chat.opened.connect(self._show_chat)
        chat.turned.connect(window.transcript.apply_turn)
        chat.changed.connect(self._show_facts)
        chat.ended.connect(self._on_ended)
        chat.gone.connect(self._begin_anew)
        self._delivery.delivered.connect(self._on_delivered)
        self._delivery.undelivered.connect(window.put_back)
        self._draft.due.connect(self.keep_draft)

    def _ask(self, text: str) -> None:
        """While an answer is given the text stays in the box, and is sent after it."""
        if self._delivery.on_way or self._chat.running:
            self._waiting = True
            self.window.say(translate("QuickAsk", "Sent as soon as this answer is there."))
            return
        self.window.say("")
        self._delivery.ask(text, self._chat.id)
        self.window.edit.replace_text("")
        self.keep_draft()

    def _on_delivered(self, session_id: str) -> None:
        self.keep_draft()
        if self._chat.id is None:
            self._chat.follow(session_id)

    def _show_chat(self, chat: ShownChat) -> None:
        self.window.show_chat(shown=True)
        self.window.transcript.show_transcript(chat.marks, chat.turns, chat.siblings)

    def _show_facts(self) -> None:
        self.window.show_running(running=self._chat.running)
        self.window.show_model(model_name(self._chat.model or self._parts.default_model()))
        if self.window.isActiveWindow():
            self._chat.mark_read()

    def _on_ended(self, whole: bool) -> None:
        waited = self._waiting
        self._stop_waiting()
        if whole and waited:
            self.window.send()

    def _on_text(self) -> None:
        self._stop_waiting()
        self._draft.touch()

    def _stop_waiting(self) -> None:
        if self._waiting:
            self._waiting = False
            self.window.say("")

    def _begin_anew(self) -> None:
        """The chat stays in the list, and its answer goes on."""
        self._chat.let_go()
        self._waiting = False
        self.window.say("")
        self.window.show_chat(shown=False)
        self._show_facts()
        self.window.edit.setFocus()

    def _open_in_parley(self) -> None:
        """From then on the chat is talked to over there."""
        session_id = self._chat.id
        if session_id is not None:
            self.window.hide()
            self._begin_anew()
            self._parts.show_chat(session_id)

    def _show_settings(self) -> None:
        self.window.hide()
        self._parts.show_settings()

    def _note_left(self) -> None:
        self._left_at = time.monotonic()
        self.keep_draft()

    def _show_error(self, error: BaseException) -> None:
        if not isinstance(error, ParleyError):
            self._parts.on_crash(error)
            return
        words = problem_text(error.problem)
        self.window.say(in_a_row(words.sentence, words.next_step), problem=True)
