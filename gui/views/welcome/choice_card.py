"""One way to start: a chip, a title, a sentence, and the button that takes it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.qt.theme import ThemeSwitch
from gui.views.settings.pane import restyle, words

BOTH_SCRIPTS = "Ag国"
"""Letters of which some fonts are higher than those of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What a card says. `primary` is the way that is offered first; `found` colours the chip."""

    chip: str
    title: str
    text: str
    button: str
    primary: bool = False
    found: bool = False


class ChoiceCard(QFrame):
    """`chosen` when its button is clicked. Something of its own can be shown in its place."""

    chosen = Signal()

    def __init__(self, name: str, theme: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("choiceCard", True)
        self._theme = theme
        self._chip = QLabel()
        self._chip.setProperty("role", "chip")
        self._chip.setTextFormat(Qt.TextFormat.PlainText)
        self._title = words("", role="cardTitle")
        self._text = words("", role="cardText")
        self.button = QPushButton()
        self.button.setObjectName(f"{name}Button")
        self.button.clicked.connect(self.chosen)
        self._own: QWidget | None = None
        self._arrange()
        theme.changed.connect(self._fit_chip)

    @property
    def sentence(self) -> str:
        """What it says under its title."""
        return self._text.text()

    def say(self, said: CardWords) -> None:
        self._chip.setText(f"● {said.chip}" if said.found else said.chip)
        self._chip.setAccessibleName(said.chip)
        self._chip.setVisible(bool(said.chip))
        self._title.setText(said.title)
        self._text.setText(said.text)
        self.button.setText(said.button)
        self.setAccessibleName(said.title)
        self.button.setAccessibleDescription(said.text)
        restyle(self, "primary", on=said.primary)
        restyle(self.button, "accent", on=said.primary)
        restyle(self._chip, "found", on=said.found)
        self._fit_chip()

    def show_own(self, widget: QWidget | None) -> None:
        """Put `widget` in the place of the text and the button; None brings them back."""
        if self._own is not None:
            self._column.removeWidget(self._own)
            self._own.hide()
            self._own.deleteLater()
        self._own = widget
        for part in (self._text, self._foot):
            part.setVisible(widget is None)
        if widget is not None:
            self._column.addWidget(widget)
            widget.show()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its sentence to be read, whatever the size of the text."""
        least = self._theme.theme.px("welcome_card_width") * self._theme.theme.scale // 100
        hint = super().minimumSizeHint()
        return QSize(max(least, hint.width()), hint.height())

    def _fit_chip(self) -> None:
        """As high as both scripts need, so that the titles of all cards are on one line."""
        said = self._chip.text()
        self._chip.ensurePolished()
        self._chip.setText(BOTH_SCRIPTS)
        self._chip.setFixedHeight(self._chip.sizeHint().height())
        self._chip.setText(said)

    def _arrange(self) -> None:
        px = self._theme.theme.px
        pad = px("space_4") + px("space_1")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(px("space_2"))
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, px("space_2"), 0, 0)
        foot.addWidget(self.button)
        foot.addStretch(1)
        self._column.addWidget(self._chip, alignment=Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._title)
        self._column.addWidget(self._text)
        self._column.addStretch(1)
        self._column.addWidget(self._foot)
