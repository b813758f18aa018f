"""Opens the menus of the chat list where they are wanted, and takes what is dropped and pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint

from gui.qt.menus import new_menu
from gui.views.sidebar.list_order import ListOrder
from gui.views.sidebar.row_drag import RowDrag
from gui.views.sidebar.row_keys import RowKeys
from gui.views.sidebar.row_menus import (
    OrderVerbs,
    fill_chat_menu,
    fill_chats_menu,
    fill_folder_menu,
    fill_list_menu,
)
from gui.views.sidebar.session_list import SessionList
from gui.views.sidebar.session_list_model import SessionListModel


class ListMenus(QObject):
    """What concerns a chosen chat concerns all that are chosen."""

    def __init__(
        self, view: SessionList, model: SessionListModel, *, verbs: OrderVerbs, order: ListOrder
    ) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._verbs = verbs
        self._order = order
        self._drag = RowDrag(view, model)
        self._keys = RowKeys(view, model)
        self._drag.chats_dropped.connect(self._file)
        self._drag.folder_dropped.connect(verbs.folders.move)
        model.renamed.connect(verbs.chat.rename)
        model.folder_renamed.connect(verbs.folders.rename)
        verbs.folders.rename_wanted.connect(view.rename_folder)
        view.fold_wanted.connect(order.fold)
        view.menu_wanted.connect(self._show_chats)
        view.folder_menu_wanted.connect(self._show_folder)
        view.list_menu_wanted.connect(self.show_list)
        view.delete_wanted.connect(self._delete)

    def show_list(self, place: QPoint) -> None:
        menu = new_menu(self._view)
        fill_list_menu(menu, self._verbs, self._order, tags=self._model.rows.tags())
        menu.popup(place)

    def _show_chats(self, session_id: str, place: QPoint) -> None:
        chosen = self._view.selected_ids()
        ids = chosen if session_id in chosen else [session_id]
        found = [one for one in map(self._model.session, ids) if one is not None]
        menu = new_menu(self._view)
        if len(found) > 1:
            fill_chats_menu(menu, self._verbs, found)
        elif found:
            fill_chat_menu(menu, self._verbs, found[0])
        menu.popup(place)

    def _show_folder(self, folder_id: str, place: QPoint) -> None:
        menu = new_menu(self._view)
        chats = self._model.rows.within(folder_id)
        fill_folder_menu(menu, self._verbs, folder_id, chats=chats)
        menu.popup(place)

    def _delete(self) -> None:
        ids = self._view.selected_ids()
        if ids:
            self._verbs.chats.delete(ids)

    def _file(self, ids: Sequence[str], folder_id: str) -> None:
        self._verbs.chats.file_in(ids, folder_id)
