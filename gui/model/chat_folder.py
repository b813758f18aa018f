"""Folders of chats: nested, each with what a new chat made in it starts with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gui.model.endpoint import ModelRef


@dataclass(frozen=True, kw_only=True)
class FolderDefaults:
    """What a new chat takes over; nothing said means that of the folder around it.

    `team_id`: None says nothing, "" is the plain assistant. `work` is the working folder.
    """

    team_id: str | None = None
    model: ModelRef | None = None
    instructions: str = ""
    work: str = ""


@dataclass(frozen=True, kw_only=True)
class ChatFolder:
    """`parent_id` is "" for one that lies in no other."""

    id: str
    name: str
    parent_id: str = ""
    defaults: FolderDefaults = FolderDefaults()


def folder_tree(folders: Iterable[ChatFolder]) -> tuple[tuple[ChatFolder, int], ...]:
    """All folders with their depths, each before what is in it, by name.

    One whose parent is missing, or that lies in itself, as only damage can leave it, is outside.
    """
    known = {folder.id: folder for folder in folders}
    inside: dict[str, list[ChatFolder]] = {}
    for folder in known.values():
        inside.setdefault(parent_of(folder, known), []).append(folder)
    found: list[tuple[ChatFolder, int]] = []
    waiting = [(folder, 0) for folder in _by_name(inside.get("", ()))]
    while waiting:
        folder, depth = waiting.pop()
        found.append((folder, depth))
        waiting.extend((child, depth + 1) for child in _by_name(inside.get(folder.id, ())))
    return tuple(found)


def parent_of(folder: ChatFolder, known: Mapping[str, ChatFolder]) -> str:
    """The id of the folder around it, "" where there is none that can be."""
    if folder.parent_id not in known:
        return ""
    seen = {folder.id}
    above: ChatFolder | None = known[folder.parent_id]
    while above is not None:
        if above.id in seen:
            return "" if above.id == folder.id else folder.parent_id
        seen.add(above.id)
        above = known.get(above.parent_id)
    return folder.parent_id


def line_to(folder_id: str, known: Mapping[str, ChatFolder]) -> tuple[ChatFolder, ...]:
    """The folder and those around it, the outermost first; none where it is not known."""
    line: list[ChatFolder] = []
    folder = known.get(folder_id)
    while folder is not None:
        line.append(folder)
        folder = known.get(parent_of(folder, known))
    return tuple(reversed(line))


def may_lie_in(folder_id: str, parent_id: str, known: Mapping[str, ChatFolder]) -> bool:
    """Whether the folder can be moved there: not into itself."""
    return all(folder.id != folder_id for folder in line_to(parent_id, known))


def inherited(folder_id: str, known: Mapping[str, ChatFolder]) -> FolderDefaults:
    """What a new chat in the folder starts with: the nearest word counts, instructions add up."""
    line = [folder.defaults for folder in line_to(folder_id, known)]
    told = [one.instructions.strip() for one in line if one.instructions.strip()]
    nearest = line[::-1]
    return FolderDefaults(
        team_id=next((one.team_id for one in nearest if one.team_id is not None), None),
        model=next((one.model for one in nearest if one.model is not None), None),
        instructions="\n\n".join(told),
        work=next((one.work for one in nearest if one.work), ""),
    )


def _by_name(folders: Iterable[ChatFolder]) -> list[ChatFolder]:
    """The last one first: the tree takes them from the end."""
    return sorted(folders, key=lambda one: (one.name.casefold(), one.id), reverse=True)
