"""One of a few kinds of component, with the fields of the chosen one under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from gui.model import component_providers as names
from gui.model.component_fields import fields_of
from gui.model.component_providers import KIND_OF, public_name
from gui.model.json_place import Json, JsonObject, at, join
from gui.model.team_shape import as_object
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.theme import Theme
from gui.views.agents.field_words import field_words
from gui.views.agents.value_rows import KINDS, PlainRow, ValueRow

translate = QCoreApplication.translate

NONE = ""

Kinds = Callable[[], Sequence[tuple[str, str]]]
"""Providers with what they are called; "" for no component."""


def context_kinds() -> Sequence[tuple[str, str]]:
    return (
        (NONE, translate("Agents", "The whole chat")),
        (names.BUFFERED, translate("Agents", "The last messages")),
        (names.HEAD_AND_TAIL, translate("Agents", "The first and the last messages")),
    )


def executor_kinds() -> Sequence[tuple[str, str]]:
    return (
        (names.LOCAL_EXECUTOR, translate("Agents", "On this computer")),
        (names.DOCKER_EXECUTOR, translate("Agents", "In a container")),
    )


def new_component(provider: str) -> JsonObject:
    """A component of a known provider with what it cannot do without."""
    config: JsonObject = {}
    for field in fields_of(provider):
        if field.required and not field.holds_components:
            fallback: Json = 1 if field.least is not None else ""
            config[field.name] = fallback if field.default is None else field.default
    kind = KIND_OF[provider]
    return {"provider": provider, "component_type": kind.value, "version": 1, "config": config}


class KindRow(ValueRow):
    """A component of another provider than those that are offered is shown by its name."""

    def __init__(self, pointer: str, name: str, theme: Theme, kinds: Kinds) -> None:
        super().__init__(pointer)
        self.setObjectName("kindRow")
        self._name = name
        self._theme = theme
        self._kinds = kinds
        self._provider = NONE
        self._rows: list[PlainRow] = []
        self._choice = FieldRow(self._field(), theme)
        self._choice.changed.connect(self._choose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px("space_2"))
        self._column.addWidget(self._choice)

    def show_json(self, root: Json) -> None:
        provider = public_name(str(as_object(at(root, self.pointer)).get("provider", NONE)))
        if provider == names.UNBOUNDED:
            provider = NONE
        if provider != self._provider:
            self._provider = provider
            self._choice.describe(self._field())
            self._build(provider)
        self._choice.show_value(provider)
        for row in self._rows:
            row.show_json(root)

    def show_problem(self, sentence: str) -> None:
        self._choice.show_problem(sentence)

    def retranslate(self) -> None:
        self._choice.describe(self._field())

    def _field(self) -> Field:
        title, told = field_words(self._name)
        choices = list(self._kinds())
        if self._provider not in dict(choices):
            choices.append((self._provider, self._provider.rpartition(".")[2] or "–"))
        return Field(
            id=self._name, kind=FieldKind.CHOICE, title=title, help=told, choices=tuple(choices)
        )

    def _build(self, provider: str) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for facts in fields_of(provider):
            if facts.main and facts.type in KINDS:
                row = PlainRow(join(self.pointer, "config", facts.name), facts, self._theme)
                row.edited.connect(self.edited)
                self._rows.append(row)
                self._column.addWidget(row)

    def _choose(self, provider: object) -> None:
        chosen = str(provider)
        if chosen != self._provider:
            value = new_component(chosen) if chosen in KIND_OF else None
            self.edited.emit(self.pointer, value)
