"""The list of providers, the model for new chats, and the way to another provider."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton

from gui.model.endpoint import GUIDE_REF, ModelRef
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.icons import icon
from gui.qt.phrases import in_a_row
from gui.qt.theme import ThemeSwitch
from gui.services.secrets import KeyPlace
from gui.views.settings.pane import Card, Pane, words
from gui.views.settings.provider_row import ProviderFacts, ProviderRow

translate = QCoreApplication.translate


class ProviderList(Pane):
    """Shows what it is given; every wish carries the id of its provider."""

    add_asked = Signal()
    edit_asked = Signal(str)
    remove_confirmed = Signal(str)
    test_asked = Signal(str)
    test_cancelled = Signal(str)
    model_chosen = Signal(object)

    def __init__(self, theme: ThemeSwitch) -> None:
        super().__init__(theme.theme)
        self._theme = theme
        self._choices: tuple[ModelRef, ...] = (GUIDE_REF,)
        self._names: dict[str, str] = {}
        self._place: KeyPlace | None = None
        self._rows: dict[str, ProviderRow] = {}
        self._card = Card(theme.theme)
        self._none = words("", role="intro")
        self._add = QPushButton()
        self._add.setObjectName("addProviderButton")
        self._add.setProperty("accent", True)
        self._add.clicked.connect(self.add_asked)
        self._default_card = Card(theme.theme)
        self._default = FieldRow(self._default_field(), theme.theme)
        self._default.changed.connect(self._choose)
        self._default_card.add_row(self._default)
        self.body.addWidget(self._default_card)
        self.body.addSpacing(theme.theme.px("space_1"))
        for widget in (self._card, self._none):
            self.body.addWidget(widget)
        self.body.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_providers(self, facts: tuple[ProviderFacts, ...]) -> None:
        """One row for each; rows that stay keep their focus."""
        self._names = {fact.endpoint.id: fact.endpoint.name for fact in facts}
        if tuple(self._rows) != tuple(fact.endpoint.id for fact in facts):
            self._rebuild(facts)
        for fact in facts:
            self._rows[fact.endpoint.id].show_facts(fact)
        self._card.setVisible(bool(facts))
        self._none.setVisible(not facts)

    def show_models(self, facts: tuple[ProviderFacts, ...], chosen: ModelRef) -> None:
        """Offer all their models and the guide for new chats."""
        self._choices = _choices(facts, chosen)
        self._default.describe(self._default_field())
        self._default.show_value(str(self._choices.index(chosen)))

    def show_place(self, place: KeyPlace) -> None:
        """Say where keys are kept on this computer."""
        self._place = place
        self.retranslate()

    def focus_provider(self, name: str | None) -> None:
        """Give the focus back to where a form was opened from."""
        row = self._rows.get(name or "")
        (row if row is not None else self._add).setFocus()

    def retranslate(self) -> None:
        test = translate("Models", "“Test” sends one short request and shows what came back.")
        self.say(
            translate("Models", "Models"),
            in_a_row(self._place_words(), test) if self._place else test,
        )
        self._none.setText(
            translate("Models", "No provider yet. The offline guide answers until there is one.")
        )
        self._add.setText(translate("Models", "Add a provider"))
        self._default.describe(self._default_field())

    def _rebuild(self, facts: tuple[ProviderFacts, ...]) -> None:
        self._card.clear()
        self._rows = {}
        for fact in facts:
            name = fact.endpoint.id
            row = ProviderRow(fact, self.theme_now)
            row.test_asked.connect(partial(self.test_asked.emit, name))
            row.test_cancelled.connect(partial(self.test_cancelled.emit, name))
            row.edit_asked.connect(partial(self.edit_asked.emit, name))
            row.remove_confirmed.connect(partial(self.remove_confirmed.emit, name))
            self._rows[name] = row
            self._card.add_row(row)

    def _choose(self, index: str) -> None:
        self.model_chosen.emit(self._choices[int(index)])

    def _label(self, ref: ModelRef) -> str:
        if ref == GUIDE_REF:
            return translate("Models", "Offline guide")
        name = self._names.get(ref.endpoint_id, "")
        return f"{ref.model} · {name}" if name else ref.model

    def _place_words(self) -> str:
        if self._place is KeyPlace.KEYRING:
            return translate("Models", "Keys live in the system keyring.")
        return translate("Models", "This computer has no system keyring for keys.")

    def _default_field(self) -> Field:
        return Field(
            id="defaultModel",
            kind=FieldKind.CHOICE,
            title=translate("Models", "Model for new chats"),
            help=translate("Models", "Each chat can use another one."),
            choices=tuple((str(n), self._label(ref)) for n, ref in enumerate(self._choices)),
        )

    def _restyle(self) -> None:
        side = self._theme.theme.px("icon")
        self._add.setIcon(icon("plus", self._theme.theme.color("on_accent"), side))
        self._add.setIconSize(QSize(side, side))


def _choices(facts: tuple[ProviderFacts, ...], chosen: ModelRef) -> tuple[ModelRef, ...]:
    """Every model once, the chosen one even where its provider no longer lists it."""
    listed = [
        ModelRef(endpoint_id=fact.endpoint.id, model=model)
        for fact in facts
        for model in fact.endpoint.models
    ]
    return tuple(dict.fromkeys((*listed, chosen, GUIDE_REF)))
