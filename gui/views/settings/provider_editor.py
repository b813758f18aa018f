"""The form of one provider, new or known: address, key, models and how it is spoken to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.model.address import origin_of
from gui.model.endpoint import Endpoint
from gui.model.plan import EndpointReport
from gui.qt.form import FieldRow
from gui.qt.reflow import ReflowRow
from gui.qt.theme import ThemeSwitch
from gui.services.presets import Preset
from gui.services.secrets import KeyPlace
from gui.views.settings.ability_fields import AbilityFields
from gui.views.settings.connection_fields import ConnectionFields
from gui.views.settings.editor_fields import FieldFacts, editor_fields, fault_words
from gui.views.settings.pane import Card, Pane
from gui.views.settings.provider_draft import Draft, tidy_address
from gui.views.settings.provider_words import place_words
from gui.views.settings.providers import KeyNote
from gui.views.settings.trial_result import TrialResult

translate = QCoreApplication.translate


@dataclass(frozen=True, kw_only=True)
class EditorStart:
    """What the editor begins with. Without `endpoint` a new provider is made from a preset."""

    presets: tuple[Preset, ...]
    endpoint: Endpoint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFacts:
    """Where a key can be kept, best first, and whether one is; no places: not known yet."""

    places: tuple[KeyPlace, ...] = ()
    has_key: bool = False


class ProviderEditor(Pane):
    """Reports what the user asks for; testing and saving are done by its owner."""

    save_asked = Signal()
    test_asked = Signal()
    test_cancelled = Signal()
    cancelled = Signal()

    def __init__(self, start: EditorStart, theme: ThemeSwitch) -> None:
        super().__init__(theme.theme)
        self.setObjectName("providerEditor")
        self._start = start
        self._preset = start.presets[0]
        self._base = start.endpoint or self._preset.endpoint()
        # Until the keyring has answered, a known provider is taken to have its key.
        self.keys = KeyFacts(has_key=start.endpoint is not None and start.endpoint.needs_key)
        self._testing = False
        self._rows = {f.id: FieldRow(f, theme.theme, self) for f in editor_fields(self._facts)}
        self._abilities = AbilityFields(self._base.abilities, theme.theme)
        self._connection = ConnectionFields(self._base, theme.theme)
        self.result = TrialResult(theme.theme)
        self._more, self._save, self._test, self._cancel = (QPushButton() for _ in range(4))
        self._details = QWidget()
        self._arrange()
        self._connect()
        self._fill()
        self.retranslate()

    @property
    def draft(self) -> Draft:
        """The fields as they are typed now."""
        address = str(self._rows["address"].value)
        typed = replace(self._base, base_url=tidy_address(address))
        same_server = origin_of(typed) == origin_of(self._base)
        return Draft(
            name=str(self._rows["name"].value),
            address=address,
            key=str(self._rows["key"].value),
            models=str(self._rows["models"].value),
            needs_address=self._is_custom,
            needs_key=self._base.needs_key and not self._is_custom,
            has_key=self.keys.has_key and same_server,
            has_other_key=self.keys.has_key and not same_server,
        )

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint as typed; ask for it only where `check` said yes."""
        typed = self._connection.applied_to(self.draft.applied_to(self._base))
        return replace(typed, abilities=self._abilities.told)

    def show_keys(self, places: tuple[KeyPlace, ...], note: KeyNote) -> None:
        """Offer the places where a key can be kept, best first; `note`: how it is kept now."""
        has_key = note.place is not None or note.unreadable
        self.keys = KeyFacts(places=places, has_key=has_key)
        self.retranslate()
        self._rows["place"].show_value(note.place if note.place in places else places[0])

    @property
    def key(self) -> str:
        """The key as typed; "" leaves the one that is kept."""
        return self.draft.key.strip()

    @property
    def key_place(self) -> KeyPlace:
        return KeyPlace(str(self._rows["place"].value))

    def check(self, *, to_save: bool) -> bool:
        """Whether the draft can be used; what is wrong is said at its field.

        A test needs no models: it fetches them.
        """
        faults = self.draft.faults()
        if not to_save:
            faults.pop("models", None)
        for name in ("models", "key", "address", "name"):
            fault = faults.get(name)
            self._rows[name].show_problem(fault_words(fault) if fault else "")
            if fault:
                self._rows[name].control.setFocus()
        return not faults

    def show_testing(self, *, testing: bool) -> None:
        self._testing = testing
        if testing:
            self.result.show_busy()
        self.retranslate()

    def show_report(self, report: EndpointReport) -> None:
        """Show what a test gave; the models it listed fill an empty list, or are offered."""
        self.result.show_report(report)
        typed = self.draft.model_names
        if report.models and not typed:
            self._use_models(report.models)
            self._rows["models"].show_problem("")
        elif report.models and set(report.models) != set(typed):
            self.result.offer_models(report.models)

    def begin(self) -> None:
        """Put the caret where typing begins."""
        first = "preset" if self._start.endpoint is None else "name"
        self._rows[first].control.setFocus()

    def retranslate(self) -> None:
        if self._start.endpoint is None:
            self.say(translate("Models", "Add a provider"))
        else:
            self.say(self._start.endpoint.name)
        for field in editor_fields(self._facts):
            self._rows[field.id].describe(field)
        self._rows["place"].control.setEnabled(bool(self.keys.places))
        self._abilities.retranslate()
        self._connection.retranslate()
        self._save.setText(translate("Models", "Save"))
        stop, test = translate("Models", "Stop the test"), translate("Models", "Test")
        self._test.setText(stop if self._testing else test)
        self._cancel.setText(translate("Models", "Cancel"))
        fewer, more = translate("Models", "Fewer options"), translate("Models", "More options")
        self._more.setText(fewer if self._more.isChecked() else more)

    @property
    def _is_custom(self) -> bool:
        """Whether it is a new one for any address: the last preset, which has none of its own."""
        return self._start.endpoint is None and self._preset is self._start.presets[-1]

    @property
    def _facts(self) -> FieldFacts:
        own = self._base.base_url or f"https://{place_words(self._base)}"
        return FieldFacts(
            presets=self._start.presets,
            places=self.keys.places,
            address_hint="https://" if self._is_custom else own,
            key_page=self._preset.key_page if self._start.endpoint is None else "",
            has_key=self.keys.has_key,
            needs_key=self._base.needs_key and not self._is_custom,
        )

    def _arrange(self) -> None:
        theme = self.theme_now
        card, more = Card(theme), Card(theme)
        for name, row in self._rows.items():
            if name == "preset" and self._start.endpoint is not None:
                row.hide()
            else:
                card.add_row(row)
        more.add_row(self._connection)
        more.add_row(self._abilities)
        folded = QVBoxLayout(self._details)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.addWidget(more)
        self._details.hide()
        buttons = ReflowRow(spacing=theme.px("space_2"))
        for button in (self._save, self._test, self._cancel):
            buttons.add(button, align=Qt.AlignmentFlag.AlignVCenter)
        buttons.fill()
        self.body.addWidget(card)
        self.body.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._details)
        self.body.addWidget(self.result)
        self.body.addWidget(buttons)

    def _connect(self) -> None:
        names = {
            "saveProviderButton": self._save,
            "testProviderButton": self._test,
            "cancelProviderButton": self._cancel,
            "moreOptionsButton": self._more,
        }
        for name, button in names.items():
            button.setObjectName(name)
        self._save.setProperty("accent", True)
        for button in (self._cancel, self._more):
            button.setProperty("quiet", True)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._details.setVisible)
        self._more.toggled.connect(self.retranslate)
        self._save.clicked.connect(self.save_asked)
        self._test.clicked.connect(self._test_or_stop)
        self._cancel.clicked.connect(self.cancelled)
        self._rows["preset"].changed.connect(self._take_preset)
        self._rows["models"].changed.connect(self._offer_models)
        self.result.models_taken.connect(self._use_models)

    def _fill(self) -> None:
        base = self._base
        self._rows["preset"].show_value(self._preset.id)
        self._rows["name"].show_value(base.name)
        self._rows["address"].show_value(base.base_url)
        self._use_models(base.models)

    def _take_preset(self, chosen: object) -> None:
        self._preset = next(preset for preset in self._start.presets if preset.id == chosen)
        self._base = self._preset.endpoint()
        self.result.clear()
        self._fill()
        for row in self._rows.values():
            row.show_problem("")
        self.retranslate()

    def _use_models(self, models: tuple[str, ...]) -> None:
        self._rows["models"].show_value("\n".join(models))
        self._offer_models()

    def _offer_models(self) -> None:
        self._abilities.offer(self.draft.model_names)

    def _test_or_stop(self) -> None:
        (self.test_cancelled if self._testing else self.test_asked).emit()
