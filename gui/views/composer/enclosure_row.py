"""What goes with the message, as a row of chips beneath the text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gui.model.enclosure import Enclosure
from gui.qt.flow_row import FlowRow
from gui.qt.theme import ThemeSwitch
from gui.views.composer.enclosure_chip import EnclosureChip, ReadAttachment

translate = QCoreApplication.translate


class EnclosureRow(FlowRow):
    remove_wanted = Signal(str)  # the id of the enclosure
    preview_wanted = Signal(object)  # Enclosed

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__(spacing=theme.theme.px("space_2"))
        self.setObjectName("enclosureRow")
        self._theme = theme
        self._shown: tuple[Enclosure, ...] = ()
        self._chips: dict[str, EnclosureChip] = {}  # by the id of the enclosure
        self.hide()

    @property
    def names(self) -> tuple[str, ...]:
        """Of what goes with the message, in its order."""
        picture = translate("Composer", "Picture")
        return tuple(one.part.name or picture for one in self._shown)

    def show_enclosures(
        self, enclosures: tuple[Enclosure, ...], *, read: ReadAttachment | None
    ) -> None:
        """Those that are shown already stay as they are, and so does who has the focus."""
        self._shown = enclosures
        known = self._chips
        self._chips = {one.id: known.get(one.id) or self._chip(one, read) for one in enclosures}
        self.show_widgets([*self._chips.values()])

    def chip(self, place: int) -> EnclosureChip:
        return list(self._chips.values())[place]

    def order_tabs(self, before: QWidget, behind: QWidget) -> None:
        """The Tab key goes from `before` through all of these to `behind`."""
        for chip in self._chips.values():
            for widget in (chip, chip.remove):
                QWidget.setTabOrder(before, widget)
                before = widget
        QWidget.setTabOrder(before, behind)

    def holds_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _chip(self, enclosure: Enclosure, read: ReadAttachment | None) -> EnclosureChip:
        chip = EnclosureChip(enclosure, theme=self._theme, read=read)
        chip.remove_wanted.connect(self.remove_wanted)
        chip.preview_wanted.connect(self.preview_wanted)
        return chip
