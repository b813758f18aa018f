"""Which hosts were sent how much: one line for each, the last asked first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.model.leaving import HostSum, SentKind
from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.phrases import in_a_row
from gui.qt.theme import Theme
from gui.views.host_words import sum_words
from gui.views.settings.moments import moment_text
from gui.views.settings.pane import Card, words

translate = QCoreApplication.translate

KINDS = {
    SentKind.MODEL: QT_TRANSLATE_NOOP("Hosts", "asked as a model"),
    SentKind.WEB: QT_TRANSLATE_NOOP("Hosts", "read as a page"),
    SentKind.SITE: QT_TRANSLATE_NOOP("Hosts", "asked by a tool"),
    SentKind.MCP: QT_TRANSLATE_NOOP("Hosts", "MCP server"),
    SentKind.UPDATE: QT_TRANSLATE_NOOP("Hosts", "asked for a new version"),
}


class LedgerCard(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("hostLedger")
        self._theme = theme
        self._hosts: tuple[HostSum, ...] | None = None
        self._title, self._about = words("", role="strong"), words("", role="small")
        self._card = Card(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_2"))
        for widget in (self._title, self._about, self._card):
            column.addWidget(widget)

    def show_hosts(self, hosts: Sequence[HostSum]) -> None:
        self._hosts = tuple(hosts)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(translate("Hosts", "What was sent where"))
        about = translate(
            "Hosts",
            "Counted when a request leaves: how many, and the bytes of what they say. Not counted "
            "is what others send: MCP servers that run as programs, and code that you let run.",
        )
        if self._hosts == ():
            about = in_a_row(about, translate("Hosts", "Nothing was sent yet."))
        self._about.setText(about)
        self._card.clear()
        for one in self._hosts or ():
            self._card.add_row(self._line(one))
        self._card.setVisible(bool(self._hosts))

    def _line(self, one: HostSum) -> QWidget:
        line = QWidget()
        line.setObjectName("hostRow")
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px("space_1"))
        column.addWidget(words(one.host or translate("Hosts", "unknown"), role="strong"))
        column.addWidget(words(f"{translate('Hosts', KINDS[one.kind])} · {sum_words(one)}"))
        last = translate("Hosts", "last {when}, first {first}")
        first, when = moment_text(one.first_at), moment_text(one.last_at)
        column.addWidget(words(last.format(when=when, first=first), role="small"))
        return line
