"""The model picker: a button that names the chat's model, and the menu of all models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton

from gui.model.endpoint import GUIDE_ENDPOINT_ID, GUIDE_REF, Endpoint, ModelRef
from gui.qt.icons import icon
from gui.qt.menus import new_menu, popup_below
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate

MANY_MODELS = 12
"""An endpoint with more models than this gets a menu of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSource:
    """Where the picker learns what there is; both are asked each time."""

    endpoints: Callable[[], Sequence[Endpoint]]
    default: Callable[[], ModelRef]


class ModelPicker(QPushButton):
    chosen = Signal(object)  # ModelRef
    add_wanted = Signal()

    def __init__(self, source: ModelSource, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("modelPicker")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow follows the name
        self._source = source
        self._theme = theme
        self._model: ModelRef | None = None
        self.clicked.connect(self.open_menu)
        theme.changed.connect(self._draw)
        self._draw()
        self.retranslate()

    @property
    def model(self) -> ModelRef:
        """The chat's model, or the default where it has none."""
        return self._model or self._source.default()

    def show_model(self, model: ModelRef | None) -> None:
        self._model = model
        self.retranslate()

    def open_menu(self) -> None:
        menu = new_menu(self)
        menu.setLayoutDirection(QGuiApplication.layoutDirection())
        menu.setObjectName("modelMenu")
        for endpoint in self._source.endpoints():
            if endpoint.id != GUIDE_ENDPOINT_ID:
                self._add_endpoint(menu, endpoint)
        if not menu.isEmpty():
            menu.addSeparator()
        self._add_model(menu, GUIDE_REF)
        menu.addSeparator()
        menu.addAction(translate("ModelPicker", "Add a model…")).triggered.connect(self.add_wanted)
        popup_below(menu, self)

    def retranslate(self) -> None:
        name = model_name(self.model)
        self.setText(name)
        self.setToolTip(translate("ModelPicker", "Choose the model of this chat"))
        self.setAccessibleName(translate("ModelPicker", "Model: {name}").format(name=name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _add_endpoint(self, menu: QMenu, endpoint: Endpoint) -> None:
        if len(endpoint.models) > MANY_MODELS:
            menu = menu.addMenu(endpoint.name)
        elif endpoint.models:
            menu.addAction(endpoint.name).setEnabled(False)
        for name in endpoint.models:
            self._add_model(menu, ModelRef(endpoint_id=endpoint.id, model=name))

    def _add_model(self, menu: QMenu, ref: ModelRef) -> None:
        action = menu.addAction(model_name(ref).replace("&", "&&"))
        action.triggered.connect(partial(self._choose, ref))
        if ref == self.model:
            theme = self._theme.theme
            action.setIcon(icon("check", theme.color("accent"), theme.px("icon")))

    def _choose(self, ref: ModelRef, *_checked: bool) -> None:
        self.chosen.emit(ref)

    def _draw(self) -> None:
        theme = self._theme.theme
        side = theme.px("small")
        self.setIcon(icon("chevron-down", theme.color("muted"), side))
        self.setIconSize(QSize(side, side))


def model_name(ref: ModelRef) -> str:
    """What a model is called in the window."""
    if ref.endpoint_id == GUIDE_ENDPOINT_ID:
        return translate("ModelPicker", "Offline guide")
    return ref.model
