"""What a chat file says of the place and the surroundings of its chat, in words for the preview."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from gui.model.endpoint import ModelRef
from gui.model.session import Session
from gui.model.team_spec import TeamSpec
from gui.model.titles import first_words, one_line
from gui.services.chat_carrier import Setup
from gui.services.chat_file import ChatFile
from gui.views.opening_parts import OpeningParts

translate = QCoreApplication.translate

_PATIENCE = 2.0
"""Seconds for a folder to answer."""

COLUMNS = 300
"""How much is shown of what agents are told, and of names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What there is here of what a file names: the very chat, its team, its working folder."""

    chat: Session | None
    team: TeamSpec | None
    work: bool


def kept_words(file: ChatFile, team: TeamSpec | None) -> str:
    """A line for each thing, "" for a chat that is kept like any new one; `team` answers here."""
    session, kept = file.chat.session, file.kept
    lines = []
    if kept.folder:
        path = " › ".join(kept.folder)
        lines.append(translate("ImportPreview", "Folder: {path}").format(path=_short(path)))
    if session.tags:
        tags = ", ".join(session.tags)
        lines.append(translate("ImportPreview", "Tags: {tags}").format(tags=_short(tags)))
    if session.archived:
        lines.append(translate("ImportPreview", "It lies in the archive."))
    if session.pinned:
        lines.append(translate("ImportPreview", "It is pinned."))
    if team is not None:
        lines.append(translate("ImportPreview", "Agent: {name}").format(name=_short(team.title)))
    elif kept.team_id:
        name = _short(kept.team or kept.team_id)
        text = translate("ImportPreview", "Agent: {name} is not here, the assistant will answer.")
        lines.append(text.format(name=name))
    if kept.work:
        work = _short(kept.work).replace("/", "/\u200b").replace("\\", "\\\u200b")  # may wrap there
        lines.append(translate("ImportPreview", "Working folder: {path}").format(path=work))
    if session.instructions:
        told = translate("ImportPreview", "Its agents are told: {words}")
        lines.append(told.format(words=_short(session.instructions)))
    return "\n".join(lines)


async def work_is_here(file: ChatFile) -> bool:
    """Whether there is such a folder on this computer that the chat could work in."""
    try:
        async with asyncio.timeout(_PATIENCE):
            return await asyncio.to_thread(_is_here, file.kept.work)
    except TimeoutError:
        return False


def _is_here(work: str) -> bool:
    """Other computers are not asked: whoever wrote the file may wait there for a visit."""
    if work.startswith(("\\\\", "//", "\\/", "/\\")):
        return False
    try:
        return Path(work).is_absolute() and Path(work).is_dir()
    except (OSError, ValueError):
        return False


def setup_here(parts: OpeningParts) -> Callable[[ChatFile], Setup]:
    """Finds the model and the team that a chat had, where the same are here; for any thread."""
    endpoints, teams = parts.endpoints(), parts.teams()
    models = {
        (endpoint.name, model): ModelRef(endpoint_id=endpoint.id, model=model)
        for endpoint in reversed(endpoints)
        for model in endpoint.models
    }
    return lambda file: (models.get((file.provider, file.model)), _team_for(file, teams))


def _team_for(file: ChatFile, teams: tuple[TeamSpec, ...]) -> str | None:
    """The one of that id, else the only one of that title."""
    kept = file.kept
    team_id = kept.team_id or file.chat.session.team_id
    same = [team.id for team in teams if team.id == team_id]
    if not same and kept.team:
        same = [team.id for team in teams if team.title == kept.team]
    return same[0] if len(same) == 1 else None


def _short(text: str) -> str:
    return first_words(one_line(text[: COLUMNS * 10]), columns=COLUMNS)
