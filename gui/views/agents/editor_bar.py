"""The line above the editor: what is edited, how it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from gui.qt.icon_button import IconButton
from gui.qt.reflow import ReflowRow
from gui.qt.theme import ThemeSwitch
from gui.views.settings.pane import restyle

translate = QCoreApplication.translate

FEW_LETTERS = 12
"""How much of a name is shown at least."""

Step = tuple[str, str]
"""A component on the way to the one that is shown: its place and its name."""


class EditorBar(QFrame):
    way_wanted = Signal(str)
    fault_wanted = Signal()

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("editorBar")
        self._theme = theme
        px = theme.theme.px
        around = QVBoxLayout(self)
        around.setContentsMargins(px("space_3"), px("space_2"), px("space_5"), px("space_2"))
        self._row = ReflowRow(spacing=px("space_2"))
        around.addWidget(self._row)
        way, verbs = QWidget(), QWidget()
        self._way, tools = QHBoxLayout(way), QHBoxLayout(verbs)
        for layout in (self._way, tools):
            layout.setContentsMargins(0, 0, 0, 0)
        self._way.setSpacing(0)
        tools.setSpacing(px("space_2"))
        self._row.add(way, stretch=1)
        self._row.add(verbs, align=Qt.AlignmentFlag.AlignVCenter)
        self._steps: tuple[Step, ...] = ()
        self.state = QPushButton()
        self.state.setObjectName("editorState")
        self.state.setProperty("inline", True)
        self.state.clicked.connect(self.fault_wanted)
        self.undo = _icon("undo", "undoButton", theme)
        self.redo = _icon("redo", "redoButton", theme)
        self.json = QPushButton()
        self.json.setObjectName("jsonToggle")
        self.json.setCheckable(True)
        self.json.setProperty("quiet", True)
        self.try_it = QPushButton()
        self.try_it.setObjectName("tryEditedButton")
        self.save = QPushButton()
        self.save.setObjectName("saveAgentButton")
        self.save.setProperty("accent", True)
        for widget in (self.state, self.undo, self.redo, self.json, self.try_it, self.save):
            tools.addWidget(widget)
        self.retranslate()

    def show_way(self, steps: Sequence[Step]) -> None:
        """From the whole down to what the form shows."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        while (item := self._way.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (place, name) in enumerate(steps):
            if number:
                self._way.addWidget(QLabel("›"))
            button = WayButton(name)
            button.setObjectName("wayButton")
            button.setProperty("quiet", True)
            restyle(button, "here", on=number == len(steps) - 1)
            button.clicked.connect(partial(self.way_wanted.emit, place))
            self._way.addWidget(button)
        self._way.addStretch(1)

    def show_state(self, text: str, *, bad: bool) -> None:
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self.state.setEnabled(bad)
        restyle(self.state, "bad", on=bad)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.undo.say(translate("Agents", "Undo"), _keys(QKeySequence.StandardKey.Undo))
        self.redo.say(translate("Agents", "Redo"), _keys(QKeySequence.StandardKey.Redo))
        self.json.setText(translate("Agents", "JSON"))
        self.json.setAccessibleName(translate("Agents", "Show the JSON"))
        self.try_it.setText(translate("Agents", "Try it"))
        self.save.setText(translate("Agents", "Save"))
        keys = QKeySequence.StandardKey
        for button, key in ((self.save, keys.Save), (self.undo, keys.Undo), (self.redo, keys.Redo)):
            button.setShortcut(QKeySequence(key))  # again each time: a new text takes it away


class WayButton(QPushButton):
    """Its name is cut where there is no room for it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        few = self.fontMetrics().averageCharWidth() * FEW_LETTERS
        return QSize(min(hint.width(), few), hint.height())

    @property
    def shown(self) -> str:
        """What of the name can be read."""
        metrics = self.fontMetrics()
        around = self.sizeHint().width() - metrics.horizontalAdvance(self.text())
        room = self.width() - around + 1  # what it needs is a fraction more than Qt says
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()


def _keys(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _icon(drawing: str, name: str, theme: ThemeSwitch) -> IconButton:
    button = IconButton(drawing, theme=theme)
    button.setObjectName(name)
    return button
