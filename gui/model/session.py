"""A session: one stored conversation, a tree of turns with a current leaf."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gui.model.endpoint import ModelRef
from gui.model.limits import NO_LIMITS, Limits
from gui.model.turn import TurnState


class TitleBy(StrEnum):
    """Who chose the title; a user's choice is never replaced."""

    NOBODY = "nobody"
    WORDS = "words"  # the first words of the first message
    MODEL = "model"
    USER = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What is known of a session without reading its turns. Times are Unix milliseconds.

    `head_id` is the leaf of the branch being read; `head_state` is that turn's state.
    `team_id` is the spec that answers, None for the plain assistant; `folder` is where tools
    work, "" for a folder of the chat's own. `filed_in` is the id of the folder of chats that it
    lies in, "" for none; `instructions` are told to its agents in addition.
    """

    id: str
    title: str
    title_by: TitleBy
    created_at: int
    updated_at: int
    head_id: str | None = None
    head_state: TurnState | None = None
    model: ModelRef | None = None
    pinned: bool = False
    archived: bool = False
    unread: bool = False
    draft: str = ""
    team_id: str | None = None
    folder: str = ""
    limits: Limits = NO_LIMITS
    filed_in: str = ""
    tags: tuple[str, ...] = ()
    instructions: str = ""


@dataclass(frozen=True, kw_only=True)
class QueuedMessage:
    """A message typed while agents work, kept until it is sent or taken back."""

    id: str
    session_id: str
    text: str
