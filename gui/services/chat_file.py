"""The chat file (.parley): one chat with every branch, written whole and read with suspicion.

A chat file is a JSON object in UTF-8. Parley writes one turn on each line; any other layout of
the same fields is read too. `format` and `version` come first:

    {"format": "parley-chat", "version": 1,
    "chat": {...},
    "turns": [
    {...},
    {...}
    ]}

`chat`: `id`, `title`, `title_by` (nobody, words, model or user), `created_at` and `updated_at`
(Unix milliseconds, as all times unless said otherwise), `head` (id of the turn that the branch
being read ends with, or null), `model` (null, or `provider`: what the user called it, and `name`),
`draft`, `kept`.

`kept`, how the owner keeps the chat (left out in older files, as any of its fields may be):
`folder` (the names of the folders around it, the outermost first), `tags`, `instructions` (told to
its agents in addition), `pinned`, `archived`, `work` (path of the working folder, "" for one of the
chat's own) and `team` (null, or `id`: what the library called the agent or team, and `title`). The
reader makes folders that are missing, and asks before anything works in `work`.

`turns`: each one behind its parent, siblings in their order: `id`, `parent` (or null), `role` (user
or agent), `state` (done, stopped, failed or interrupted), `created_at`, `ended_at` (or null),
`agent`, `model`, `usage` (null, or `prompt` and `completion` tokens), `problem` (null, or `kind`,
`facts` and `detail`), `requests` to models (left out where none is known: `source`, `model`,
`started_at`, `first_at` and `ended_at` in Unix seconds, `usage`), and `parts`, each with `kind`,
`source`, `text` and what its kind adds:

    text       –
    thought    started_at and seconds (Unix seconds; or null), open (false)
    tool       call_id, name, arguments (JSON as a text), state, started_at, seconds; text is the
               result. Where the gate has seen the call: tool_id, effect (read, write or run),
               place, isolated (true, false or null), preview; and where it has decided: allowed,
               decided_by (user, chat or policy), decided_at (Unix seconds), reason, asked (the
               arguments before the user changed them, or "")
    handoff    target, and context (left out where there is none)
    question   request_id, answer (or null)
    notice     origin: what its origin calls it (left out where it has no name)

and from version 2 on:

    summary    –; the text repeats results of tools
    code       attempt (from 0); Markdown with code that was run
    run        exit_code (as a text), attempt; text is what the code printed
    image      digest (SHA-256 of its bytes), media_type, width, height (pixels; or 0), data (the
               bytes in base64; left out where they are lost); text is its name
    file       digest, media_type, size (bytes), data (as of an image); text is its name
    compaction kept: how many of the turns right before it are not summed up in text
    data       type, words (a sentence made of it, or ""); text is JSON
    memory     lengths: those of the texts that stand in text, two line ends between them
    speaker    target: who speaks next; text is what a model said as it chose
    stop       –; text is why the run ended

A turn may have `memory` besides, what the agents knew after it: `state` (bytes of Parley's own, in
base64) and `seal`. It is of use to the installation that wrote it, and taken from no other: the
seal is made with a key of that installation, of all turns up to this one, the `team` and the
state. Everywhere else the memory is built anew from the turns. `team`, in `chat`, is what its
library calls the agent or team that answers (or null), and goes only with such a memory.
`work_seal`, behind the turns, tells that installation that the working folder is one of its own; it
is made of all turns and the path.

What is not in it: keys, addresses of servers, messages that wait to be sent, whether it was read,
and what the owner lets tools do and spends at most in it. Fields with other names are passed over.
A change that an older Parley would misread raises `version`.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from gui.model.problem import ChatFileError, Problem, ProblemKind
from gui.model.session import Session
from gui.model.turn import Turn
from gui.services.atomic_file import replace_atomically
from gui.services.chat_keeping import NAMELESS, ChatNames, Kept, kept_from, kept_record
from gui.services.chat_record import (
    BadRecordError,
    Record,
    chat_record,
    ended,
    memory_in,
    memory_record,
    needs_version,
    session_from,
    team_in,
    turn_from,
    turn_record,
)
from gui.services.json_pieces import BrokenJsonError, json_text, read_pieces
from gui.services.row_mapping import storable
from gui.services.seal import Seal
from gui.services.whole_chats import WholeChat

FORMAT = "parley-chat"
VERSION = 2
"""A chat that has nothing of the second version in it is written as one of the first."""

SUFFIX = ".parley"
LARGEST = 200_000_000
"""Bytes."""

MOST_TURNS = 100_000


@dataclass(frozen=True, kw_only=True)
class ChatFile:
    """What was found in a file. The session has no model yet: the names say which it had.

    Nor has it a folder, a working folder, or a team without a sealed memory: `kept` tells of them.
    `digest` is the same for the same conversation, whatever ids its turns have.
    """

    name: str
    chat: WholeChat
    provider: str
    model: str
    digest: str
    kept: Kept


def write_chat_file(
    path: Path, chat: WholeChat, *, names: ChatNames = NAMELESS, seal: Seal | None = None
) -> None:
    """Raises ChatFileError; a file that was there before is still there then."""
    try:
        replace_atomically(path, chat_pieces(chat, names=names, seal=seal))
    except OSError as error:
        raise _failure(ProblemKind.CHAT_FILE_UNWRITABLE, str(path), error) from error


def read_chat_file(path: Path, *, seal: Seal | None = None) -> ChatFile:
    """Raises ChatFileError for everything that is not wholly a chat."""
    name = storable(path.name)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise _failure(ProblemKind.CHAT_FILE_UNREADABLE, name)
        if about.st_size > LARGEST:
            raise _failure(ProblemKind.CHAT_FILE_TOO_LARGE, name)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return read_chat(stream, name, seal=seal)
    except OSError as error:
        raise _failure(ProblemKind.CHAT_FILE_UNREADABLE, name, error) from error
    except ValueError as error:  # of the path itself: a sign that no path may hold
        raise _failure(ProblemKind.CHAT_FILE_UNREADABLE, name, error) from error


def chat_pieces(
    chat: WholeChat, *, names: ChatNames = NAMELESS, seal: Seal | None = None
) -> Iterator[str]:
    """The text of a chat file, in pieces; without a seal nothing of what agents know."""
    known = {turn.id for turn in chat.turns}
    head = chat.session.head_id if chat.session.head_id in known else None
    session = replace(chat.session, head_id=head)
    version = max(map(needs_version, chat.turns), default=1)
    yield f'{{"format": "{FORMAT}", "version": {version},\n'
    about = chat_record(session, names.provider)
    about["kept"] = kept_record(session, names)
    if seal is not None and chat.states:
        about["team"] = session.team_id
    yield f'"chat": {_line(about)},\n"turns": ['
    digest = _Digest()
    for number, turn in enumerate(chat.turns):
        record = turn_record(ended(turn))
        if seal is not None and (chat.states or session.folder):
            digest.add(ended(turn))
        if seal is not None and chat.states:
            state = chat.states.get(turn.id)
            if state is not None:
                mark = seal.mark(_sealed(digest, session.team_id, state))
                record["memory"] = memory_record(state, mark)
        yield (",\n" if number else "\n") + _line(record)
    yield "\n]"
    if seal is not None and session.folder:
        mark = seal.mark(_sealed_work(digest, storable(session.folder)))
        yield f',\n"work_seal": {json_text(mark)}'
    yield "}\n"


def digest_of(turns: tuple[Turn, ...]) -> str:
    """The same for the same turns under other ids; what is still open counts as ended."""
    digest = _Digest()
    for turn in turns:
        digest.add(ended(turn))
    return digest.text


def renewed(chat: WholeChat, new_id: Callable[[], str]) -> WholeChat:
    """The same chat under ids of its own, given out in the order of the turns."""
    session_id = new_id()
    new = {turn.id: new_id() for turn in chat.turns}
    turns = tuple(
        replace(
            turn,
            id=new[turn.id],
            session_id=session_id,
            parent_id=new[turn.parent_id] if turn.parent_id else None,
        )
        for turn in chat.turns
    )
    head = chat.session.head_id
    session = replace(chat.session, id=session_id, head_id=new[head] if head else None)
    states = {new[turn_id]: state for turn_id, state in chat.states.items()}
    return WholeChat(session=session, turns=turns, states=states)


def read_chat(stream: TextIO, name: str, *, seal: Seal | None = None) -> ChatFile:
    """The same of a file that is open."""
    reader = _Reader(seal)
    try:
        for field, value in read_pieces(stream, listed="turns"):
            reader.take(field, value)
        return reader.finish(name)
    except _Refusal as refusal:
        raise _failure(refusal.kind, name) from refusal
    except (BadRecordError, BrokenJsonError, UnicodeDecodeError) as error:
        raise _failure(reader.damage, name, error) from error


class _Refusal(Exception):  # noqa: N818 - not a failure: it says what the file is instead
    def __init__(self, kind: ProblemKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


class _Reader:
    """Takes the fields of a file one by one, and refuses at the first that is wrong."""

    def __init__(self, seal: Seal | None) -> None:
        self._seal = seal
        self._team: str | None = None
        self._states: dict[str, bytes] = {}
        self.damage = ProblemKind.CHAT_FILE_OTHER  # until it is known to be one of ours
        self._version: object = None
        self._chat: tuple[Session, str, str] | None = None
        self._kept = Kept()
        self._work_seal: object = None
        self._turns: dict[str, Turn] = {}
        self._digest = _Digest()

    def take(self, field: str, value: object) -> None:
        if self.damage is ProblemKind.CHAT_FILE_OTHER:
            if field != "format" or value != FORMAT:
                raise _Refusal(ProblemKind.CHAT_FILE_OTHER)
            self.damage = ProblemKind.CHAT_FILE_DAMAGED
        elif self._version is None:
            self._take_version(field, value)
        elif field == "chat":
            session, provider, model = session_from(value)
            session, self._kept = kept_from(value, session)
            self._chat = session, provider, model
            self._team = team_in(value)
        elif field == "turns":
            self._take_turn(value)
        elif field == "work_seal":
            self._work_seal = value

    def finish(self, name: str) -> ChatFile:
        if self._chat is None:
            raise _Refusal(self.damage)
        session, provider, model = self._chat
        if session.head_id is not None and session.head_id not in self._turns:
            raise BadRecordError("head")
        turns = tuple(self._turns.values())
        if self._states:  # so the team is as it was written, too
            session = replace(session, team_id=self._team)
        return ChatFile(
            name=name,
            chat=WholeChat(session=session, turns=turns, states=self._states),
            provider=provider,
            model=model,
            digest=self._digest.text,
            kept=replace(self._kept, work_is_ours=self._work_is_ours()),
        )

    def _work_is_ours(self) -> bool:
        mark, work = self._work_seal, self._kept.work
        if self._seal is None or not work or not isinstance(mark, str):
            return False
        return self._seal.fits(_sealed_work(self._digest, work), mark)

    def _take_version(self, field: str, value: object) -> None:
        if field != "version" or isinstance(value, bool) or not isinstance(value, int):
            raise BadRecordError("version")
        if value > VERSION:
            raise _Refusal(ProblemKind.CHAT_FILE_NEWER)
        if value < 1:
            raise BadRecordError("version")
        self._version = value

    def _take_turn(self, value: object) -> None:
        if len(self._turns) == MOST_TURNS:
            raise _Refusal(ProblemKind.CHAT_FILE_TOO_LARGE)
        turn = turn_from(value, "")
        if turn.id in self._turns or (turn.parent_id and turn.parent_id not in self._turns):
            raise BadRecordError("a turn in the wrong place")
        self._turns[turn.id] = turn
        self._digest.add(turn)
        if self._seal is not None and self._chat is not None:
            memory = memory_in(value)
            if memory is not None:
                state, mark = memory
                if self._seal.fits(_sealed(self._digest, self._team, state), mark):
                    self._states[turn.id] = state


class _Digest:
    """Turns count by their place, since their ids are others in every copy."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._places: dict[str, int] = {}

    def add(self, turn: Turn) -> None:
        parent = self._places.get(turn.parent_id) if turn.parent_id else None
        self._places[turn.id] = len(self._places)
        record = {**turn_record(turn), "id": "", "parent": parent}
        self._hash.update(_line(record).encode() + b"\n")

    @property
    def text(self) -> str:
        return self._hash.hexdigest()


def _sealed(digest: _Digest, team: str | None, state: bytes) -> bytes:
    return json_text([digest.text, team]).encode("utf-8", "surrogatepass") + b"\n" + state


def _sealed_work(digest: _Digest, work: str) -> bytes:
    return json_text([digest.text, "work", work]).encode("utf-8", "surrogatepass")


def _line(record: Record) -> str:
    return storable(json_text(record))


def _failure(kind: ProblemKind, file: str, error: Exception | None = None) -> ChatFileError:
    detail = f"{type(error).__name__}: {error}" if error else ""
    return ChatFileError(Problem(kind=kind, facts={"file": file}, detail=detail))
