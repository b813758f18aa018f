"""Real settings, endpoints and keys in a folder, with a keyring in memory, for tests of pages."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError, PasswordDeleteError
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from gui.engine.mcp.pool import McpPool
from gui.engine.scripted import ScriptedEngine
from gui.model.endpoint import Endpoint
from gui.model.gate import DecidedBy, Policy, Verdict
from gui.model.plan import EndpointReport
from gui.qt.form_controls import Choices
from gui.qt.theme import ThemeSwitch
from gui.services.child_table import ChildTable
from gui.services.distribution import Distribution
from gui.services.endpoints import Endpoints
from gui.services.engine_port import Engine
from gui.services.folders import Folders
from gui.services.mcp_servers import McpServers
from gui.services.migrations import MIGRATIONS, migrate
from gui.services.price_book import PriceBook
from gui.services.saved_prompts import SavedPrompts
from gui.services.secrets import SERVICE, Secrets
from gui.services.settings import Settings
from gui.services.stored_usage import StoredUsage
from gui.services.update_check import UpdateCheck
from gui.services.usage_book import UsageBook
from gui.services.user_memory import UserMemory
from gui.views.settings.mcp_desk import McpDesk
from gui.views.settings.parts import SettingsParts
from gui.views.settings.providers import Providers
from gui.views.tool_rules import RecentDecision, ToolRules
from tests.mcp_servers.house import ENVIRON, starting_in
from tests.views.open_window import destroy
from tests.waiting import until

LEFT = Qt.MouseButton.LeftButton

V = TypeVar("V")
W = TypeVar("W", bound=QWidget)


class MemoryKeyring(KeyringBackend):
    """A keyring that works, in memory."""

    priority = 9

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError(username)
        del self.kept[service, username]

    def key(self, endpoint_id: str) -> str | None:
        value = self.get_password(SERVICE, endpoint_id)
        return str(json.loads(value)["key"]) if value else None


class NoKeyring(KeyringBackend):
    """What a computer without a keyring has."""

    priority = 0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def get_password(self, service: str, username: str) -> str | None:
        raise NoKeyringError

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NoKeyringError

    def delete_password(self, service: str, username: str) -> None:
        raise NoKeyringError


class TrialEngine(ScriptedEngine):
    """An engine whose tests give `report`, once `gate` is open."""

    def __init__(self) -> None:
        super().__init__()
        self.report = EndpointReport(models=("first", "second"), seconds=0.4)
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked: list[tuple[Endpoint, str, str | None]] = []
        self.cancelled = 0

    async def test(self, endpoint: Endpoint, *, model: str, key: str | None) -> EndpointReport:
        self.asked.append((endpoint, model, key))
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return self.report


PAST = (
    RecentDecision(
        title="Audit log",
        tool="files/write_file",
        verdict=Verdict(allowed=True, by=DecidedBy.USER, at=1_790_000_000.0, asked="{}"),
    ),
    RecentDecision(
        title="",
        tool="code/run_python",
        verdict=Verdict(allowed=False, by=DecidedBy.CHAT, at=1_790_000_000.0, reason="No."),
    ),
)


class KeptRules:
    """Rules in memory."""

    def __init__(self, **rules: Policy) -> None:
        self.rules = dict(rules)
        self.past = PAST

    @property
    def source(self) -> ToolRules:
        return ToolRules(everywhere=lambda: self.rules, set=self._set, decisions=self._decisions)

    def _set(self, tool: str, policy: Policy | None) -> None:
        self.rules.pop(tool, None)
        if policy is not None:
            self.rules[tool] = policy

    async def _decisions(self, limit: int) -> tuple[RecentDecision, ...]:
        return self.past[:limit]


class Pools:
    """MCP servers as real processes, started when a page first asks for them."""

    def __init__(self, servers: McpServers, folder: Path, environ: Mapping[str, str]) -> None:
        self._servers = servers
        self._environ = environ
        self._table = ChildTable(folder / "logs" / "children")
        self._pool: McpPool | None = None

    async def runner(self) -> McpPool:
        if self._pool is None:
            self._pool = McpPool(self._servers, starting_in(self._table), self._environ)
        return self._pool

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
        await self._table.end_all()


@dataclass(kw_only=True)
class Bench:
    """What a page is built from, and what it did to it."""

    parts: SettingsParts
    endpoints: Endpoints
    servers: McpServers
    keyring: KeyringBackend
    trial: TrialEngine
    errors: list[BaseException] = field(default_factory=list)

    def key(self, endpoint_id: str) -> str | None:
        assert isinstance(self.keyring, MemoryKeyring)
        return self.keyring.key(endpoint_id)


@contextmanager
def used_keyring(backend: KeyringBackend) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)


def usage_in_memory(settings: Settings, folder: Path) -> UsageBook:
    """Of chats that nobody has begun."""
    connection = sqlite3.connect(":memory:")
    connection.isolation_level = None
    migrate(connection, MIGRATIONS, folder)

    def submit(work: Callable[[sqlite3.Connection], V]) -> asyncio.Future[V]:
        done: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        done.set_result(work(connection))
        return done

    return UsageBook(StoredUsage(submit), PriceBook(settings, tuple), flush=bool)


@asynccontextmanager
async def open_bench(
    app: QApplication,
    folder: Path,
    *,
    backend: KeyringBackend | None = None,
    engine: Engine | None = None,
    scale: int = 100,
    updates: str = "",
    environ: Mapping[str, str] = ENVIRON,
) -> AsyncIterator[Bench]:
    used = backend or MemoryKeyring()
    trial = TrialEngine()
    settings = Settings(folder / "settings.json")
    endpoints = Endpoints(settings)
    theme = ThemeSwitch(app, choice="light", scale=scale)
    errors: list[BaseException] = []

    async def engine_at_hand() -> Engine:
        return engine or trial

    secrets = Secrets(folder / "keys.json")
    providers = Providers(
        endpoints=endpoints,
        secrets=secrets,
        engine=engine_at_hand,
        environ={"OPENAI_API_KEY": "from-the-environment"},
    )
    servers = McpServers(settings, secrets)
    pools = Pools(servers, folder, environ)
    parts = SettingsParts(
        settings=settings,
        providers=providers,
        mcp=McpDesk(servers=servers, secrets=secrets, runner=pools.runner),
        theme=theme,
        folders=Folders(data=folder, config=folder, log=folder / "logs"),
        memory=UserMemory(folder / "memory.json"),
        prompts=SavedPrompts(settings),
        shortcuts=lambda: (("New chat", "Ctrl+N"), ("Without keys", "")),
        updates=UpdateCheck(settings, Distribution(updates=updates), version="1.2.3"),
        version="1.2.3",
        on_error=errors.append,
        usage=usage_in_memory(settings, folder),
        rules=KeptRules(**{"files/write_file": Policy.ALLOW}).source,
    )
    with used_keyring(used):
        try:
            yield Bench(
                parts=parts,
                endpoints=endpoints,
                servers=servers,
                keyring=used,
                trial=trial,
                errors=errors,
            )
            await settings.flush()
            assert not errors, errors
        finally:
            await pools.close()
            destroy(theme)


@asynccontextmanager
async def shown(page: W, *, width: int = 1100, height: int = 900) -> AsyncIterator[W]:
    page.resize(width, height)
    page.show()
    page.activateWindow()
    await until(page.isActiveWindow)
    try:
        yield page
        await asyncio.sleep(0)  # what was started has begun, so that it can be cancelled
    finally:
        page.hide()
        destroy(page)


def find(page: QWidget, kind: type[W], name: str) -> W:
    """The visible widget of that name; the last one where a page before it still fades."""
    found = [each for each in page.findChildren(kind, name) if each.isVisible()]
    assert found, name
    return found[-1]


def is_shown(page: QWidget, name: str) -> bool:
    return any(each.isVisible() for each in page.findChildren(QWidget, name))


def click(page: QWidget, name: str) -> None:
    button = find(page, QAbstractButton, name)
    assert button.isEnabled(), name
    QTest.mouseClick(button, LEFT)


def choose(page: QWidget, name: str, value: str) -> None:
    """Pick `value` in a box as a click in its list does."""
    box = find(page, Choices, name)
    index = box.findData(value)
    assert index >= 0, value
    box.setCurrentIndex(index)
    box.activated.emit(index)


def says(page: QWidget, text: str) -> bool:
    """Whether a visible label holds `text`."""
    labels = page.findChildren(QLabel)
    return any(text in label.text() for label in labels if label.isVisible())
