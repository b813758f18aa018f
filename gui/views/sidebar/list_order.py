"""How the user wants the list of chats: its order, what is folded, and the one tag to be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.views.sidebar.grouping import Sort
from gui.views.sidebar.session_list_model import SessionListModel


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMemory:
    """Where it is kept until the next start."""

    load: Callable[[], Mapping[str, object]]
    save: Callable[[str, Sequence[str]], None]  # the order, the names of what is folded


def forgetful() -> ListMemory:
    return ListMemory(load=dict, save=lambda _sort, _folded: None)


class ListOrder(QObject):
    """The tag counts until the window closes: a list that starts filtered would be a riddle."""

    changed = Signal()

    def __init__(self, model: SessionListModel, memory: ListMemory) -> None:
        super().__init__(model)
        self._model = model
        self._memory = memory
        kept = memory.load()
        folded, sort = kept.get("folded"), kept.get("sort")
        names = folded if isinstance(folded, list) else []
        self._folded = {name for name in names if isinstance(name, str)}
        self.sort = next((one for one in Sort if one.value == sort), Sort.USED)
        self.tag = ""
        model.arrange(sort=self.sort)
        model.fold(self._folded)

    def fold(self, name: str, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(name)
        self._model.fold(self._folded)
        self._keep()

    def sort_by(self, sort: Sort) -> None:
        self.sort = sort
        self._model.arrange(sort=sort)
        self._keep()

    def show_tag(self, tag: str) -> None:
        """Only chats with it; "" shows all."""
        self.tag = tag
        self._model.arrange(tag=tag.casefold())
        self.changed.emit()

    def _keep(self) -> None:
        self._memory.save(self.sort.value, sorted(self._folded))
        self.changed.emit()
