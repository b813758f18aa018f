"""Each rule of the house finds what breaks it, and leaves alone what does not."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.quality import test_look, test_loops_and_tasks, test_words
from tests.quality.source_tree import Finding, Source

Rule = Callable[[Source], Iterator[Finding]]

nested, colours, sizes, words = (
    test_loops_and_tasks._nested,
    test_look._colours,
    test_look._sizes,
    test_words._untranslated,
)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (nested, "dialog.exec()"),
        (nested, "QApplication.processEvents()"),
        (nested, "QMessageBox.question(self, title, text)"),
        (nested, "QtWidgets.QFileDialog.getOpenFileName(self)"),
        (nested, "loop = QEventLoop()"),
        (colours, 'pen.setColor("#2F6F5E")'),
        (colours, "QColor(255, 0, 0)"),
        (colours, "brush = Qt.GlobalColor.red"),
        (colours, 'svg = "fill: #fff"'),
        (sizes, "layout.setContentsMargins(0, 8, 0, 8)"),
        (sizes, "button.setFixedWidth(32)"),
        (sizes, 'css = f"padding: {gap}px"'),
        (sizes, 'QFont("Inter", 12)'),
        (words, 'label.setText("Send")'),
        (words, 'label.setText(f"{count} chats")'),
        (words, 'button.setToolTip(shortcut or "Send")'),
        (words, 'QPushButton("发送", self)'),
        (words, 'box.addItem("Light", "light")'),
    ],
)
def test_a_break_is_found(rule: Rule, code: str) -> None:
    assert list(rule(_source(code)))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (nested, "dialog.open()"),
        (nested, "menu.popup(place)"),
        (colours, 'color = theme.color("accent")'),
        (colours, 'heading = "# Chats"'),
        (colours, "brush = Qt.GlobalColor.transparent"),
        (sizes, "layout.setContentsMargins(0, 0, 0, 0)"),
        (sizes, 'button.setFixedWidth(theme.px("control"))'),
        (words, 'label.setText(translate("Chat", "Send"))'),
        (words, 'label.setText("")'),
        (words, 'label.setText(f"{used} / {limit}")'),
        (words, 'box.addItem(translate("Theme", "Light"), "light")'),
        (words, 'label.setObjectName("titleLabel")'),
    ],
)
def test_what_is_right_is_left_alone(rule: Rule, code: str) -> None:
    assert not list(rule(_source(code)))


def _source(code: str) -> Source:
    return Source(path="gui/views/example.py", text=code, tree=ast.parse(code))
