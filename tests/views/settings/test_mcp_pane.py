"""MCP servers in the settings: added, imported, checked and switched, with real processes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.model.mcp_server import McpServer, Transport
from gui.qt.form_controls import Lines, SecretLine, Switch, TextLine
from gui.views.settings.settings_page import SettingsPage
from tests.mcp_servers.house import PLAIN, plain
from tests.views.settings.bench import Bench, choose, click, find, is_shown, open_bench, says, shown
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

SECRET = "tok-1234567890-abcd"


def mcp_page(bench: Bench) -> SettingsPage:
    page = SettingsPage(bench.parts)
    page.show_page("mcp")
    return page


def fill(page: QWidget, name: str, text: str) -> None:
    line = find(page, TextLine, name)
    line.selectAll()
    QTest.keyClicks(line, text)


def paste(page: QWidget, name: str, text: str) -> None:
    lines = find(page, Lines, name)
    lines.setPlainText(text)
    lines._flush()


def text_of(page: QWidget, name: str) -> str:
    return find(page, QLabel, name).text()


async def turn_on(page: QWidget, server: McpServer) -> None:
    row = find(page, QWidget, f"mcp-{server.id}")
    find(row, Switch, "mcpSwitch").click()


def test_a_server_is_added_checked_and_its_tools_are_switched(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(mcp_page(bench)) as page:
            assert says(page, "No server yet")
            click(page, "addMcpButton")
            click(page, "saveMcpButton")
            assert says(page, "Give the server a name.")
            assert says(page, "Enter the command that starts it.")
            fill(page, "mcpName", "Plain")
            fill(page, "mcpCommand", f'"{sys.executable}" "{PLAIN}" good')
            paste(page, "mcpValues", f"LEVEL=2\nMY_TOKEN={SECRET}")
            click(page, "saveMcpButton")
            await until(lambda: not is_shown(page, "mcpEditor"))
            (made,) = bench.servers.list()
            assert (made.command, made.args) == (sys.executable, (str(PLAIN), "good"))
            assert (made.environment, made.secrets) == ({"LEVEL": "2"}, ("MY_TOKEN",))
            assert not made.enabled
            assert await bench.servers.secrets_of(made) == {"MY_TOKEN": SECRET}
            await bench.parts.settings.flush()
            assert SECRET not in (tmp_path / "settings.json").read_text(encoding="utf-8")
            assert says(page, "Off")
            click(page, "mcpDetailsButton")
            click(page, "mcpCheckButton")
            await until(lambda: is_shown(page, "mcpTool-echo"))
            assert says(page, "✓ List its tools")
            assert says(page, "Says that it only reads.")
            find(page, Switch, "mcpTool-picture").click()
            assert bench.servers.list()[0].switched_off == ("picture",)
            click(page, "mcpCopyButton")
            report = QGuiApplication.clipboard().text()
            assert "tools: done" in report
            assert SECRET not in report
            click(page, "mcpBackButton")
            await turn_on(page, made)
            assert bench.servers.list()[0].enabled

    run(story())


def test_the_doctor_says_what_is_wrong_and_follows_the_cure(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            made = bench.servers.add(replace(plain("crash"), name="Weather"))
            async with shown(mcp_page(bench)) as page:
                click(page, "mcpDetailsButton")
                click(page, "mcpCheckButton")
                await until(lambda: says(page, "The server ended at once (exit code 2)."))
                assert "No module named 'weather'" in text_of(page, "mcpErrors")
                assert says(page, "✕ Greet it")
                click(page, "mcpDetailsEditButton")
                fill(page, "mcpCommand", f'"{sys.executable}" "{PLAIN}" good')
                click(page, "saveMcpButton")
                await until(lambda: not is_shown(page, "mcpEditor"))
                click(page, "mcpDetailsButton")
                click(page, "mcpCheckButton")
                await until(lambda: says(page, "Running · 14 tool"))
                assert bench.servers.get(made.id) is not None
                click(page, "mcpStopButton")
                await until(lambda: says(page, "Starts when it is needed"))

    run(story())


def test_what_other_programs_keep_is_shown_before_it_is_added(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    text = json.dumps(
        {
            "mcpServers": {
                "plain": {
                    "command": sys.executable,
                    "args": [str(PLAIN), "good"],
                    "env": {"API_KEY": SECRET, "PIN_TOKEN": "${input:pin}", "LEVEL": "3"},
                    "autoApprove": ["echo"],
                },
                "socket": {"type": "ws", "url": "ws://127.0.0.1:1"},
            }
        }
    )

    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(mcp_page(bench)) as page:
            click(page, "importMcpButton")
            paste(page, "mcpJson", "nothing of this kind")
            assert says(page, "There is no MCP server in it.")
            paste(page, "mcpJson", text)
            assert says(page, f"{sys.executable} {PLAIN} good")
            assert says(page, "Runs on this computer, with all your rights.")
            assert says(page, "Variables: LEVEL=3")
            assert says(page, "Secrets: API_KEY, PIN_TOKEN")
            assert says(page, "“autoApprove” is not taken over")
            assert says(page, "socket: Parley does not speak its transport.")
            assert not says(page, SECRET)
            assert bench.servers.list() == ()
            QTest.keyClicks(find(page, SecretLine, "mcpSecret-PIN_TOKEN").line, "4321")
            await until(lambda: find(page, QWidget, "mcpAddButton").isEnabled())
            click(page, "mcpAddButton")
            await until(lambda: not is_shown(page, "mcpImport"))
            (made,) = bench.servers.list()
            assert (made.name, made.enabled) == ("plain", False)
            assert await bench.servers.secrets_of(made) == {"API_KEY": SECRET, "PIN_TOKEN": "4321"}

    run(story())


def test_a_kept_secret_stays_unseen_and_goes_to_no_other_address(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    web = McpServer(
        id="",
        name="Web",
        transport=Transport.HTTP,
        url="https://mcp.example.invalid/mcp",
        secrets=("Authorization",),
    )

    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            made = await bench.servers.save(web, {"Authorization": f"Bearer {SECRET}"})
            async with shown(mcp_page(bench)) as page:
                click(page, "mcpEditButton")
                assert find(page, Lines, "mcpValues").toPlainText() == "Authorization: ••••••"
                fill(page, "mcpUrl", "https://other.example.invalid/mcp")
                click(page, "saveMcpButton")
                assert says(page, "The kept secrets are for another server.")
                fill(page, "mcpUrl", "https://mcp.example.invalid/v2")
                click(page, "saveMcpButton")
                await until(lambda: not is_shown(page, "mcpEditor"))
                now = bench.servers.get(made.id)
                assert now is not None
                assert now.url == "https://mcp.example.invalid/v2"
                assert await bench.servers.secrets_of(now) == {"Authorization": f"Bearer {SECRET}"}

    run(story())


def test_a_server_is_removed_only_after_a_question(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            bench.servers.add(plain())
            async with shown(mcp_page(bench)) as page:
                click(page, "mcpRemoveButton")
                assert says(page, "Remove Plain and its secrets?")
                click(page, "mcpRemoveCancelButton")
                click(page, "mcpRemoveButton")
                click(page, "mcpRemoveConfirmButton")
                await until(lambda: says(page, "No server yet"))

    run(story())


def test_another_transport_shows_other_fields(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(mcp_page(bench)) as page:
            click(page, "addMcpButton")
            assert is_shown(page, "mcpCommand")
            assert not is_shown(page, "mcpUrl")
            choose(page, "mcpTransport", "http")
            assert is_shown(page, "mcpUrl")
            assert not is_shown(page, "mcpCommand")
            assert says(page, "Headers")
            page.step_back()
            assert is_shown(page, "addMcpButton")

    run(story())
