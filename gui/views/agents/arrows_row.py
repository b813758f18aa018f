"""The arrows of a flow as a list: from whom to whom, and the words that a message must have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.model.json_place import Json, at
from gui.model.team_edits import connect, disconnect, member_names, with_condition
from gui.model.team_shape import shape_of
from gui.qt.elided_label import ElidedLabel
from gui.qt.form import Field, FieldKind
from gui.qt.form_controls import Choices, TextLine
from gui.qt.theme import ThemeSwitch
from gui.views.agents.list_line import ListLine
from gui.views.agents.value_rows import TitledRow

translate = QCoreApplication.translate

Arrow = tuple[str, str]


class ArrowsRow(TitledRow):
    """At the place of a team."""

    def __init__(self, pointer: str, *, theme: ThemeSwitch) -> None:
        super().__init__(pointer, "graph", theme.theme)
        self._theme = theme
        self._root: Json = None
        self._shown: tuple[Arrow, ...] | None = None
        self._lines: list[QWidget] = []
        self._lines_of_words: dict[Arrow, TextLine] = {}
        self._from, self._to = Choices(), Choices()
        self._from.setObjectName("arrowFrom")
        self._to.setObjectName("arrowTo")
        self._add = QPushButton()
        self._add.setObjectName("addArrowButton")
        self._add.clicked.connect(self._join)
        row = QHBoxLayout()
        row.setSpacing(self.theme_now.px("space_2"))
        row.addWidget(self._from, 1)
        row.addWidget(QLabel("→"))
        row.addWidget(self._to, 1)
        row.addWidget(self._add)
        self.body.addLayout(row)
        self.retranslate()

    def show_json(self, root: Json) -> None:
        self._root = root
        team = at(root, self.pointer)
        shape = shape_of(team)
        names = {node.id: node.name for node in shape.nodes}
        labels = {(names[link.source], names[link.target]): link.label for link in shape.links}
        if tuple(labels) != self._shown:
            self._shown = tuple(labels)
            self._build()
        for arrow, label in labels.items():
            self._lines_of_words[arrow].show_value(label)
        self._offer(member_names(team))

    def retranslate(self) -> None:
        super().retranslate()
        self._add.setText(translate("Agents", "Add"))
        self._add.setAccessibleName(translate("Agents", "Add an arrow"))
        self._from.setAccessibleName(translate("Agents", "From"))
        self._to.setAccessibleName(translate("Agents", "To"))
        if self._shown is not None:
            self._shown = None
            self.show_json(self._root)

    def _offer(self, names: list[str]) -> None:
        for box in (self._from, self._to):
            chosen = box.value()
            field = Field(
                id=box.objectName(),
                kind=FieldKind.CHOICE,
                title=box.accessibleName(),
                choices=tuple((name, name) for name in names),
            )
            if [box.itemData(number) for number in range(box.count())] != names:
                box.describe(field)
                box.show_value(chosen if chosen in names else next(iter(names), ""))
        self._add.setEnabled(bool(names))

    def _build(self) -> None:
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self._lines_of_words = [], {}
        for number, arrow in enumerate(self._shown or ()):
            source, target = arrow
            line = ListLine(f"{source} → {target}", theme=self._theme)
            label = ElidedLabel()
            label.setText(line.name)
            label.setToolTip(line.name)
            words = TextLine()
            words.setObjectName("arrowWords")
            words.setPlaceholderText(translate("Agents", "always"))
            said = translate("Agents", "Words for {arrow}").format(arrow=line.name)
            words.setAccessibleName(said)
            words.edited.connect(partial(self._set_words, arrow))
            line.row.addWidget(label, 1)
            line.row.addWidget(words, 1)
            line.add_button("close", translate("Agents", "Remove"), partial(self._part, arrow))
            self._lines_of_words[arrow] = words
            self._lines.append(line)
            self.body.insertWidget(number, line)

    def _set_words(self, arrow: Arrow, text: object) -> None:
        self._change(lambda team: with_condition(team, *arrow, str(text)))

    def _part(self, arrow: Arrow, *_checked: bool) -> None:
        self._change(lambda team: disconnect(team, *arrow))

    def _join(self) -> None:
        source, target = str(self._from.value()), str(self._to.value())
        self._change(lambda team: connect(team, source, target))

    def _change(self, change: Callable[[Json], Json]) -> None:
        self.edited.emit(self.pointer, change(at(self._root, self.pointer)))
