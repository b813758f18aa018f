"""The timeline of the newest answer, drawn or as a list, and under it what the answer used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.model.leaving import HostSum
from gui.model.limits import Spent
from gui.model.sent_facts import SentFacts, sent_facts
from gui.model.session import Session
from gui.model.timeline import Timeline, timeline_of
from gui.model.turn import Turn, Usage
from gui.qt.theme import ThemeSwitch
from gui.views.amounts import dollars
from gui.views.host_words import sum_words
from gui.views.inspector.fact_list import Fact, FactList
from gui.views.inspector.lane_words import span_words
from gui.views.inspector.limit_facts import limit_facts
from gui.views.inspector.source import InspectorSource
from gui.views.inspector.timeline_view import TimelineView
from gui.views.transcript.durations import count_text, duration_text
from gui.views.transcript.speaker_header import shown_name

translate = QCoreApplication.translate


class TimelineTab(QWidget):
    part_wanted = Signal(str, object)  # turn id, and the part's number or None

    def __init__(self, source: InspectorSource, theme: ThemeSwitch) -> None:
        super().__init__()
        self._source = source
        self._turn: Turn | None = None
        self._session: Session | None = None
        self._now = 0.0
        self._shown = Timeline()
        self.view = TimelineView(theme)
        self.view.span_clicked.connect(self._show_part)
        self.list = QListWidget()
        self.list.setObjectName("timelineList")
        self.list.hide()
        self.list.itemActivated.connect(self._show_item)
        self._empty = QLabel()
        self._empty.setProperty("muted", True)
        self._empty.setWordWrap(True)
        self.as_list = QPushButton()
        self.as_list.setObjectName("timelineAsListButton")
        self.as_list.setProperty("inline", "true")
        self.as_list.setCheckable(True)
        self.as_list.toggled.connect(self._choose_list)
        self.run, self.sent = FactList(theme.theme), FactList(theme.theme)
        self.agents, self.chat_sent = FactList(theme.theme), FactList(theme.theme)
        self._spent: Spent | None = None
        self._hosts: tuple[HostSum, ...] = ()
        px = theme.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px("space_4"), px("space_3"), px("space_4"), px("space_4"))
        column.setSpacing(px("space_4"))
        column.addWidget(self._empty)
        column.addWidget(self.view, 1000)
        column.addWidget(self.list, 1000)
        column.addWidget(self.as_list, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.run)
        column.addWidget(self.agents)
        column.addWidget(self.sent)
        column.addWidget(self.chat_sent)
        column.addStretch(1)
        self.retranslate()

    def show_turn(self, turn: Turn | None, session: Session | None, *, now: float) -> None:
        """The newest answer of the chat, as it is at `now` (Unix seconds)."""
        self._turn, self._session, self._now = turn, session, now
        self._shown = Timeline() if turn is None else timeline_of(turn, now=now)
        self.view.show_timeline(self._shown, now=now)
        known = bool(self._shown.lanes)
        self._empty.setText(
            translate("Inspector", "Send a message, and here you see who works when.")
            if turn is None
            else translate("Inspector", "It was not noted who worked when in this answer.")
        )
        self._empty.setVisible(not known)
        self.as_list.setVisible(known)
        self.view.setVisible(known and not self.as_list.isChecked())
        self.list.setVisible(known and self.as_list.isChecked())
        if self.as_list.isChecked():
            self._fill_list()
        self._show_facts()

    def show_spent(self, spent: Spent | None) -> None:
        """What all of the chat has used, to be held against its limits; None: not known yet."""
        self._spent = spent
        self._show_facts()

    def show_sent(self, hosts: Sequence[HostSum]) -> None:
        """What the whole chat has sent, models, pages and MCP servers alike."""
        self._hosts = tuple(hosts)
        facts = [(one.host, sum_words(one)) for one in self._hosts]
        self.chat_sent.show_facts(translate("Inspector", "Sent by this chat so far"), facts)
        self.chat_sent.setVisible(bool(facts))

    def retranslate(self) -> None:
        self.as_list.setText(translate("Inspector", "As a list"))
        self.list.setAccessibleName(translate("Inspector", "Timeline"))
        self.view.setAccessibleName(translate("Inspector", "Timeline"))
        self.show_sent(self._hosts)
        self.show_turn(self._turn, self._session, now=self._now)

    def _choose_list(self) -> None:
        self.show_turn(self._turn, self._session, now=self._now)
        if self.as_list.isChecked():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_list(self) -> None:
        """Rows stay where they are while their words change, so that the focus does too."""
        spans = [(lane, span) for lane in self._shown.lanes for span in lane.spans]
        spans.sort(key=lambda pair: pair[1].start)
        while self.list.count() > len(spans):
            self.list.takeItem(self.list.count() - 1)
        for at, (lane, span) in enumerate(spans):
            item = self.list.item(at) if at < self.list.count() else QListWidgetItem(self.list)
            words = span_words(lane, span, now=self._now)
            if item.text() != words:
                item.setText(words)
            item.setData(Qt.ItemDataRole.UserRole, span.part)

    def _show_item(self, item: QListWidgetItem) -> None:
        self._show_part(item.data(Qt.ItemDataRole.UserRole))

    def _show_part(self, part: int | None) -> None:
        if self._turn is not None:
            self.part_wanted.emit(self._turn.id, part)

    def _show_facts(self) -> None:
        turn, session = self._turn, self._session
        by_agent = [] if turn is None else self._agent_facts(turn)
        for facts in (self.run, self.sent):
            facts.setVisible(turn is not None)
        self.agents.setVisible(bool(by_agent))
        self.agents.show_facts(translate("Inspector", "By agent"), by_agent)
        if turn is None or session is None:
            return
        found = sent_facts(turn, host=self._source.host(session))
        run = self._run_facts(turn, session, found)
        self.run.show_facts(translate("Inspector", "This run"), run)
        hosts = [
            (host, translate("Inspector", "%n request(s)", "", times))
            for host, times in found.hosts
        ]
        nobody = [(translate("Inspector", "Nobody outside this computer"), "")]
        self.sent.show_facts(translate("Inspector", "Sent to"), hosts or nobody)

    def _run_facts(self, turn: Turn, session: Session, found: SentFacts) -> list[Fact]:
        cost, limits = self._source.cost(turn), session.limits
        facts = [(translate("Inspector", "Tokens in / out"), _tokens(found.usage))]
        if cost is not None:
            facts.append((translate("Inspector", "Cost"), dollars(cost)))
        facts += limit_facts(limits, self._spent)
        if limits.turns is None:
            facts.append((translate("Inspector", "Turns"), count_text(found.requests)))
        if found.first_token is not None:
            first = translate("Inspector", "Time to first token")
            facts.append((first, duration_text(found.first_token)))
        return facts

    def _agent_facts(self, turn: Turn) -> list[Fact]:
        """What each of several agents has used."""
        found = self._source.by_agent(turn)
        facts = []
        for agent, used in found.items() if len(found) > 1 else ():
            amounts = [_tokens(used.usage), *([dollars(used.cost)] if used.cost else [])]
            facts.append((shown_name(agent), " · ".join(amounts)))
        return facts


def _tokens(usage: Usage) -> str:
    return f"{count_text(usage.prompt_tokens)} / {count_text(usage.completion_tokens)}"
