"""Which model answers: the chat's, or one of the user's own that is bound here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from gui.model.json_place import Json, at
from gui.model.team_shape import as_object
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.theme import Theme
from gui.views.agents.field_words import field_words
from gui.views.agents.new_components import new_model
from gui.views.agents.value_rows import ValueRow
from gui.views.model_picker import ModelSource

translate = QCoreApplication.translate

CHAT = ""
APART = "\n"
"""Between an endpoint's id and a model's name, which neither of them has in it."""


class ModelRow(ValueRow):
    """What else stands in the model's component is left alone: it is never read."""

    def __init__(self, pointer: str, theme: Theme, models: ModelSource) -> None:
        super().__init__(pointer)
        self.setObjectName("modelRow")
        self._models = models
        self._root: Json = None
        self._bound = CHAT
        self._row = FieldRow(self._field(), theme)
        self._row.changed.connect(self._report)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    def show_json(self, root: Json) -> None:
        self._root = root
        extras = as_object(as_object(at(root, self.pointer)).get("parley"))
        endpoint, model = extras.get("endpoint"), extras.get("model")
        bound = isinstance(endpoint, str) and isinstance(model, str) and endpoint and model
        self._bound = f"{endpoint}{APART}{model}" if bound else CHAT
        self._row.describe(self._field())
        self._row.show_value(self._bound)

    def show_problem(self, sentence: str) -> None:
        self._row.show_problem(sentence)

    def retranslate(self) -> None:
        self._row.describe(self._field())

    def _field(self) -> Field:
        title, told = field_words("model_client")
        choices = [(CHAT, translate("Agents", "The chat's model"))]
        choices += [
            (f"{endpoint.id}{APART}{model}", f"{model} · {endpoint.name}")
            for endpoint in self._models.endpoints()
            for model in endpoint.models
        ]
        if self._bound not in dict(choices):
            model = self._bound.partition(APART)[2]
            gone = translate("Agents", "{model} (not set up here)").format(model=model)
            choices.append((self._bound, gone))
        return Field(
            id="model_client",
            kind=FieldKind.CHOICE,
            title=title,
            help=told,
            choices=tuple(choices),
        )

    def _report(self, chosen: object) -> None:
        there = at(self._root, self.pointer)
        model = dict(there) if isinstance(there, dict) else new_model()
        model.pop("parley", None)
        endpoint, apart, name = str(chosen).partition(APART)
        if apart:
            model["parley"] = {"endpoint": endpoint, "model": name}
        self.edited.emit(self.pointer, model)
