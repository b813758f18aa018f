"""The licences of everything that Parley is made of: a list to search, and the text of one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.qt.keyed_delegate import KEYS_ROLE, KeyedDelegate
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import ThemeSwitch
from gui.services.licences import Licence
from gui.views.settings.pane import words

translate = QCoreApplication.translate

SEARCHED_ROLE = Qt.ItemDataRole.UserRole + 3
PLACE_ROLE = Qt.ItemDataRole.UserRole + 4

SHORT_LETTERS = 18
"""How much of a licence's name the list shows; the whole one stands above its text."""

TEXT_LETTERS = 40
"""How many letters of a text must fit beside the list."""

LIST_LETTERS = 36

LINE_LETTERS = 100


class LicencesPage(QWidget):
    """`closed` asks for the about page back. The text of the chosen row is on the right."""

    closed = Signal()

    def __init__(self, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("licencesPage")
        self._theme = theme
        self._licences: tuple[Licence, ...] = ()
        self._back = QPushButton()
        self._back.setObjectName("licencesBackButton")
        self._back.clicked.connect(self.closed)
        self._heading = words("", role="heading")
        self._search = QLineEdit()
        self._search.setObjectName("licencesSearch")
        self._search.setClearButtonEnabled(True)
        self._rows = QStandardItemModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._rows)
        self._found.setFilterRole(SEARCHED_ROLE)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list = _list(theme)
        self._list.setModel(self._found)
        self._list.selectionModel().currentChanged.connect(self._show_row)
        self._name = words("", role="strong")
        self._text = QPlainTextEdit()
        self._text.setObjectName("licenceText")
        self._text.setReadOnly(True)
        self._search.textChanged.connect(self._filter)
        self._arrange()
        self.setFocusProxy(self._search)
        self.retranslate()

    def show_licences(self, licences: tuple[Licence, ...]) -> None:
        self._licences = licences
        self._rows.clear()
        for place, one in enumerate(licences):
            title = f"{one.name} {one.version}".strip()
            item = QStandardItem(title)
            item.setData(place, PLACE_ROLE)
            item.setData(_short(one.licence), KEYS_ROLE)
            item.setData(f"{title} {one.licence}", SEARCHED_ROLE)
            item.setData(labelled(title, one.licence), Qt.ItemDataRole.AccessibleTextRole)
            self._rows.appendRow(item)
        self._choose_first()

    def retranslate(self) -> None:
        self._heading.setText(translate("Licences", "Licences"))
        self._back.setText(translate("Licences", "Back"))
        self._back.setAccessibleName(translate("Licences", "Back to About Parley"))
        self._search.setPlaceholderText(translate("Licences", "Name or licence"))
        self._search.setAccessibleName(translate("Licences", "Search the licences"))
        self._list.setAccessibleName(translate("Licences", "Components"))
        self._text.setAccessibleName(translate("Licences", "Text of the licence"))
        self._show_row(self._list.currentIndex())

    def _arrange(self) -> None:
        px = self._theme.theme.px
        head = ReflowRow(spacing=px("space_3"))
        head.add(self._heading, stretch=1)
        head.add(self._back, align=Qt.AlignmentFlag.AlignVCenter)
        said = _column(self._name, self._text, spacing=px("space_2"))
        found = _column(self._search, self._list, spacing=px("space_2"))
        body = ReflowRow(spacing=px("space_4"))
        body.add(found, stretch=2, comfort=lambda: self._letters(LIST_LETTERS))
        body.add(said, stretch=3, comfort=lambda: self._letters(TEXT_LETTERS))
        column = QVBoxLayout(self)
        side, edge = px("settings_margin"), px("space_5")
        column.setContentsMargins(side, px("space_6"), edge, edge)
        column.setSpacing(px("space_3"))
        column.addWidget(head)
        column.addWidget(body, 1)

    def _letters(self, number: int) -> int:
        return self.fontMetrics().averageCharWidth() * number

    def _filter(self, typed: str) -> None:
        self._found.setFilterFixedString(typed.strip())
        self._choose_first()

    def _choose_first(self) -> None:
        first = self._found.index(0, 0)
        self._list.setCurrentIndex(first)
        self._list.scrollToTop()
        self._show_row(first)

    def _show_row(self, index: QModelIndex) -> None:
        if not index.isValid():
            nothing = translate("Licences", "Nothing has this name or licence.")
            self._name.setText(nothing if self._licences else translate("Licences", "Reading…"))
            self._text.clear()
            return
        one = self._licences[int(index.data(PLACE_ROLE))]
        title = f"{one.name} {one.version}".strip()
        self._name.setText(f"{title} · {one.licence}" if one.licence else title)
        missing = translate(
            "Licences", "The text of this licence is not part of this installation."
        )
        text = one.text or missing
        self._text.setLineWrapMode(_wrap_mode(text))
        self._text.setPlainText(text)


def _list(theme: ThemeSwitch) -> QListView:
    view = QListView()
    view.setObjectName("licencesList")
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setUniformItemSizes(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setItemDelegate(KeyedDelegate(view, theme=theme))
    return view


def _column(*widgets: QWidget, spacing: int) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return whole


def _wrap_mode(text: str) -> QPlainTextEdit.LineWrapMode:
    """What was put into lines by hand is hard to read when those are broken again."""
    modes = QPlainTextEdit.LineWrapMode
    by_hand = "\n" in text and max(map(len, text.splitlines())) <= LINE_LETTERS
    return modes.NoWrap if by_hand else modes.WidgetWidth


def _short(licence: str) -> str:
    return licence if len(licence) <= SHORT_LETTERS else f"{licence[: SHORT_LETTERS - 1]}…"
