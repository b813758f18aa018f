"""The page about data: where it lies, how long, and what leaves this computer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.qt.phrases import in_a_row
from gui.qt.task_scope import TaskScope
from gui.services.backups import DAYS_KEPT, WEEKS_KEPT
from gui.services.data_sizes import DataSizes, data_sizes
from gui.services.secrets import KeyPlace
from gui.services.session_rows import PURGE_AFTER_MS
from gui.services.setting import EXPIRE, EXPIRE_DAYS
from gui.views.settings.backup_card import BackupCard
from gui.views.settings.data_desk import DataDesk
from gui.views.settings.data_place import DataPlace
from gui.views.settings.declared_card import DeclaredCard
from gui.views.settings.erase_card import EraseCard
from gui.views.settings.ledger_card import LedgerCard
from gui.views.settings.pane import Card, Pane, words
from gui.views.settings.parts import SettingsParts

translate = QCoreApplication.translate

MS_A_DAY = 24 * 3600 * 1000


class PrivacyPane(Pane):
    """Says only what is true of this version; read anew whenever it is shown."""

    page_wanted = Signal(str)  # of the settings

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__(parts.theme.theme)
        self._providers = parts.providers
        self._scope = TaskScope(self, parts.on_error)
        self._has_keyring = True
        self._parts = parts
        self._sizes: DataSizes | None = None
        folders = parts.folders
        self._facts = {
            name: DataPlace(parts.theme.theme, path)
            for name, path in (
                ("chats", folders.data),
                ("backups", folders.backups),
                ("work", folders.work),
                ("keys", folders.config),
                ("settings", folders.config),
                ("log", folders.log),
                ("network", None),
            )
        }
        card = Card(parts.theme.theme)
        for fact in self._facts.values():
            card.add_row(fact)
        self.body.addWidget(card)
        self._rule = DeclaredCard(parts, "privacy")
        self._more: _Desk | None = None
        if parts.data is not None:
            self._more = _Desk(parts, parts.data, rule=self._rule, tasks=self._scope)
            self._more.erase.erased.connect(self._refresh)
            self._more.tools.clicked.connect(lambda: self.page_wanted.emit("tools"))
            for widget in self._more.widgets:
                self.body.addSpacing(parts.theme.theme.px("space_2"))
                self.body.addWidget(widget)
        else:
            self.body.addWidget(self._rule)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        self._scope.start("places", self._read_places())
        if self._more is not None:
            self._more.refresh()

    async def _read_places(self) -> None:
        self._sizes = await data_sizes(self._parts.folders)
        self._has_keyring = KeyPlace.KEYRING in await self._providers.key_places()
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            translate("Settings", "Data & privacy"),
            translate(
                "Settings",
                "Your data stays on this computer, except what you send to a model and what agents "
                "send by tools.",
            ),
        )
        for name, (title, text) in self._texts().items():
            self._facts[name].say(title, text, _size_of(name, self._sizes))
        self._rule.retranslate()
        if self._more is not None:
            self._more.retranslate()

    def _texts(self) -> dict[str, tuple[str, str]]:
        days = {"deleted": PURGE_AFTER_MS // MS_A_DAY}
        copies = {"days": DAYS_KEPT, "weeks": WEEKS_KEPT}
        return {
            "chats": (
                translate("Settings", "Chats"),
                translate(
                    "Settings",
                    "All chats with their files, drafts and what the agents remember are in "
                    "parley.db, unencrypted. They stay until you delete them; {deleted} days "
                    "later they are erased.",
                ).format(**days),
            ),
            "backups": (
                translate("Settings", "Backups"),
                translate(
                    "Settings",
                    "Copies of that file: of {days} days, {weeks} weeks before, and your own. What "
                    "you delete stays in them until they go.",
                ).format(**copies),
            ),
            "work": (
                translate("Settings", "Work folders"),
                translate(
                    "Settings", "Where the tools of a chat write, unless you choose a folder."
                ),
            ),
            "keys": (translate("Settings", "Keys"), self._key_words()),
            "settings": (
                translate("Settings", "Settings"),
                translate(
                    "Settings",
                    "Your choices and the list of providers, never their keys. Beside the chats "
                    "are your agents and teams, what agents remember in all chats (memory.json), "
                    "and a seal by which Parley knows its own chat files (seal.key).",
                ),
            ),
            "log": (
                translate("Settings", "Log"),
                translate(
                    "Settings",
                    "What the program did, for when something goes wrong. No keys, no messages.",
                ),
            ),
            "network": (
                translate("Settings", "What leaves this computer"),
                translate(
                    "Settings",
                    "A chat's messages and files go to the provider of its model. Agents with "
                    "tools reach further: a page of the web that they read sees the request, an "
                    "MCP server what is asked of it, and code that you let run can send whatever "
                    "you can. The inspector shows whom an answer reached. "
                    "Parley sends no statistics, and looks for new versions only where you "
                    "switch that on in About.",
                ),
            ),
        }

    def _key_words(self) -> str:
        file = translate(
            "Settings",
            "Where you chose so, a key is kept for one run only, "
            "or unencrypted in keys.json, readable by your account only.",
        )
        if self._has_keyring:
            place = translate("Settings", "In the system keyring.")
        else:
            place = translate("Settings", "This computer has no system keyring.")
        return in_a_row(place, file)


class _Desk:
    """What can be done with the data, one part below the other."""

    def __init__(
        self, parts: SettingsParts, desk: DataDesk, *, rule: QWidget, tasks: TaskScope
    ) -> None:
        theme = parts.theme.theme
        self._desk = desk
        self._settings = parts.settings
        self._tasks = tasks
        self._backups = BackupCard(desk, theme, tasks=tasks)
        self._hosts = LedgerCard(theme)
        self.tools = QPushButton()
        self.tools.setObjectName("toolDecisionsButton")
        self._decisions = words("", role="small")
        self._rule_says = words("", role="small")
        self._rule_says.setObjectName("retentionWords")
        self.erase = EraseCard(desk, theme, tasks=tasks)
        link = QWidget()
        row = QHBoxLayout(link)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._decisions, 1)
        row.addWidget(self.tools)
        self.widgets: tuple[QWidget, ...] = (
            self._backups,
            self._hosts,
            link,
            rule,
            self._rule_says,
            self.erase,
        )
        rule.destroyed.connect(parts.settings.subscribe(self._follow))

    def refresh(self) -> None:
        self._backups.refresh()
        self._tasks.start("hosts", self._read_hosts())
        self._tasks.start("old chats", self._count_old())

    def retranslate(self) -> None:
        for card in (self._backups, self._hosts, self.erase):
            card.retranslate()
        self._decisions.setText(
            translate("Settings", "What you decided about tools, and your rules for them, are in")
        )
        self.tools.setText(translate("Settings", "Settings › Tools"))
        self.tools.setAccessibleName(self.tools.text())
        self._tasks.start("old chats", self._count_old())

    def _follow(self, name: str) -> None:
        if name in (EXPIRE.id, EXPIRE_DAYS.id):
            self._tasks.start("old chats", self._count_old())

    async def _read_hosts(self) -> None:
        self._hosts.show_hosts(await self._desk.hosts.hosts())

    async def _count_old(self) -> None:
        days = self._settings.get(EXPIRE_DAYS)
        found = len(await self._desk.retention.untouched(days))
        told = translate("Settings", "%n chat(s) would go now.", "", found)
        if self._settings.get(EXPIRE):
            told = translate("Settings", "%n chat(s) will go within minutes.", "", found)
        self._rule_says.setText(told)


def _size_of(name: str, sizes: DataSizes | None) -> int | None:
    if sizes is None:
        return None
    found = {
        "chats": sizes.chats,
        "backups": sizes.backups,
        "work": sizes.work,
        "settings": sizes.config,
        "log": sizes.log,
    }
    return found.get(name)
