"""What is in a chat file, before anything is imported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum, auto
from itertools import islice

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.model.titles import first_words, one_line
from gui.model.turn import Turn
from gui.qt.theme import ThemeSwitch
from gui.services.chat_file import ChatFile
from gui.views.import_kept import Here, kept_words

translate = QCoreApplication.translate

TITLE_COLUMNS = 120
WORDS_COLUMNS = 300
"""How much of a title and of the first message is shown; a wide character counts as two."""

LOOKED_AT = 4000
"""Characters of a text that may be nothing but blanks."""

TURNS_LOOKED_AT = 20
"""A file may have very many without a word, and the window waits for this look."""


class Answer(Enum):
    IMPORT = auto()
    SHOW = auto()  # the chat that is here already
    NOTHING = auto()


class ImportPreview(QDialog):
    """`answer` is what the user decided; everything from the file is shown as plain text."""

    def __init__(
        self,
        file: ChatFile,
        *,
        here: Here,
        theme: ThemeSwitch,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importPreview")
        self.answer = Answer.NOTHING
        self._file = file
        self._is_here = here.chat is not None
        self._team = here.team
        self._theme = theme
        self._beginning = beginning_of(file.chat.turns)
        self._question = _label("importQuestion", role="intro")
        self._title = _label("importTitle", role="heading")
        self._facts = _label("importFacts", role="intro")
        self._words = _label("importFirstWords", role="")
        self._kept = _label("importKept", role="")
        self._work = QCheckBox()
        self._work.setObjectName("importWork")
        self._work.setVisible(here.work)
        self._work.setChecked(file.kept.work_is_ours and here.work)
        self._note = _label("importNote", role="intro")
        self._import = self._button("importButton", Answer.IMPORT)
        self._show = self._button("importShowButton", Answer.SHOW)
        self._cancel = self._button("importCancelButton", Answer.NOTHING)
        self._show.setVisible(self._is_here)
        main = self._show if self._is_here else self._import
        main.setProperty("accent", True)
        main.setDefault(True)
        self._arrange()
        self.retranslate()
        main.setFocus()

    @property
    def work(self) -> str:
        """The working folder that the user agreed to, or ""."""
        return self._file.kept.work if self._work.isChecked() else ""

    def retranslate(self) -> None:
        session = self._file.chat.session
        title = first_words(session.title, columns=TITLE_COLUMNS)
        self.setWindowTitle(translate("ImportPreview", "Import chat"))
        self.setAccessibleName(translate("ImportPreview", "Import chat"))
        self._question.setText(
            translate("ImportPreview", "Import the chat in {file}?").format(
                file=one_line(self._file.name)
            )
        )
        self._title.setText(title or translate("ImportPreview", "Untitled chat"))
        self._facts.setText(f"{self._count()} · {self._dates()}")
        self._words.setText(self._beginning)
        self._kept.setText(kept_words(self._file, self._team))
        self._kept.setVisible(bool(self._kept.text()))
        self._work.setText(translate("ImportPreview", "Let its agents work in that folder"))
        self._note.setText(self._advice())
        self._import.setText(
            translate("ImportPreview", "Import again")
            if self._is_here
            else translate("ImportPreview", "Import")
        )
        self._show.setText(translate("ImportPreview", "Open that chat"))
        self._cancel.setText(translate("ImportPreview", "Cancel"))
        for button in (self._import, self._show, self._cancel):
            button.setAccessibleName(button.text())
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the words need at this width."""
        column, width = self.layout(), self._theme.theme.px("panel_width")
        if column is not None:
            self.setFixedSize(width, column.totalHeightForWidth(width))

    def _count(self) -> str:
        return translate("ImportPreview", "%n message(s)", "", len(self._file.chat.turns))

    def _dates(self) -> str:
        session = self._file.chat.session
        first, last = (_date(moment) for moment in (session.created_at, session.updated_at))
        return first if first == last else f"{first} – {last}"

    def _advice(self) -> str:
        if self._is_here:
            return translate(
                "ImportPreview",
                "This very chat is here already. Importing it again makes a second one.",
            )
        return translate(
            "ImportPreview", "It becomes a new chat in your list. Nothing is sent to a model."
        )

    def _button(self, name: str, answer: Answer) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setAutoDefault(False)

        def choose() -> None:
            self.answer = answer
            self.done(QDialog.DialogCode.Accepted if answer is not Answer.NOTHING else 0)

        button.clicked.connect(choose)
        return button

    def _arrange(self) -> None:
        px = self._theme.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px("space_5")] * 4)
        column.setSpacing(px("space_3"))
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[px("space_4")] * 4)
        inside.setSpacing(px("space_2"))
        for label in (self._title, self._facts, self._words, self._kept):
            inside.addWidget(label)
        self._words.setVisible(bool(self._beginning))
        column.addWidget(self._question)
        column.addWidget(card, 1)
        column.addWidget(self._work)
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.setSpacing(px("space_2"))
        row.addStretch(1)
        for button in (self._cancel, *self._order()):
            row.addWidget(button)
        column.addLayout(row)

    def _order(self) -> tuple[QPushButton, QPushButton]:
        """The button that is meant for most stands last."""
        return (self._import, self._show) if self._is_here else (self._show, self._import)


def _label(name: str, *, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def beginning_of(turns: Iterable[Turn]) -> str:
    """The first words of the first text, if there is one in the first turns."""
    text = next((text for turn in islice(turns, TURNS_LOOKED_AT) if (text := turn.text)), "")
    return first_words(text[:LOOKED_AT], columns=WORDS_COLUMNS)


def _date(unix_ms: int) -> str:
    then = datetime.fromtimestamp(unix_ms / 1000, UTC).astimezone()
    pattern = translate("ImportPreview", "MMM d, yyyy")
    return QLocale().toString(QDate(then.year, then.month, then.day), pattern)
