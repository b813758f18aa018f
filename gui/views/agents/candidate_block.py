"""One agent or team of a file: whether it is taken, and each thing that it needs a yes for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.model.titles import first_words
from gui.model.trust import (
    Acceptance,
    CodeItem,
    CommandItem,
    HostItem,
    HostUse,
    TrustReport,
    TrustVerdict,
)
from gui.model.visible_text import shown_code
from gui.qt.theme import ThemeSwitch
from gui.services.team_files import Candidate
from gui.views.agents.code_view import CodeView
from gui.views.agents.trust_words import (
    command_lines,
    command_title,
    host_title,
    notes_of,
    parts_words,
    refused_words,
    verdict_words,
)
from gui.views.settings.pane import show_state, words

translate = QCoreApplication.translate

TITLE_COLUMNS = 100


class CandidateBlock(QWidget):
    """Everything from the file is plain text. No box for code, commands or hosts is ticked."""

    changed = Signal()

    def __init__(self, candidate: Candidate, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("candidateBlock")
        self.candidate = candidate
        self._theme = theme
        self._report = candidate.report
        refused = self._report.verdict is TrustVerdict.REFUSED
        self._take = QCheckBox()
        self._take.setObjectName("takeCandidate")
        self._take.setChecked(not refused)
        self._take.setEnabled(not refused)
        self._take.toggled.connect(self.changed)
        self._verdict = QLabel()
        self._verdict.setProperty("role", "status")
        self._parts = words("", role="small")
        self._code: dict[str, QCheckBox] = {}
        self._places: dict[str, QCheckBox] = {}
        self._said: list[Callable[[], None]] = []
        self._arrange()
        self.retranslate()

    @property
    def chosen(self) -> bool:
        return self._take.isChecked()

    @property
    def acceptance(self) -> Acceptance:
        """What is ticked."""
        return Acceptance(
            code=frozenset(digest for digest, box in self._code.items() if box.isChecked()),
            places=frozenset(place for place, box in self._places.items() if box.isChecked()),
        )

    def retranslate(self) -> None:
        title = first_words(self.candidate.title, columns=TITLE_COLUMNS)
        self._take.setText(shown_code(title).replace("&", "&&"))
        self._take.setAccessibleName(translate("Agents", "Import {name}").format(name=title))
        show_state(self._verdict, *verdict_words(self._report.verdict))
        self._parts.setText(parts_words(self._report))
        for say in self._said:
            say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _arrange(self) -> None:
        px = self._theme.theme.px
        head = QHBoxLayout()
        head.addWidget(self._take, 1)
        head.addWidget(self._verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("space_2"))
        column.addLayout(head)
        column.addWidget(self._parts)
        for lines, role in ((refused_words, "problem"), (notes_of, "small")):
            for number in range(len(list(lines(self._report)))):
                label = words("", role=role)
                column.addWidget(label)
                self._said.append(partial(_say_line, label, lines, self._report, number))
        for code in self._report.code:
            self._add_code(column, code)
        for command in self._report.commands:
            self._add_command(column, command)
        for host in self._report.hosts:
            if host.use is not HostUse.MODEL:
                box = self._box("allowHost")
                shown = shown_code(host.url)
                self._said.append(partial(_say_host, box, host, shown))
                self._places[host.path] = box
                column.addWidget(box)

    def _add_code(self, column: QVBoxLayout, code: CodeItem) -> None:
        if code.digest in self._code:
            return  # the same code again: one yes is for both
        box = self._box("allowCode")
        name = shown_code(first_words(code.name, columns=TITLE_COLUMNS))
        self._say_box(
            box,
            lambda: translate("Agents", "Allow the code of {name}; each run asks you").format(
                name=name
            ),
        )
        self._code[code.digest] = box
        column.addWidget(box)
        whole = "\n".join([*code.imports, *([""] if code.imports else []), code.source]).rstrip()
        view = CodeView(whole, "python", theme=self._theme)
        view.setAccessibleName(name)
        column.addWidget(view)

    def _add_command(self, column: QVBoxLayout, command: CommandItem) -> None:
        box = self._box("allowCommand")
        self._say_box(box, lambda: command_title(command))
        self._places[command.path] = box
        column.addWidget(box)
        lines = command_lines(command)
        if lines:
            view = CodeView(lines, "", theme=self._theme)
            view.setAccessibleName(command_title(command))
            column.addWidget(view)

    def _box(self, name: str) -> QCheckBox:
        box = QCheckBox()
        box.setObjectName(name)
        box.setEnabled(self._report.verdict is not TrustVerdict.REFUSED)
        box.toggled.connect(self.changed)
        return box

    def _say_box(self, box: QCheckBox, said: Callable[[], str]) -> None:
        def say() -> None:
            box.setText(said().replace("&", "&&"))
            box.setAccessibleName(said())

        self._said.append(say)


def _say_line(
    label: QLabel, lines: Callable[[TrustReport], Iterator[str]], report: TrustReport, number: int
) -> None:
    label.setText(list(lines(report))[number])


def _say_host(box: QCheckBox, host: HostItem, shown: str) -> None:
    said = host_title(host).format(host=shown)
    box.setText(said.replace("&", "&&"))
    box.setAccessibleName(said)
