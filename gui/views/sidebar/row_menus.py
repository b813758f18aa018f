"""The menus of the list: of one chat, of several, of a folder, and of the list as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from gui.model.session import Session
from gui.qt.menus import add_rows
from gui.views.chat_asking import ChatAsking
from gui.views.chat_verbs import ChatVerbs, chat_rows
from gui.views.folder_verbs import FolderVerbs
from gui.views.many_chats import ManyChats
from gui.views.put_away_desk import PutAwayDesk
from gui.views.sidebar.grouping import Sort
from gui.views.sidebar.list_order import ListOrder

translate = QCoreApplication.translate

APART = frozenset({"chat.delete"})
"""What must not be hit by a hand that aimed at the row above it."""

Entry = tuple[str, str, Callable[[], object]]
"""Object name, words, verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVerbs:
    """What the menus call."""

    chat: ChatVerbs
    chats: ManyChats
    asking: ChatAsking
    folders: FolderVerbs
    put_away: PutAwayDesk


def fill_chat_menu(menu: QMenu, verbs: OrderVerbs, session: Session) -> None:
    menu.setObjectName("chatMenu")
    add_rows(menu, chat_rows(verbs.chat, lambda: session), apart=APART)


def fill_chats_menu(menu: QMenu, verbs: OrderVerbs, sessions: Sequence[Session]) -> None:
    """Verbs for all of several chats; of two opposites the one that changes more of them."""
    menu.setObjectName("chatsMenu")
    ids = [session.id for session in sessions]
    chats, asking = verbs.chats, verbs.asking
    count = translate("RowMenus", "Chats chosen: {count}").replace("{count}", str(len(ids)))
    menu.addAction(count).setEnabled(False)
    menu.addSeparator()
    pinned = all(session.pinned for session in sessions)
    archived = all(session.archived for session in sessions)
    unread = all(session.unread for session in sessions)
    _add(
        menu,
        (
            "chats.pin",
            translate("RowMenus", "Unpin") if pinned else translate("RowMenus", "Pin"),
            partial(chats.set_pinned, ids, pinned=not pinned),
        ),
        (
            "chats.unread",
            translate("RowMenus", "Mark as read")
            if unread
            else translate("RowMenus", "Mark as unread"),
            partial(chats.set_unread, ids, unread=not unread),
        ),
        (
            "chats.move",
            translate("RowMenus", "Move to folder…"),
            partial(asking.ask_folder, ids),
        ),
        ("chats.tags", translate("RowMenus", "Tags…"), partial(asking.ask_tags, ids)),
        ("chats.export", translate("RowMenus", "Export…"), partial(chats.export, ids)),
        (
            "chats.archive",
            translate("RowMenus", "Unarchive") if archived else translate("RowMenus", "Archive"),
            partial(chats.unarchive if archived else chats.archive, ids),
        ),
    )
    menu.addSeparator()
    _add(menu, ("chats.delete", translate("RowMenus", "Delete"), partial(chats.delete, ids)))


def fill_folder_menu(
    menu: QMenu, order: OrderVerbs, folder_id: str, *, chats: Sequence[str]
) -> None:
    """`chats` are all that are in the folder, however deep."""
    verbs = order.folders
    menu.setObjectName("folderMenu")
    _add(
        menu,
        (
            "folder.chat",
            translate("RowMenus", "New chat in this folder"),
            partial(verbs.new_chat, folder_id),
        ),
        (
            "folder.new",
            translate("RowMenus", "New folder inside…"),
            partial(verbs.create, folder_id),
        ),
        (
            "folder.rename",
            translate("RowMenus", "Rename"),
            partial(verbs.rename_wanted.emit, folder_id),
        ),
        (
            "folder.move",
            translate("RowMenus", "Move to folder…"),
            partial(verbs.ask_move, folder_id),
        ),
        (
            "folder.settings",
            translate("RowMenus", "Folder settings…"),
            partial(verbs.show_settings, folder_id),
        ),
    )
    if chats:
        words = translate("RowMenus", "Export its chats…")
        _add(menu, ("folder.export", words, partial(order.chats.export, chats)))
    menu.addSeparator()
    words = translate("RowMenus", "Delete folder, keep its chats")
    _add(menu, ("folder.delete", words, partial(verbs.delete, folder_id)))


def fill_list_menu(
    menu: QMenu, verbs: OrderVerbs, order: ListOrder, *, tags: Sequence[str]
) -> None:
    menu.setObjectName("listMenu")
    menu.addAction(translate("RowMenus", "Sort by")).setEnabled(False)
    for sort in Sort:
        _add_choice(menu, _sort_words(sort), partial(order.sort_by, sort), on=order.sort is sort)
    if tags:
        menu.addSeparator()
        menu.addAction(translate("RowMenus", "Show")).setEnabled(False)
        everything = translate("RowMenus", "All chats")
        _add_choice(menu, everything, partial(order.show_tag, ""), on=not order.tag)
        for tag in tags:
            show = partial(order.show_tag, tag)
            _add_choice(menu, f"#{tag}", show, on=order.tag == tag)
    menu.addSeparator()
    _add(
        menu,
        ("list.folder", translate("RowMenus", "New folder…"), partial(verbs.folders.create, "")),
        ("list.archive", translate("RowMenus", "Archived chats…"), verbs.put_away.open_archive),
        ("list.bin", translate("RowMenus", "Bin…"), verbs.put_away.open_bin),
    )


def _sort_words(sort: Sort) -> str:
    match sort:
        case Sort.USED:
            return translate("RowMenus", "Last use")
        case Sort.CREATED:
            return translate("RowMenus", "Creation")
        case Sort.TITLE:
            return translate("RowMenus", "Title")


def _add_choice(menu: QMenu, words: str, run: Callable[[], None], *, on: bool) -> None:
    action = menu.addAction(words.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(partial(_run, run))


def _add(menu: QMenu, *entries: Entry) -> None:
    for name, words, run in entries:
        action = menu.addAction(words.replace("&", "&&"))
        action.setObjectName(name)
        action.triggered.connect(partial(_run, run))


def _run(verb: Callable[[], object], *_checked: bool) -> None:
    verb()
