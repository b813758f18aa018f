"""The card of the API key: the key that the environment holds, or a short form for one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from gui.model.endpoint import Endpoint, ModelRef
from gui.model.problem import ParleyError
from gui.qt.task_scope import TaskScope
from gui.services.discovery import Found
from gui.views.settings.parts import SettingsParts
from gui.views.welcome.choice_card import ChoiceCard
from gui.views.welcome.found_words import key_card_words
from gui.views.welcome.key_form import KeyForm


class KeyCard(ChoiceCard):
    """`model_chosen` once a key is kept and its model is the one for new chats."""

    model_chosen = Signal(object)  # ModelRef

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__("keyCard", parts.theme)
        self._parts = parts
        self._providers = parts.providers
        self._scope = TaskScope(self, parts.on_error)
        self._found: Found | None = None
        self._form: KeyForm | None = None
        self.chosen.connect(self._take)

    def show_found(self, found: Found | None, *, primary: bool) -> None:
        self._found = found
        self.say(key_card_words(found, primary=primary and self._form is None))

    def _take(self) -> None:
        if self._found is not None and self._found.model:
            self.model_chosen.emit(self._providers.adopt(self._found))
        else:
            self._open_form()

    def _open_form(self) -> None:
        *known, other = self._providers.presets
        presets = (*(preset for preset in known if preset.needs_key), other)
        form = KeyForm(presets, self._parts.theme.theme)
        form.save_asked.connect(self._test_and_save)
        form.save_anyway_asked.connect(self._save_anyway)
        form.test_outdated.connect(self._stop_test)
        form.cancelled.connect(self._close_form)
        self._form = form
        self.show_own(form)
        form.begin()
        self._scope.start("place", self._tell_place(form))

    async def _tell_place(self, form: KeyForm) -> None:
        """Asking the keyring takes a while: the form is there before that."""
        form.show_place((await self._providers.key_places())[0])

    def _stop_test(self) -> None:
        self._scope.cancel("save")

    def _close_form(self) -> None:
        self._scope.cancel("place")
        self._stop_test()
        self._form = None
        self.show_own(None)
        self.button.setFocus()

    def _test_and_save(self) -> None:
        if self._form is not None:
            self._scope.start("save", self._tested_and_saved(self._form))

    def _save_anyway(self) -> None:
        if self._form is not None:
            self._scope.start("save", self._saved(self._form, self._form.endpoint))

    async def _tested_and_saved(self, form: KeyForm) -> None:
        endpoint = form.endpoint
        form.show_busy(busy=True)
        try:
            report = await self._providers.test(endpoint, key=form.key)
        finally:
            form.show_busy(busy=False)
        form.show_report(report)
        if report.problem is None:
            models = endpoint.models or report.models
            await self._saved(form, replace(endpoint, models=models))

    async def _saved(self, form: KeyForm, endpoint: Endpoint) -> None:
        if not endpoint.models:
            form.ask_for_model()
            return
        places = await self._providers.key_places()
        try:
            saved = await self._providers.save(endpoint, key=form.key, place=places[0])
        except ParleyError as error:
            form.show_problem(error.problem)
            return
        ref = ModelRef(endpoint_id=saved.id, model=saved.models[0])
        self._providers.choose_default(ref)
        self._close_form()
        self.model_chosen.emit(ref)
