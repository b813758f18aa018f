"""The models page: the list of providers or the form of one, and the work behind both."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from gui.model.endpoint import ModelRef
from gui.model.plan import EndpointReport
from gui.model.problem import ParleyError
from gui.qt.first_paint import FirstPaint
from gui.qt.task_scope import TaskScope
from gui.services.secrets import KeyPlace
from gui.views.settings.parts import SettingsParts
from gui.views.settings.provider_editor import EditorStart, ProviderEditor
from gui.views.settings.provider_list import ProviderList
from gui.views.settings.provider_row import ProviderFacts
from gui.views.settings.providers import KeyNote


class ModelsPane(QStackedWidget):
    """Adds, edits, removes and tests providers."""

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__()
        self._theme = parts.theme
        self._providers = parts.providers
        self._scope = TaskScope(self, parts.on_error)
        self._reports: dict[str, EndpointReport] = {}
        self._testing: set[str] = set()
        self._notes: dict[str, KeyNote] = {}
        self._notes_stale = False
        self._places: tuple[KeyPlace, ...] = ()
        self._editor: ProviderEditor | None = None
        self._edited: str | None = None
        self._list = ProviderList(parts.theme)
        self.addWidget(self._list)
        self._list.add_asked.connect(self._add)
        self._list.edit_asked.connect(self._edit)
        self._list.remove_confirmed.connect(self._remove)
        self._list.test_asked.connect(self._test)
        self._list.test_cancelled.connect(self._cancel_test)
        self._list.model_chosen.connect(self._choose_model)
        unsubscribe = self._providers.subscribe(self._refresh)
        self.destroyed.connect(unsubscribe)
        self._show_providers()
        FirstPaint(self, self._refresh)  # the keyring is slow to ask: the page is seen before

    def close_editor(self) -> bool:
        """Leave the form without saving; False when none is open."""
        if self._editor is None:
            return False
        for work in ("trial", "save", "keys"):
            self._scope.cancel(work)
        editor, self._editor = self._editor, None
        self.setCurrentWidget(self._list)
        self.removeWidget(editor)
        editor.deleteLater()
        self._list.focus_provider(self._edited)
        return True

    def _refresh(self) -> None:
        self._show_providers()
        self._notes_stale = True
        if not self._scope.running("notes"):
            self._scope.start("notes", self._read_notes())

    def _show_providers(self) -> None:
        facts = tuple(
            ProviderFacts(
                endpoint=endpoint,
                key=self._notes.get(endpoint.id),
                report=self._reports.get(endpoint.id),
                testing=endpoint.id in self._testing,
            )
            for endpoint in self._providers.all()
        )
        self._list.show_providers(facts)
        self._list.show_models(facts, self._providers.default())

    async def _read_notes(self) -> None:
        self._places = await self._providers.key_places()
        self._list.show_place(self._places[0])
        while self._notes_stale:
            self._notes_stale = False
            self._notes = await self._providers.key_notes()
            self._show_providers()

    def _choose_model(self, ref: ModelRef) -> None:
        self._providers.choose_default(ref)

    def _test(self, name: str) -> None:
        self._testing.add(name)
        self._show_providers()
        self._scope.start(f"test {name}", self._tested(name))

    def _cancel_test(self, name: str) -> None:
        self._scope.cancel(f"test {name}")

    async def _tested(self, name: str) -> None:
        try:
            self._reports[name] = await self._providers.test_known(name)
        finally:
            self._testing.discard(name)
            self._show_providers()

    def _remove(self, name: str) -> None:
        self._cancel_test(name)
        self._reports.pop(name, None)
        self._scope.start(f"remove {name}", self._providers.remove(name))

    def _add(self) -> None:
        self._edited = None
        self._open_editor()

    def _edit(self, name: str) -> None:
        self._edited = name
        self._open_editor()

    def _open_editor(self) -> None:
        endpoint = self._providers.find(self._edited) if self._edited else None
        start = EditorStart(presets=self._providers.presets, endpoint=endpoint)
        self.close_editor()
        editor = ProviderEditor(start, self._theme)
        editor.save_asked.connect(self._save)
        editor.test_asked.connect(self._try)
        editor.test_cancelled.connect(self._stop_trial)
        editor.cancelled.connect(self.close_editor)
        self._editor = editor
        self.addWidget(editor)
        self.setCurrentWidget(editor)
        editor.begin()
        if self._places and (endpoint is None or endpoint.id in self._notes):
            note = self._notes[endpoint.id] if endpoint else KeyNote()
            editor.show_keys(self._places, note)
        else:
            self._scope.start("keys", self._learn_keys(editor))

    async def _learn_keys(self, editor: ProviderEditor) -> None:
        """Tell the form where keys can be kept, and how its own is, once the keyring answers."""
        endpoint = self._providers.find(self._edited) if self._edited else None
        places = await self._providers.key_places()
        note = await self._providers.key_note(endpoint) if endpoint else KeyNote()
        editor.show_keys(places, note)

    def _save(self) -> None:
        if self._editor is not None and self._editor.check(to_save=True):
            self._scope.start("save", self._saved(self._editor))

    async def _saved(self, editor: ProviderEditor) -> None:
        if not editor.keys.places:
            await self._learn_keys(editor)
        try:
            saved = await self._providers.save(
                editor.endpoint, key=editor.key, place=editor.key_place
            )
        except ParleyError as error:
            editor.result.show_problem(error.problem)
            return
        self._edited = saved.id
        self._reports.pop(saved.id, None)
        self._refresh()  # another key alone changes no endpoint, so that nobody would tell
        self.close_editor()

    def _try(self) -> None:
        if self._editor is not None and self._editor.check(to_save=False):
            self._scope.start("trial", self._tried(self._editor))

    def _stop_trial(self) -> None:
        self._scope.cancel("trial")

    async def _tried(self, editor: ProviderEditor) -> None:
        editor.show_testing(testing=True)
        try:
            report = await self._providers.test(editor.endpoint, key=editor.key)
            editor.show_report(report)
        finally:
            editor.show_testing(testing=False)
