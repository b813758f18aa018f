"""What a model can do, told by the user for models that AutoGen does not know."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.model.endpoint import Abilities
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.theme import Theme

translate = QCoreApplication.translate


class AbilityFields(QWidget):
    """Edits the abilities of one model at a time; keeps those the user has changed."""

    def __init__(self, abilities: dict[str, Abilities], theme: Theme) -> None:
        super().__init__()
        self._told = dict(abilities)
        self._models: tuple[str, ...] = ()
        self._rows = {field.id: FieldRow(field, theme) for field in self._fields()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_3"))
        for name, row in self._rows.items():
            column.addWidget(row)
            row.changed.connect(self._show_model if name == "abilityModel" else self._take)
        self._show_model()

    @property
    def told(self) -> dict[str, Abilities]:
        """By model, where the user said something."""
        return dict(self._told)

    def offer(self, models: tuple[str, ...]) -> None:
        """Let the user pick among `models`."""
        if models == self._models:
            return
        self._models = models
        self.retranslate()
        if self._rows["abilityModel"].value not in models and models:
            self._rows["abilityModel"].show_value(models[0])
        self._show_model()

    def retranslate(self) -> None:
        for field in self._fields():
            self._rows[field.id].describe(field)

    def _take(self) -> None:
        model = str(self._rows["abilityModel"].value)
        if not model:
            return
        self._told[model] = replace(
            self._told.get(model, Abilities()),
            vision=bool(self._rows["abilityVision"].value),
            function_calling=bool(self._rows["abilityTools"].value),
            json_output=bool(self._rows["abilityJson"].value),
            structured_output=bool(self._rows["abilityStructured"].value),
            family=str(self._rows["abilityFamily"].value).strip() or "unknown",
        )

    def _show_model(self) -> None:
        model = str(self._rows["abilityModel"].value)
        known = self._told.get(model, Abilities())
        self._rows["abilityVision"].show_value(known.vision)
        self._rows["abilityTools"].show_value(known.function_calling)
        self._rows["abilityJson"].show_value(known.json_output)
        self._rows["abilityStructured"].show_value(known.structured_output)
        self._rows["abilityFamily"].show_value("" if known.family == "unknown" else known.family)
        for name, row in self._rows.items():
            row.setEnabled(bool(model) or name == "abilityModel")

    def _fields(self) -> tuple[Field, ...]:
        switch = FieldKind.SWITCH
        return (
            Field(
                id="abilityModel",
                kind=FieldKind.CHOICE,
                title=translate("Models", "Abilities of"),
                help=translate("Models", "Only needed for models that AutoGen does not know."),
                choices=tuple((model, model) for model in self._models),
            ),
            Field(id="abilityVision", kind=switch, title=translate("Models", "Sees images")),
            Field(id="abilityTools", kind=switch, title=translate("Models", "Calls tools")),
            Field(id="abilityJson", kind=switch, title=translate("Models", "Answers in JSON")),
            Field(
                id="abilityStructured",
                kind=switch,
                title=translate("Models", "Answers by a given schema"),
            ),
            Field(
                id="abilityFamily",
                kind=FieldKind.TEXT,
                title=translate("Models", "Family"),
                help=translate("Models", "AutoGen's word for its kind, such as gpt-4o or r1."),
                placeholder="unknown",
            ),
        )
