"""What quick ask works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.model.endpoint import ModelRef
from gui.qt.task_scope import ErrorSink
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService
from gui.services.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickAskParts:
    """`show_chat` and `show_settings` do so in the main window, and raise it.

    `on_crash` takes errors that are faults of the program.
    """

    service: SessionService
    settings: Settings
    theme: ThemeSwitch
    default_model: Callable[[], ModelRef]
    show_chat: Callable[[str], None]
    show_settings: Callable[[], None]
    on_crash: ErrorSink
