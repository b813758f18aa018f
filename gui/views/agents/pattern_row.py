"""How a team works: who speaks next."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from gui.model.json_place import Json, at, with_at
from gui.model.team_edits import with_pattern
from gui.model.team_shape import PATTERNS, Pattern, class_name
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.theme import Theme
from gui.views.agents.new_components import CLASSES, new_model
from gui.views.agents.node_words import pattern_name, pattern_words
from gui.views.agents.value_rows import ValueRow

translate = QCoreApplication.translate

WITH_MODEL = frozenset({Pattern.SELECTOR, Pattern.ORCHESTRATED})


class PatternRow(ValueRow):
    """At the place of a team; what another pattern has no use for stays in the JSON."""

    def __init__(self, pointer: str, theme: Theme) -> None:
        super().__init__(pointer)
        self.setObjectName("patternRow")
        self._root: Json = None
        self._pattern = Pattern.ROUND_ROBIN
        self._row = FieldRow(self._field(), theme)
        self._row.changed.connect(self._report)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    def show_json(self, root: Json) -> None:
        self._root = root
        self._pattern = PATTERNS.get(class_name(at(root, self.pointer)), Pattern.ROUND_ROBIN)
        self._row.describe(self._field())
        self._row.show_value(self._pattern.value)

    def show_problem(self, sentence: str) -> None:
        self._row.show_problem(sentence)

    def retranslate(self) -> None:
        self._row.describe(self._field())

    def _field(self) -> Field:
        return Field(
            id="pattern",
            kind=FieldKind.CHOICE,
            title=translate("Agents", "How they work"),
            help=pattern_words(self._pattern),
            choices=tuple((pattern.value, pattern_name(pattern)) for pattern in CLASSES),
        )

    def _report(self, chosen: object) -> None:
        pattern = Pattern(str(chosen))
        team = with_pattern(at(self._root, self.pointer), CLASSES[pattern])
        if pattern in WITH_MODEL and not at(team, "/config/model_client"):
            team = with_at(team, "/config/model_client", new_model())
        self.edited.emit(self.pointer, team)
