"""Newer versions on the about page: whether to ask, whom, and what the answer was."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.qt.form import Field, FieldKind, FieldRow, FieldValue
from gui.qt.phrases import in_a_row
from gui.qt.reflow import ReflowRow
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Theme
from gui.services.release_page import Fault, is_askable
from gui.services.setting import CHECK_UPDATES, UPDATE_ADDRESS
from gui.services.settings import Settings
from gui.services.update_check import STATE, Known, Outcome, UpdateCheck
from gui.views.link_opener import open_link
from gui.views.settings.pane import Card, path_line, show_state, words

translate = QCoreApplication.translate

LINE_LETTERS = 34
"""How many letters a line must hold for the buttons to stay beside the words."""


class UpdateCard(Card):
    """Says who would be asked and what they learn before anybody is asked."""

    def __init__(
        self, theme: Theme, check: UpdateCheck, *, settings: Settings, tasks: TaskScope
    ) -> None:
        super().__init__(theme)
        self.setObjectName("updateCard")
        self._check = check
        self._settings = settings
        self._tasks = tasks
        self._busy = False
        self._switch = FieldRow(self._switch_field(), theme)
        self._address = FieldRow(self._address_field(), theme)
        self._state = _status()
        self._page = path_line()
        self._page.setObjectName("releasePage")
        self._now = _button("checkUpdatesButton")
        self._open = _button("openReleaseButton")
        ours = ReflowRow(spacing=theme.px("space_4"))
        ours.add(words("Parley", role="strong"), stretch=1)
        ours.add(words(check.version, role="value"), align=Qt.AlignmentFlag.AlignVCenter)
        for row in (ours, self._switch, self._address, self._answer_row(theme)):
            self.add_row(row)
        self._switch.changed.connect(self._take_switch)
        self._address.changed.connect(self._forget_problem)
        line = self._address.control
        if isinstance(line, QLineEdit):  # a half-written address must not be asked
            line.editingFinished.connect(self._take_address)
        self._now.clicked.connect(self._ask)
        self._open.clicked.connect(self._open_page)
        self.destroyed.connect(settings.subscribe(self._follow))
        self._address.show_value(settings.get(UPDATE_ADDRESS))
        self.retranslate()

    def retranslate(self) -> None:
        self._switch.describe(self._switch_field())
        self._address.describe(self._address_field())
        self._now.setText(translate("Updates", "Check now"))
        self._open.setText(translate("Updates", "Open page"))
        self._page.setAccessibleName(translate("Updates", "Page of the new version"))
        self._show()

    def _follow(self, name: str) -> None:
        if name == UPDATE_ADDRESS.id:
            self._address.show_value(self._settings.get(UPDATE_ADDRESS))
        if name in (CHECK_UPDATES.id, UPDATE_ADDRESS.id, STATE):
            self._show()

    def _show(self) -> None:
        usable = self._check.usable
        self._switch.describe(self._switch_field())
        self._switch.show_value(self._check.wanted)
        self._switch.control.setEnabled(usable)
        missing = translate("Updates", "There is no address to ask yet: enter one below.")
        self._switch.show_note("" if usable else missing)
        self._now.setEnabled(usable)
        known = self._check.known()
        page = known.release.page if known.release else ""
        show_state(self._state, *_told(known, busy=self._busy))
        self._page.setText(page)
        self._page.setCursorPosition(0)
        self._page.setVisible(bool(page))
        self._open.setVisible(bool(page))

    def _switch_field(self) -> Field:
        help_text = ""
        if self._check.usable:
            help_text = translate(
                "Updates",
                "Once a day Parley asks {host} for the newest version. That host learns this "
                "computer's internet address and that it is Parley that asks; nothing else is "
                "sent. Parley only tells you: it downloads and changes nothing.",
            ).format(host=self._check.host)
        return Field(
            id=CHECK_UPDATES.id,
            kind=FieldKind.SWITCH,
            title=translate("Settings", CHECK_UPDATES.title),
            help=help_text,
        )

    def _address_field(self) -> Field:
        given = self._check.given_address
        if given:
            help_text = translate("Updates", "Empty for the address that came with this copy.")
        else:
            help_text = translate("Updates", "This copy of Parley came without an address.")
        return Field(
            id=UPDATE_ADDRESS.id,
            kind=FieldKind.TEXT,
            title=translate("Settings", UPDATE_ADDRESS.title),
            help=help_text,
            placeholder=given or "https://",
        )

    def _answer_row(self, theme: Theme) -> ReflowRow:
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        column.addWidget(self._state)
        column.addWidget(self._page)
        row = ReflowRow(spacing=theme.px("space_2"))
        row.add(said, stretch=1, comfort=self._comfort)
        for button in (self._open, self._now):
            row.add(button, align=Qt.AlignmentFlag.AlignVCenter)
        return row

    def _comfort(self) -> int:
        return self.fontMetrics().averageCharWidth() * LINE_LETTERS

    def _take_switch(self, value: FieldValue) -> None:
        self._settings.set(CHECK_UPDATES, bool(value))

    def _forget_problem(self, _value: FieldValue) -> None:
        self._address.show_problem("")

    def _take_address(self) -> None:
        address = str(self._address.value).strip()
        if address and not is_askable(address):
            self._address.show_problem(
                translate("Updates", "Only addresses that begin with https:// can be asked.")
            )
            return
        self._settings.set(UPDATE_ADDRESS, address)

    def _ask(self) -> None:
        """Once at a time; a button switched off meanwhile would lose the focus."""
        if self._busy:
            return
        self._busy = True
        self._tasks.start("check for updates", self._ask_now())

    async def _ask_now(self) -> None:
        self._show()
        try:
            await self._check.ask()
        finally:
            self._busy = False
        self._check.take_untold()  # it is being read here
        self._show()

    def _open_page(self) -> None:
        self._tasks.start("page", open_link(self, self._page.text()))


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    return button


def _status() -> QLabel:
    label = words("", role="status")
    label.setObjectName("updateState")
    return label


def _told(known: Known, *, busy: bool) -> tuple[str, str]:
    """The words about the last question, and the state that colours them."""
    if busy:
        return translate("Updates", "Asking…"), ""
    at = QDateTime.fromSecsSinceEpoch(int(known.at))
    when = translate("Updates", "Asked on {time}.").format(
        time=QLocale().toString(at, QLocale.FormatType.ShortFormat)
    )
    match known.outcome:
        case Outcome.NEVER:
            return translate("Updates", "Nobody has been asked yet."), ""
        case Outcome.CURRENT:
            return in_a_row(translate("Updates", "This is the newest version."), when), "ok"
        case Outcome.FAILED:
            return in_a_row(_fault(known.fault), when), "bad"
        case Outcome.NEWER:
            version = known.release.version if known.release else ""
            found = translate("Updates", "Parley {version} is available.").format(version=version)
            return in_a_row(found, _fault(known.fault), when), "ok"


def _fault(fault: Fault | None) -> str:
    match fault:
        case None:
            return ""
        case Fault.ADDRESS:
            return translate("Updates", "There is no address to ask.")
        case Fault.UNREACHABLE:
            return translate("Updates", "The host could not be reached.")
        case Fault.REFUSED:
            return translate("Updates", "The host refused to answer.")
        case Fault.ELSEWHERE:
            return translate("Updates", "The host pointed elsewhere, which was not followed.")
        case Fault.UNREADABLE:
            return translate("Updates", "The answer names no version.")
