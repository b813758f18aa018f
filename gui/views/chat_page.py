"""The chat page: header, transcript and composer of the chat that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.model.session import Session
from gui.model.turn import Turn, TurnState
from gui.qt.gapless import gapless_column
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.service_facts import (
    EnclosuresChanged,
    HeadChanged,
    ListChanged,
    QueueChanged,
    ServiceFact,
    SessionChanged,
    SessionRemoved,
    TurnChanged,
)
from gui.services.session_service import SessionService
from gui.views.branch_delivery import BranchDelivery
from gui.views.branch_parts import BranchParts
from gui.views.chat_choices import ChatChoices
from gui.views.chat_delivery import ChatDelivery
from gui.views.chat_offers import offer_writing
from gui.views.chat_opener import ChatOpener, OpenedChat
from gui.views.chat_usage import ChatUsage
from gui.views.comparing import Comparing
from gui.views.composer.composer import Composer
from gui.views.composer_delivery import ComposerDelivery
from gui.views.composer_files import ComposerFiles
from gui.views.empty_chat import EmptyChat
from gui.views.gate_delivery import GateDelivery
from gui.views.gate_verbs import GateVerbs
from gui.views.header import ChatHeader
from gui.views.model_picker import ModelSource, model_name
from gui.views.served_transcript import serve_transcript
from gui.views.shown_chat import ShownChat, Taken
from gui.views.team_picker import TeamsSource
from gui.views.transcript_delivery import TranscriptDelivery
from gui.views.turn_supply import TurnSupply
from gui.views.writing_supply import WritingSupply

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.transcript.need_reveal import NeedReveal
    from gui.views.transcript.view import TranscriptView


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatParts:
    """What the chat page works with."""

    service: SessionService
    theme: ThemeSwitch
    models: ModelSource
    enter_sends: Callable[[], bool]
    tasks: TaskScope
    delivery: ChatDelivery
    verbs: GateVerbs | None = None
    teams: TeamsSource | None = None
    writing: WritingSupply | None = None

    @property
    def branching(self) -> BranchParts:
        return BranchParts(
            service=self.service,
            tasks=self.tasks,
            theme=self.theme,
            models=self.models,
            teams=self.teams,
        )


class ChatPage(QWidget):
    """Shows one chat at a time. Opening is asynchronous: until it is done the earlier one stays."""

    session_shown = Signal(object)  # Session: another chat, or the same one changed
    session_gone = Signal(str)
    link_activated = Signal(str)
    settings_wanted = Signal()
    prompts_wanted = Signal()  # the page of the settings that has them
    limits_wanted = Signal()
    summary_wanted = Signal()
    summary_undone = Signal(object)  # Turn

    def __init__(self, parts: ChatParts) -> None:
        super().__init__()
        self._parts = parts
        self._service = parts.service
        self._chat: ShownChat | None = None
        self._delivery = parts.delivery
        self.header = ChatHeader(parts.models, theme=parts.theme, teams=parts.teams)
        self.composer = Composer(theme=parts.theme, enter_sends=parts.enter_sends)
        self._empty = EmptyChat(theme=parts.theme)
        self.writing = ComposerDelivery(self.composer, self._delivery, shown=self._shown_id)
        self.flush_drafts = self.writing.flush
        """Saves what is typed; to be awaited before the program ends."""
        self._files = ComposerFiles(
            self.composer,
            parts.service,
            theme=parts.theme,
            tasks=parts.tasks,
            shown=self._shown_id,
        )
        self._files.take_drops(self)
        self.file_verbs = self._files.verbs
        self.gate = GateDelivery(
            self.composer, parts.delivery, verbs=parts.verbs, chat=lambda: self._chat
        )
        self.writing.take_text = self.gate.take_text
        self.composer.stop_after_wanted.connect(self.gate.stop_after_turn)
        self.choices = ChatChoices(
            self.header,
            service=parts.service,
            verbs=parts.verbs,
            teams=parts.teams,
            tasks=parts.tasks,
        )
        self.choices.shown = self._shown_id
        for chosen in (self.header.team_chosen, self.header.model_chosen):
            chosen.connect(self.composer.focus)  # what follows is the message
        offer_writing(self, self._files, parts)
        self._usage = ChatUsage(self.composer, service=parts.service, tasks=parts.tasks)
        self.composer.room.summary_wanted.connect(self.summary_wanted)
        branching = parts.branching
        self.branches = BranchDelivery(self.composer, parts=branching, chat=lambda: self._chat)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self.comparing = Comparing(
            self.composer, self._middle, parts=branching, chat=lambda: self._chat
        )
        self.comparing.serve = partial(serve_transcript, page=self, parts=parts)
        self.comparing.changed.connect(self.show_chat)
        column = gapless_column(self)
        for widget in (self.header, self._middle, self.branches.line, self.composer):
            column.addWidget(widget, 1 if widget is self._middle else 0)
        self._opener = ChatOpener(self, service=parts.service, tasks=parts.tasks)
        self._opener.opened.connect(self._show)
        self._opener.missing.connect(self._leave)

    @cached_property
    def transcript(self) -> TranscriptView:
        from gui.views.transcript.view import TranscriptView

        transcript = TranscriptView(theme=self._parts.theme)
        delivery = TranscriptDelivery(
            transcript, self._delivery, composer=self.composer, shown=self._shown_id
        )
        delivery.summary_undone.connect(self.summary_undone)
        TurnSupply(transcript, service=self._service, tasks=self._parts.tasks, shown=self._shown_id)
        serve_transcript(transcript, self, self._parts)
        self.branches.join(transcript)
        self._middle.addWidget(transcript)
        return transcript

    @cached_property
    def need_reveal(self) -> NeedReveal:
        from gui.views.transcript.need_reveal import NeedReveal

        return NeedReveal(self.transcript)

    @property
    def session(self) -> Session | None:
        return self._chat.session if self._chat else None

    @property
    def shown(self) -> ShownChat | None:
        return self._chat

    @property
    def opening(self) -> bool:
        """Whether another chat is on its way."""
        return self._opener.busy

    def show_chat(self, session_id: str) -> None:
        """Open a chat and show it."""
        self.writing.keep_draft()
        self._opener.open(session_id)

    def forget_chat(self) -> None:
        """The chat that is shown is no more, nor are drafts of others."""
        self._opener.forget()
        self._chat = None
        self.writing.forget()
        self.composer.show_enclosures(())
        self._usage.hide_offer()

    def last_answer(self) -> str:
        """Of the newest turns; `shown` can read on from there."""
        return self._chat.last_answer() if self._chat else ""

    def stop(self) -> bool:
        """Stop the answer; False when none is running."""
        if self._chat is None or not self._service.is_running(self._chat.id):
            return False
        self._delivery.stop(self._chat.id)
        return True

    def take(self, fact: ServiceFact) -> None:
        """Follow what the service tells."""
        self._opener.note(fact)
        self.comparing.take(fact)
        shown = self._shown_id()
        match fact:
            case TurnChanged() if fact.turn.session_id == shown:
                self._take_turn(fact.turn)
            case SessionChanged() if fact.session.id == shown:
                self._take_session(fact.session, running=fact.running)
            case SessionRemoved() if fact.session_id == shown:
                self._leave(fact.session_id)
            case ListChanged() if shown in fact.gone:
                self._leave(shown)
            case HeadChanged() if fact.session_id == shown:
                self.show_chat(fact.session_id)
            case QueueChanged() if self._chat is not None and fact.session_id == shown:
                self._chat.queued = fact.queued
                self.composer.show_queue(fact.queued)
            case EnclosuresChanged() if fact.session_id == shown:
                self.composer.show_enclosures(fact.enclosures)
            case _:
                pass

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._chat is not None:
            self._show_facts(self._chat)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._service.set_viewed(self._shown_id())
        if self._chat is not None:
            self._show_facts(self._chat)  # the default model may be another one by now

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._service.set_viewed(None)

    def _shown_id(self) -> str | None:
        return self._chat.id if self._chat else None

    def _show(self, opened: OpenedChat) -> None:
        transcript = opened.transcript
        session = transcript.session
        another = session.id != self._shown_id()
        typed = self.composer.text if self._chat is None else ""  # before there was a chat
        if another:
            self.writing.keep_draft()
        chat = ShownChat(transcript, running=self._service.is_running(session.id))
        self._chat = chat
        self.transcript.show_transcript(chat.marks, chat.turns, chat.siblings)
        if another:
            self.writing.show_draft(session.id, session.draft, typed=typed)
        self.composer.show_queue(chat.queued)
        self.composer.show_enclosures(transcript.enclosures)
        self._show_facts(chat)
        if self.isVisible():
            self._service.set_viewed(session.id)
        self.session_shown.emit(session)
        for fact in opened.late:
            self.take(fact)

    def _show_facts(self, chat: ShownChat) -> None:
        """Everything but the turns themselves."""
        self.header.show_session(chat.session)
        self._empty.show_model(model_name(self.header.picker.model))
        usual = self._empty if chat.is_empty else self.transcript
        self._middle.setCurrentWidget(self.comparing.view_of(chat) or usual)
        self.transcript.versions.allow_switching(not chat.running)
        self.composer.show_running(chat.running, team=self.choices.is_team(chat.session))
        self.gate.refresh()
        self.branches.show(chat)
        self._usage.show(chat)

    def _take_turn(self, turn: Turn) -> None:
        if self._chat is None:
            return
        taken = self._chat.take(turn)
        if taken is Taken.ELSEWHERE:
            return
        self.transcript.apply_turn(turn)
        self.gate.refresh()
        if taken is Taken.ADDED or turn.state is not TurnState.RUNNING:
            self._show_facts(self._chat)
        else:
            self._usage.follow(self._chat, turn)

    def _take_session(self, session: Session, *, running: bool) -> None:
        if self._chat is None:
            return
        self._chat.session = session
        self._chat.running = running
        self._show_facts(self._chat)
        self.session_shown.emit(session)

    def _leave(self, session_id: str) -> None:
        if session_id == self._shown_id():
            self.writing.keep_draft()
            self.composer.show_draft("")
            self.composer.show_enclosures(())
            self._usage.hide_offer()
        self._chat = None
        self.branches.line.hide()
        self.session_gone.emit(session_id)
