"""What is imported is shown first, and only what is allowed is taken in."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton

from gui.model.trust import code_digest
from gui.views.agents.code_view import CodeView
from gui.views.agents.trust_preview import TrustPreview
from tests.model.teams import Json, agent
from tests.views.agents.shelf import Bench, open_page, some_components
from tests.views.settings.bench import click, find, is_shown
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

SOURCE = "def count(text: str) -> int:\n    return len(text)\n"


def code_tool() -> Json:
    return {
        "provider": "autogen_core.tools.FunctionTool",
        "component_type": "tool",
        "config": {
            "name": "count",
            "description": "Counts letters",
            "source_code": SOURCE,
            "global_imports": ["math"],
            "has_cancellation_support": False,
        },
    }


def server_bench() -> Json:
    params = {"type": "StdioServerParams", "command": "uvx", "args": ["mcp-server-time"]}
    return {
        "provider": "autogen_ext.tools.mcp.McpWorkbench",
        "component_type": "workbench",
        "config": {"server_params": {**params, "env": {"TIME_KEY": "secret-value"}}},
    }


def foreign() -> Json:
    return {"provider": "evil.module.Agent", "component_type": "agent", "config": {"name": "x"}}


async def preview_of(bench: Bench, source: Path | str) -> TrustPreview:
    bench.page.offer_import(source)
    window = bench.page.window()
    await until(lambda: any(each.isVisible() for each in window.findChildren(TrustPreview)))
    return find(window, TrustPreview, "trustPreview")


async def gone(bench: Bench) -> None:
    await until(lambda: not is_shown(bench.page.window(), "trustPreview"))


def own(bench: Bench) -> list[str]:
    return [spec.title for spec in bench.library.list() if not spec.id.startswith("shipped.")]


def has(bench: Bench, count: int) -> bool:
    return len(own(bench)) == count


def test_what_is_safe_is_imported_with_one_click(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            preview = await preview_of(bench, json.dumps(agent("helper")))
            assert not preview.findChildren(QCheckBox, "allowCode")
            click(preview, "importTrustedButton")
            await gone(bench)
            await until(lambda: len(own(bench)) == 2)

    run(check())


def test_code_is_shown_whole_and_needs_a_yes(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            text = json.dumps(agent("helper", tools=[code_tool()]))
            for count, allowed in ((2, False), (3, True)):
                preview = await preview_of(bench, text)
                code = find(preview, CodeView, "codeView").toPlainText()
                assert SOURCE.strip() in code
                assert "import math" in code
                box = find(preview, QCheckBox, "allowCode")
                assert not box.isChecked()
                box.setChecked(allowed)
                click(preview, "importTrustedButton")
                await gone(bench)
                await until(partial(has, bench, count))
                found = [spec for spec in bench.library.list() if spec.title == "helper"]
                kept = max(found, key=lambda spec: spec.id).component
                assert ("return len(text)" in kept) is allowed
                assert (code_digest(SOURCE, ["import math"]) in kept) is allowed

    run(check())


def test_a_server_is_named_with_its_command_and_no_secret(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            preview = await preview_of(bench, json.dumps(agent("h", workbench=[server_bench()])))
            shown = find(preview, CodeView, "codeView").toPlainText()
            assert "uvx mcp-server-time" in shown
            assert "TIME_KEY" in shown
            said = [label.text() for label in preview.findChildren(QLabel)]
            assert not any("secret-value" in text for text in [*said, shown])
            find(preview, QCheckBox, "allowCommand").setChecked(True)
            click(preview, "importTrustedButton")
            await gone(bench)
            await until(lambda: bench.servers)
            assert bench.servers[0].command == "uvx"

    run(check())


def test_what_is_refused_says_why_and_cannot_be_taken(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            preview = await preview_of(bench, json.dumps(foreign()))
            assert not find(preview, QCheckBox, "takeCandidate").isEnabled()
            assert not find(preview, QPushButton, "importTrustedButton").isEnabled()
            said = [label.text() for label in preview.findChildren(QLabel)]
            assert any("foreign code" in text for text in said)
            click(preview, "importCancelButton")
            await gone(bench)
            assert own(bench) == ["Panel"]

    run(check())


def test_some_of_a_list_are_taken(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            several = [agent("one"), agent("two"), foreign()]
            preview = await preview_of(bench, json.dumps(several))
            boxes = preview.findChildren(QCheckBox, "takeCandidate")
            assert [box.isChecked() for box in boxes] == [True, True, False]
            boxes[0].setChecked(False)
            click(preview, "importTrustedButton")
            await gone(bench)
            await until(lambda: len(own(bench)) == 2)

    run(check())


def test_what_is_no_component_is_said(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            bench.page.offer_import("no JSON at all")
            await until(lambda: bench.notices.notice is not None)
            assert bench.notices.notice is not None
            assert "not JSON" in bench.notices.notice.text

    run(check())


def test_a_file_can_be_dropped_and_a_text_pasted(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "helper.json"
    path.write_text(json.dumps(agent("helper")), encoding="utf-8")

    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            drop(bench, path)
            await until(lambda: is_shown(bench.page.window(), "trustPreview"))
            preview = find(bench.page.window(), TrustPreview, "trustPreview")
            assert any("helper.json" in label.text() for label in preview.findChildren(QLabel))
            click(preview, "importCancelButton")
            await gone(bench)
            QGuiApplication.clipboard().setText(path.read_text(encoding="utf-8"))
            QTest.keyClick(bench.page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: is_shown(bench.page.window(), "trustPreview"))
            click(find(bench.page.window(), TrustPreview, "trustPreview"), "importCancelButton")
            await gone(bench)

    run(check())


def drop(bench: Bench, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, plain)
    QApplication.sendEvent(bench.page, enter)
    QApplication.sendEvent(bench.page, QDropEvent(QPointF(5, 5), copy, data, left, plain))
