"""What every block of the transcript is given: how things look, and where its facts go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from gui.model.turn import Turn
from gui.model.usage_sum import UsageSum
from gui.qt.highlighting import Lexers
from gui.qt.markdown_style import MarkdownStyle
from gui.qt.math_pictures import MathPictures
from gui.qt.theme import Theme, ThemeSwitch
from gui.views.transcript.excerpt_copy import ExcerptCopy
from gui.views.transcript.versions import Versions


class Look:
    """The current theme, its Markdown formats, and what colours code and draws formulas."""

    def __init__(self, switch: ThemeSwitch) -> None:
        self.lexers = Lexers()
        self.math = MathPictures()
        self._switch = switch
        self._styles: dict[bool, MarkdownStyle] = {}

    @property
    def theme(self) -> Theme:
        return self._switch.theme

    def style(self, *, faded: bool = False) -> MarkdownStyle:
        found = self._styles.get(faded)
        if found is None or found.theme is not self.theme:
            found = self._styles[faded] = MarkdownStyle(self.theme, faded=faded, math=self.math)
        return found


class Outlet(QObject):
    """Where blocks say what the reader did."""

    link_activated = Signal(str)
    retry_requested = Signal(str)  # the turn's id
    sibling_wanted = Signal(str)  # the id of the turn to be shown instead
    settings_wanted = Signal()
    save_wanted = Signal(str, str)  # a text, and the language it is written in or ""
    file_preview_wanted = Signal(object)  # Enclosed
    file_open_wanted = Signal(object)  # Enclosed
    file_save_wanted = Signal(object)  # Enclosed
    copied = Signal()
    call_decided = Signal(str, object)  # the call's id, CallChoice
    call_left_open = Signal(str)  # a decision on the call with this id came to nothing
    question_answered = Signal(str, str)  # the request's id, the words
    question_left_open = Signal(str)
    tool_stop_wanted = Signal(str)  # the call's id
    limits_wanted = Signal()
    summary_wanted = Signal()
    summary_undone = Signal(object)  # CompactionPart
    edit_sent = Signal(str, str)  # the id of a message, and the words in its place
    edit_begun = Signal(str)  # the id of a message that is being edited from now on
    edit_left = Signal()
    edit_left_open = Signal(str)  # the edited message with this id could not be sent
    rewind_wanted = Signal(str)  # the turn's id
    copy_wanted = Signal(str)  # the id of the turn that a new chat ends with
    add_respondents: Callable[[QMenu, str], None] | None = None
    """Puts into a menu who else could answer, for a turn's id; None where chats do not branch."""
    read_attachment: Callable[[str], Awaitable[bytes | None]] | None = None
    """How blocks come by the bytes of a picture, by their digest; None where there are none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.usage_of: Callable[[Turn], UsageSum] = _nothing_used
        self.enter_sends: Callable[[], bool] = _always
        self.unsent: dict[str, str] = {}
        """What the user began to write, by call, request or turn: blocks come and go."""
        self.wants_focus = ""
        """The id of a message to be edited as soon as it is there."""
        self.excerpts = ExcerptCopy(self)
        self.excerpts.copied.connect(self.copied)

    def copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()


def _nothing_used(turn: Turn) -> UsageSum:
    del turn
    return UsageSum()


def _always() -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    look: Look
    outlet: Outlet
    versions: Versions = field(default_factory=Versions)

    @property
    def theme(self) -> Theme:
        return self.look.theme
