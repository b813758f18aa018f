"""The rows of the action table: what the window can do, with the keys for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from gui.model.session import Session
from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.actions import Action
from gui.views.branch_delivery import BranchDelivery
from gui.views.chat_terms import ChatTerms
from gui.views.chat_verbs import ChatVerbs, chat_rows
from gui.views.comparing import Comparing
from gui.views.find_opener import FindOpener
from gui.views.ordering import Ordering
from gui.views.summing_up import SummingUp
from gui.views.turn_keys import TurnKeys
from gui.views.user_needs import UserNeeds

CHAT = QT_TRANSLATE_NOOP("Actions", "Chat")
VIEW = QT_TRANSLATE_NOOP("Actions", "View")
PARLEY = QT_TRANSLATE_NOOP("Actions", "Parley")

SWITCH_KEY = "Meta" if sys.platform == "darwin" else "Ctrl"
"""macOS keeps Command+Tab for itself; Qt calls its Control key Meta."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowVerbs:
    """What the rows call; `session` is the chat that is shown."""

    verbs: ChatVerbs
    session: Callable[[], Session | None]
    new_chat: Callable[[], object]
    open_file: Callable[[], None]
    search: Callable[[], None]
    write: Callable[[], None]
    step_back: Callable[[], None]
    switch_chat: Callable[[int], None]
    copy_answer: Callable[[], None]
    has_answer: Callable[[], bool]
    palette: Callable[[], None]
    settings: Callable[[], None]
    agents: Callable[[], object]
    toggle_sidebar: Callable[[], None]
    toggle_inspector: Callable[[], None]
    show_tree: Callable[[], None]
    resize_text: Callable[[int], None]
    cheat_sheet: Callable[[], None]
    quick_ask: Callable[[], None]
    finder: FindOpener
    turns: TurnKeys
    needs: UserNeeds
    terms: ChatTerms
    summing: SummingUp
    branches: BranchDelivery
    comparing: Comparing
    ordering: Ordering
    quit: Callable[[], object]


def window_rows(do: WindowVerbs) -> tuple[Action, ...]:
    own = chat_rows(do.verbs, do.session)
    finding = _finding_rows(do.finder)
    terms = (*_term_rows(do.terms), _summing_row(do.summing))
    moving = (*_moving_rows(do), *_branch_rows(do.branches, do.comparing))
    chat = (*_chat_rows(do), *finding, *moving, *own, *terms)
    return (*chat, *_ordering_rows(do.ordering), *_view_rows(do), *_own_rows(do))


def _chat_rows(do: WindowVerbs) -> tuple[Action, ...]:
    return (
        Action(
            id="chat.new",
            title=QT_TRANSLATE_NOOP("Actions", "New chat"),
            group=CHAT,
            run=do.new_chat,
            shortcuts=("Ctrl+N",),
        ),
        Action(
            id="chat.open",
            title=QT_TRANSLATE_NOOP("Actions", "Import chats…"),
            group=CHAT,
            run=do.open_file,
            shortcuts=("Ctrl+O",),
        ),
        Action(
            id="chat.search",
            title=QT_TRANSLATE_NOOP("Actions", "Search everything"),
            group=CHAT,
            run=do.search,
            shortcuts=("Ctrl+K",),
        ),
        Action(
            id="chat.write",
            title=QT_TRANSLATE_NOOP("Actions", "Write a message"),
            group=CHAT,
            run=do.write,
            shortcuts=("Ctrl+L",),
        ),
        Action(
            id="chat.stop",
            title=QT_TRANSLATE_NOOP("Actions", "Stop, or close what is in front"),
            group=CHAT,
            run=do.step_back,
            shortcuts=("Esc",),
        ),
    )


def _finding_rows(finder: FindOpener) -> tuple[Action, ...]:
    return (
        Action(
            id="chat.find",
            title=QT_TRANSLATE_NOOP("Actions", "Find in chat"),
            group=CHAT,
            run=finder.open,
            shortcuts=("Ctrl+F",),
            enabled_when=finder.can_open,
        ),
        Action(
            id="chat.find_next",
            title=QT_TRANSLATE_NOOP("Actions", "Next match"),
            group=CHAT,
            run=partial(finder.step, 1),
            shortcuts=("F3",),
            enabled_when=finder.is_open,
        ),
        Action(
            id="chat.find_previous",
            title=QT_TRANSLATE_NOOP("Actions", "Previous match"),
            group=CHAT,
            run=partial(finder.step, -1),
            shortcuts=("Shift+F3",),
            enabled_when=finder.is_open,
        ),
    )


def _term_rows(terms: ChatTerms) -> tuple[Action, ...]:
    return (
        Action(
            id="chat.folder",
            title=QT_TRANSLATE_NOOP("Actions", "Working folder…"),
            group=CHAT,
            run=terms.open_folder,
            enabled_when=terms.can_set,
        ),
        Action(
            id="chat.tools",
            title=QT_TRANSLATE_NOOP("Actions", "Tools in this chat…"),
            group=CHAT,
            run=terms.open_tools,
            enabled_when=terms.can_set,
        ),
        Action(
            id="chat.limits",
            title=QT_TRANSLATE_NOOP("Actions", "Limits…"),
            group=CHAT,
            run=terms.open_limits,
            enabled_when=terms.can_set,
        ),
    )


def _summing_row(summing: SummingUp) -> Action:
    return Action(
        id="chat.sum_up",
        title=QT_TRANSLATE_NOOP("Actions", "Sum up earlier messages…"),
        group=CHAT,
        run=summing.open,
        enabled_when=summing.can_open,
    )


def _branch_rows(branches: BranchDelivery, comparing: Comparing) -> tuple[Action, ...]:
    return (
        Action(
            id="chat.compare",
            title=QT_TRANSLATE_NOOP("Actions", "Compare answers…"),
            group=CHAT,
            run=comparing.open,
            enabled_when=comparing.can_open,
        ),
        Action(
            id="chat.edit_last",
            title=QT_TRANSLATE_NOOP("Actions", "Edit the last message"),
            group=CHAT,
            run=branches.edit_last,
            enabled_when=branches.can_edit,
        ),
        Action(
            id="chat.later",
            title=QT_TRANSLATE_NOOP("Actions", "Go to the later messages"),
            group=CHAT,
            run=branches.go_later,
            enabled_when=branches.has_later,
        ),
    )


def _ordering_rows(ordering: Ordering) -> tuple[Action, ...]:
    return (
        Action(
            id="folder.new",
            title=QT_TRANSLATE_NOOP("Actions", "New folder…"),
            group=CHAT,
            run=ordering.new_folder,
        ),
        Action(
            id="archive",
            title=QT_TRANSLATE_NOOP("Actions", "Archived chats…"),
            group=CHAT,
            run=ordering.verbs.put_away.open_archive,
        ),
        Action(
            id="bin",
            title=QT_TRANSLATE_NOOP("Actions", "Bin…"),
            group=CHAT,
            run=ordering.verbs.put_away.open_bin,
        ),
    )


def _moving_rows(do: WindowVerbs) -> tuple[Action, ...]:
    return (
        Action(
            id="chat.next",
            title=QT_TRANSLATE_NOOP("Actions", "Next chat"),
            group=CHAT,
            run=partial(do.switch_chat, 1),
            shortcuts=(f"{SWITCH_KEY}+Tab",),
        ),
        Action(
            id="chat.previous",
            title=QT_TRANSLATE_NOOP("Actions", "Previous chat"),
            group=CHAT,
            run=partial(do.switch_chat, -1),
            shortcuts=(f"{SWITCH_KEY}+Shift+Tab",),
        ),
        Action(
            id="chat.previous_turn",
            title=QT_TRANSLATE_NOOP("Actions", "Previous message"),
            group=CHAT,
            run=partial(do.turns.step, -1),
            shortcuts=("Alt+Up",),
            enabled_when=do.turns.can_step,
        ),
        Action(
            id="chat.next_turn",
            title=QT_TRANSLATE_NOOP("Actions", "Next message"),
            group=CHAT,
            run=partial(do.turns.step, 1),
            shortcuts=("Alt+Down",),
            enabled_when=do.turns.can_step,
        ),
        Action(
            id="chat.needs",
            title=QT_TRANSLATE_NOOP("Actions", "Go to what waits for you"),
            group=CHAT,
            run=do.needs.show,
            shortcuts=("Ctrl+J",),
            enabled_when=do.needs.can_show,
        ),
        Action(
            id="chat.copy_answer",
            title=QT_TRANSLATE_NOOP("Actions", "Copy the last answer"),
            group=CHAT,
            run=do.copy_answer,
            shortcuts=("Ctrl+Shift+C",),
            enabled_when=do.has_answer,
        ),
    )


def _view_rows(do: WindowVerbs) -> tuple[Action, ...]:
    return (
        Action(
            id="view.sidebar",
            title=QT_TRANSLATE_NOOP("Actions", "Show or hide the sidebar"),
            group=VIEW,
            run=do.toggle_sidebar,
            shortcuts=("Ctrl+B",),
        ),
        Action(
            id="view.inspector",
            title=QT_TRANSLATE_NOOP("Actions", "Show or hide the inspector"),
            group=VIEW,
            run=do.toggle_inspector,
            shortcuts=("Ctrl+I",),
        ),
        Action(
            id="view.tree",
            title=QT_TRANSLATE_NOOP("Actions", "Show the tree of the chat"),
            group=VIEW,
            run=do.show_tree,
            enabled_when=do.turns.can_step,
        ),
        Action(
            id="view.bigger",
            title=QT_TRANSLATE_NOOP("Actions", "Larger text"),
            group=VIEW,
            run=partial(do.resize_text, 1),
            shortcuts=("Ctrl++", "Ctrl+="),
        ),
        Action(
            id="view.smaller",
            title=QT_TRANSLATE_NOOP("Actions", "Smaller text"),
            group=VIEW,
            run=partial(do.resize_text, -1),
            shortcuts=("Ctrl+-",),
        ),
        Action(
            id="view.normal",
            title=QT_TRANSLATE_NOOP("Actions", "Normal text size"),
            group=VIEW,
            run=partial(do.resize_text, 0),
            shortcuts=("Ctrl+0",),
        ),
    )


def _own_rows(do: WindowVerbs) -> tuple[Action, ...]:
    return (
        Action(
            id="palette",
            title=QT_TRANSLATE_NOOP("Actions", "Command palette"),
            group=PARLEY,
            run=do.palette,
            shortcuts=("Ctrl+Shift+P",),
        ),
        Action(
            id="agents",
            title=QT_TRANSLATE_NOOP("Actions", "Agents & teams"),
            group=PARLEY,
            run=do.agents,
        ),
        Action(
            id="settings",
            title=QT_TRANSLATE_NOOP("Actions", "Settings"),
            group=PARLEY,
            run=do.settings,
            shortcuts=("Ctrl+,",),
        ),
        Action(
            id="cheat_sheet",
            title=QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"),
            group=PARLEY,
            run=do.cheat_sheet,
            shortcuts=("Ctrl+/",),
        ),
        Action(
            id="quick_ask",
            title=QT_TRANSLATE_NOOP("Actions", "Quick ask"),
            group=PARLEY,
            run=do.quick_ask,
        ),
        Action(
            id="quit",
            title=QT_TRANSLATE_NOOP("Actions", "Quit"),
            group=PARLEY,
            run=do.quit,
            shortcuts=("Ctrl+Q",),
        ),
    )
