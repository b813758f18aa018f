"""What "/" and "@" offer while a message is written: taken by keys, and never sent by itself."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from gui.model.mcp_report import McpState
from gui.services.saved_prompts import LONGEST
from tests.mcp_servers.house import plain
from tests.views.writing_place import team, writing
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_a_saved_prompt_is_found_by_typing_and_put_into_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.prompts.add("Review", "Read this as a reviewer.")
            at.prompts.add("Summary", "Sum this up:\n")
            at.type("/")
            assert at.listed() == ["Review", "Summary", "Manage prompts…"]
            assert at.chosen() == "Review"
            at.press(Qt.Key.Key_Down)
            assert at.chosen() == "Summary"
            at.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
            assert at.chosen() == "Manage prompts…"
            at.type("sum")
            assert at.listed() == ["Summary"]
            at.press(Qt.Key.Key_Tab)
            assert at.text == "Sum this up:\n"
            assert not at.panel.isVisible()
            assert at.desk.workspace.chat.composer.edit.hasFocus()
            session = at.desk.workspace.chat.session
            assert session is not None
            assert session.head_id is None  # nothing was sent

    run(story())


def test_what_a_saved_prompt_leaves_open_is_asked_for_and_remembered(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.prompts.add("Article", "Write about {{topic}} for {{reader}}; {{topic}} only.")
            at.type("/art")
            at.press(Qt.Key.Key_Return)
            form = at.panel.form
            topic, reader = form.findChildren(QLineEdit)
            assert (topic.accessibleName(), reader.accessibleName()) == ("topic", "reader")
            QTest.keyClicks(topic, "tea")
            QTest.keyClick(topic, Qt.Key.Key_Return)
            assert at.text == "Write about tea for {{reader}}; tea only."
            assert at.desk.workspace.chat.composer.edit.hasFocus()
            at.desk.workspace.chat.composer.edit.clear()
            at.type("/art")
            at.press(Qt.Key.Key_Return)
            assert form.findChildren(QLineEdit)[0].text() == "tea"

    run(story())


def test_the_list_goes_when_it_is_not_wanted(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.prompts.add("Review", "Read this.")
            at.type("/re")
            assert at.listed() == ["Review"]
            at.press(Qt.Key.Key_Escape)
            at.type("v")
            assert at.listed() == []
            assert at.text == "/rev"
            at.press(*[Qt.Key.Key_Backspace] * 4)
            at.type("/")
            assert at.listed()
            at.press(Qt.Key.Key_Backspace)
            assert at.listed() == []
            at.type("either/or /")
            assert at.listed() == []

    run(story())


def test_what_fits_no_prompt_is_sent_as_it_is(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.type("/usr/bin is full")
            assert at.listed() == ["Save this text as a prompt…"]
            assert at.chosen() == ""
            at.press(Qt.Key.Key_Return)
            await until(lambda: (chat := at.desk.workspace.chat.shown) and len(chat.turns) > 1)
            shown = at.desk.workspace.chat.shown
            assert shown is not None
            assert shown.turns[0].text == "/usr/bin is full"
            await until(lambda: not at.desk.house.service.is_running(shown.id))

    run(story())


def test_an_input_method_that_composes_keeps_its_keys(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.prompts.add("总结", "请总结：")
            edit = at.desk.workspace.chat.composer.edit
            QApplication.sendEvent(edit, QInputMethodEvent("/zong", []))
            assert at.listed() == []
            event = QInputMethodEvent("", [])
            event.setCommitString("／总")
            QApplication.sendEvent(edit, event)
            assert at.listed() == ["总结"]
            QApplication.sendEvent(edit, QInputMethodEvent("jie", []))
            at.press(Qt.Key.Key_Return)
            assert at.text == "／总"
            event = QInputMethodEvent("", [])
            event.setCommitString("结")
            QApplication.sendEvent(edit, event)
            at.press(Qt.Key.Key_Return)
            assert at.text == "请总结："

    run(story())


def test_a_text_becomes_a_prompt_and_stays_to_be_sent(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.paste("Write like 😀 Kafka.")
            at.press(Qt.Key.Key_Home)
            at.type("/")
            at.choose("Save this text as a prompt…")
            assert at.panel.asks
            at.fill("name", "Kafka")
            at.accept()
            assert [(one.name, one.text) for one in at.prompts.list()] == [
                ("Kafka", "Write like 😀 Kafka.")
            ]
            assert at.text == "Write like 😀 Kafka."
            edit = at.desk.workspace.chat.composer.edit
            edit.replace_text("x" * (LONGEST + 1))
            edit.moveCursor(QTextCursor.MoveOperation.Start)
            at.type("/")
            at.choose("Save this text as a prompt…")
            at.accept()
            problem = at.panel.findChild(QLabel, "offerFormProblem")
            assert problem is not None
            assert "20,000 characters" in problem.text()
            at.desk.workspace.chat.composer.show_draft("of another chat")
            assert not at.panel.isVisible()

    run(story())


def test_an_at_sign_names_a_member_of_the_team(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path, component=team("coder", "critic", "writer")) as at:
            at.paste("😀 Ask ")
            at.type("@")
            assert at.listed() == ["coder", "critic", "writer"]
            at.type("crit")
            at.press(Qt.Key.Key_Return)
            assert at.text == "😀 Ask @critic "
            at.type("me@c")
            assert at.listed() == []

    run(story())


def test_a_running_server_offers_its_prompts_with_a_form_for_what_they_need(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            server = at.servers.add(plain())
            at.servers.add(replace(plain(name="Off"), enabled=False))
            at.type("/")
            line = "Prompts of Plain…"
            assert at.listed() == [line, "Manage prompts…"]
            assert at.pool.status(server.id).state is McpState.STOPPED
            at.choose(line)
            assert at.listed() == ["Starting Plain…"]
            await until(lambda: "explain" in at.listed())
            at.choose("explain")
            assert at.panel.asks
            accept = at.panel.findChild(QPushButton, "offerFormAccept")
            assert accept is not None
            assert not accept.isEnabled()
            at.fill("topic", "tides")
            at.accept()
            await until(lambda: not at.panel.isVisible())
            assert at.text == "Explain tides."

    run(story())


def test_what_goes_wrong_with_a_server_is_one_line_of_the_list(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.servers.add(replace(plain(name="Broken"), command="/nowhere/to/be/found"))
            at.type("/")
            at.choose("Prompts of Broken…")
            await until(lambda: any(line.startswith("Broken: ") for line in at.listed()))
            (line,) = (one for one in at.listed() if one.startswith("Broken: "))
            assert "/nowhere/to/be/found" in line
            at.press(Qt.Key.Key_Escape)
            assert not at.panel.isVisible()

    run(story())


def test_only_servers_of_the_agents_that_answer_are_offered(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path, component=team("a", "b", servers=("?",))) as at:
            at.servers.add(plain())
            at.type("/")
            assert at.listed() == [
                "Type a text behind the “/” to save it as a prompt.",
                "Manage prompts…",
            ]

    run(story())
