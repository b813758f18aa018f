"""Puts together what orders chats: verbs for one, for several, for folders, archive and bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.qt.notices import NoticeBar
from gui.qt.task_scope import TaskScope
from gui.views.chat_asking import ChatAsking, OrderingParts
from gui.views.chat_verbs import ChatVerbs
from gui.views.folder_verbs import FolderVerbs
from gui.views.many_chats import ManyChats
from gui.views.put_away_desk import PutAwayDesk
from gui.views.sidebar.row_menus import OrderVerbs

if TYPE_CHECKING:
    from gui.views.workspace import WorkspaceParts


class Ordering(QObject):
    chat_wanted = Signal(str)

    def __init__(
        self,
        window: QWidget,
        parts: WorkspaceParts,
        *,
        verbs: ChatVerbs,
        tasks: TaskScope,
        notices: NoticeBar,
    ) -> None:
        super().__init__(notices)
        wanted = OrderingParts(
            service=parts.service,
            window=window,
            theme=parts.theme,
            models=parts.models,
            teams=parts.teams,
        )
        chats = ManyChats(parts.service, tasks=tasks, notices=notices)
        folders = FolderVerbs(wanted, tasks=tasks, notices=notices)
        asking = ChatAsking(wanted, chats=chats, tasks=tasks)
        put_away = PutAwayDesk(wanted, chats=chats, tasks=tasks, owner=self)
        self.verbs = OrderVerbs(
            chat=verbs, chats=chats, asking=asking, folders=folders, put_away=put_away
        )
        self.take = put_away.take
        verbs.folder_wanted.connect(asking.ask_folder)
        verbs.tags_wanted.connect(asking.ask_tags)
        verbs.instructions_wanted.connect(asking.ask_instructions)
        for source in (chats, folders, put_away):
            source.chat_wanted.connect(self.chat_wanted)

    def new_folder(self) -> None:
        self.verbs.folders.create()
