"""What an agent is given, as a list to tick: tools, servers, members to hand over to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from gui.model.gate import Effect
from gui.model.json_place import Json, at
from gui.model.team_shape import handoff_target
from gui.qt.theme import Theme
from gui.views.agents.parts import Offer
from gui.views.agents.value_rows import TitledRow
from gui.views.settings.pane import restyle, words
from gui.views.tool_titles import effect_words

translate = QCoreApplication.translate


class CheckRow(TitledRow):
    """`offers` is asked each time, since it may depend on the component. What is ticked and no
    longer offered stays, and can be taken away. Handoffs that are objects stay as they are."""

    def __init__(
        self, pointer: str, name: str, theme: Theme, offers: Callable[[Json], Sequence[Offer]]
    ) -> None:
        super().__init__(pointer, name, theme)
        self._offers = offers
        self._root: Json = None
        self._shown: tuple[Offer, ...] | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._list = QWidget()
        self._none = words("", role="small")
        self.body.addWidget(self._none)
        self.body.addWidget(self._list)
        self.retranslate()

    def show_json(self, root: Json) -> None:
        self._root = root
        chosen = self._chosen()
        offers = tuple(self._offers(root))
        known = {offer.id for offer in offers}
        offers += tuple(Offer(id=each, name=each) for each in chosen if each not in known)
        if offers != self._shown:
            self._shown = offers
            self._build(offers)
        for offer_id, box in self._boxes.items():
            box.setChecked(offer_id in chosen)
        self._none.setVisible(not offers)

    def retranslate(self) -> None:
        super().retranslate()
        self._none.setText(translate("Agents", "There are none yet."))
        if self._shown is not None:
            self._shown = None
            self.show_json(self._root)

    def _chosen(self) -> list[str]:
        return [target for each in self._entries() if (target := handoff_target(each))]

    def _entries(self) -> list[Json]:
        value = at(self._root, self.pointer)
        return value if isinstance(value, list) else []

    def _build(self, offers: Sequence[Offer]) -> None:
        self.body.removeWidget(self._list)
        self._list.hide()
        self._list.deleteLater()
        self._boxes = {}
        self._list = QWidget()
        grid = QGridLayout(self._list)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme_now.px("space_3"))
        grid.setVerticalSpacing(self.theme_now.px("space_2"))
        grid.setColumnStretch(1, 1)
        for number, offer in enumerate(offers):
            box = QCheckBox(offer.name)
            box.setObjectName(f"check.{offer.id}")
            effect = effect_words(Effect(offer.effect)) if offer.effect else ""
            box.setAccessibleDescription(f"{offer.about} {effect}".strip())
            box.toggled.connect(partial(self._tick, offer.id))
            about = _wide_label(offer.about)
            mark = QLabel(effect)
            mark.setProperty("role", "effect")
            restyle(mark, "risky", on=offer.effect in ("write", "run"))
            for column, widget in enumerate((box, about, mark)):
                grid.addWidget(widget, number, column)
            self._boxes[offer.id] = box
        self.body.addWidget(self._list)

    def _tick(self, offer_id: str, checked: bool) -> None:
        entries = self._entries()
        there = offer_id in self._chosen()
        if checked and not there:
            self.edited.emit(self.pointer, [*entries, offer_id])
        elif there and not checked:
            kept = [each for each in entries if handoff_target(each) != offer_id]
            self.edited.emit(self.pointer, kept)


def _wide_label(text: str) -> QLabel:
    label = words(text, role="small")
    label.setWordWrap(True)
    return label
