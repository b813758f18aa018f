"""Crash reports: one dialog per kind of traceback, and a report that can be copied."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.qt.crash_dialog import CrashDialog, CrashReports, kind_of
from gui.qt.theme import ThemeSwitch


def report_of(fault: Callable[[], object]) -> str:
    try:
        fault()
    except (KeyError, ZeroDivisionError) as error:
        return "".join(traceback.format_exception(error))
    raise AssertionError("no fault")


def missing(name: str) -> str:
    nothing: dict[str, str] = {}
    return report_of(lambda: nothing[name])


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def reports(window: QWidget, qapp: QApplication) -> Iterator[CrashReports]:
    theme = ThemeSwitch(qapp, choice="light")
    yield CrashReports(window, theme=theme, about="Parley 1.2.3")
    theme.deleteLater()


def test_the_kind_is_the_place_and_not_the_words() -> None:
    assert kind_of(missing("a")) == kind_of(missing("b"))
    assert kind_of(missing("a")) != kind_of(report_of(lambda: 1 / 0))


def test_the_same_fault_is_shown_once(window: QWidget, reports: CrashReports) -> None:
    reports.show_traceback(missing("a"))
    reports.show_traceback(missing("b"))
    assert len(window.findChildren(CrashDialog)) == 1
    reports.show_traceback(report_of(lambda: 1 / 0))
    assert len(window.findChildren(CrashDialog)) == 2


def test_the_report_names_the_version_and_is_copied(window: QWidget, reports: CrashReports) -> None:
    reports.show_traceback(missing("a"))
    dialog = window.findChild(CrashDialog)
    assert dialog is not None
    copy = dialog.findChild(QPushButton, "copyReportButton")
    assert copy is not None
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Parley 1.2.3\n")
    assert "KeyError" in copied
