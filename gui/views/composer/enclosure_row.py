"""What goes with the message, as a row of chips beneath the text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

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
        self.hide()

    @property
    def names(self) -> tuple[str, ...]:
        """Of what goes with the message, in its order."""
        picture = translate("Composer", "Picture")
        return tuple(one.part.name or picture for one in self._shown)

    def show_enclosures(
        self, enclosures: tuple[Enclosure, ...], *, read: ReadAttachment | None
    ) -> None:
        self._shown = enclosures
        self.show_widgets([self._chip(one, read) for one in enclosures])

    def _chip(self, enclosure: Enclosure, read: ReadAttachment | None) -> QWidget:
        chip = EnclosureChip(enclosure, theme=self._theme, read=read)
        chip.remove_wanted.connect(self.remove_wanted)
        chip.preview_wanted.connect(self.preview_wanted)
        return chip
