"""The page about tools: the default, rules for single tools, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from gui.model.gate import Policy
from gui.qt.form_controls import Choices
from gui.services.setting import DEFAULT_POLICY
from gui.views.settings.settings_page import SettingsPage
from tests.views.open_window import destroy
from tests.views.settings.bench import KeptRules, open_bench
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def _words(page: QWidget) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)}


def test_rules_are_changed_and_removed(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        kept = KeptRules(write_file=Policy.ALLOW)
        async with open_bench(qapp, tmp_path) as bench:
            page = SettingsPage(replace(bench.parts, rules=kept.source))
            page.show()
            page.show_page("tools")
            choice = page.findChild(Choices, "toolRuleChoice")
            assert choice is not None
            assert choice.value() == "allow"
            choice.edited.emit("deny")
            assert kept.rules == {"write_file": Policy.DENY}
            remove = page.findChild(QPushButton, "removeRuleButton")
            assert remove is not None
            remove.click()
            assert kept.rules == {}
            assert (
                "None yet. The rules of one chat are in its menu, under Tools in this chat."
                in _words(page)
            )
            default = page.findChild(Choices, DEFAULT_POLICY.id)
            assert default is not None
            default.edited.emit("ask")
            assert bench.parts.settings.get(DEFAULT_POLICY) == "ask"
            destroy(page)

    run(work())


def test_decisions_are_listed(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            page = SettingsPage(replace(bench.parts, rules=KeptRules().source))
            page.show()
            page.show_page("tools")
            await until(lambda: any(words.endswith("· Audit log") for words in _words(page)))
            assert {
                "Allowed by you (with changed arguments)",
                "Denied by a rule of this chat: No.",
            } <= _words(page)
            assert any(words.endswith("· New chat") for words in _words(page))
            destroy(page)

    run(work())


def test_without_anybody_who_keeps_rules_there_is_no_page(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            page = SettingsPage(replace(bench.parts, rules=None))
            page.show_page("about")
            assert page.findChild(QWidget, "toolRuleRow") is None
            destroy(page)

    run(work())
