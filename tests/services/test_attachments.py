"""Pictures are kept once, with their parts, through every copy of a chat, and no longer."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from gui.model.problem import ChatFileError
from gui.model.session import Session, TitleBy
from gui.model.turn import ImagePart, NoticePart, Role, TextPart, Turn, TurnState
from gui.services.chat_file import chat_pieces, read_chat_file, write_chat_file
from gui.services.clock import now_ms
from gui.services.identifiers import Identifiers
from gui.services.part_rows import part_of, part_row
from gui.services.session_rows import PURGE_AFTER_MS, TurnChange
from gui.services.session_store import SessionStore
from gui.services.whole_chats import WholeChat

DATA = b"\x89PNG some bytes"
DIGEST = hashlib.sha256(DATA).hexdigest()
PICTURE = ImagePart(
    source="a", digest=DIGEST, media_type="image/png", width=4, height=3, name="x.png", data=DATA
)
SESSION = Session(
    id="s",
    title="Plans",
    title_by=TitleBy.USER,
    created_at=1_750_000_000_000,
    updated_at=1_750_000_000_000,
    head_id="t",
)
TURN = Turn(
    id="t",
    session_id="s",
    parent_id=None,
    role=Role.AGENT,
    state=TurnState.DONE,
    created_at=1_750_000_000_000,
    parts=(TextPart(source="a", text="See:"), PICTURE, PICTURE),
)


async def opened(path: Path) -> SessionStore:
    store = SessionStore(path)
    await store.open()
    return store


async def test_the_bytes_are_kept_once_and_with_their_part(tmp_path: Path) -> None:
    store = await opened(tmp_path / "parley.db")
    await store.save([SESSION], [TurnChange.since(None, TURN)])
    (turn,) = await store.turns("t")
    assert turn.parts == TURN.parts
    assert [part.data for part in turn.parts if isinstance(part, ImagePart)] == [b"", b""]
    assert await store.attachments.read(DIGEST) == DATA
    assert await store.attachments.read("none") is None
    await store.close()
    file = sqlite3.connect(tmp_path / "parley.db")
    assert file.execute("SELECT media_type, size FROM attachment").fetchall() == [
        ("image/png", len(DATA))
    ]
    file.close()


async def test_a_copy_of_the_chat_needs_no_copy_of_the_bytes(tmp_path: Path) -> None:
    store = await opened(tmp_path / "parley.db")
    await store.save([SESSION], [TurnChange.since(None, TURN)])
    copy = await store.duplicate("s", replace(SESSION, id="c"), Identifiers().new)
    whole = await store.whole.read(copy.id)
    assert whole is not None
    assert [p.data for p in whole.turns[0].parts if isinstance(p, ImagePart)] == [DATA, DATA]
    await _forget(store, "s")
    assert await store.attachments.read(DIGEST) == DATA
    await _forget(store, "c")
    assert await store.attachments.read(DIGEST) is None
    await store.close()


async def _forget(store: SessionStore, session_id: str) -> None:
    await store.set_deleted(session_id, now_ms() - PURGE_AFTER_MS - 1)
    await store.look_after()


def test_a_chat_file_takes_its_pictures_along(tmp_path: Path) -> None:
    path = tmp_path / "plans.parley"
    write_chat_file(path, WholeChat(session=SESSION, turns=(TURN,)))
    assert json.loads(path.read_text())["version"] == 2
    (turn,) = read_chat_file(path).chat.turns
    assert [p.data for p in turn.parts if isinstance(p, ImagePart)] == [DATA, DATA]


def test_a_picture_that_is_another_is_damage(tmp_path: Path) -> None:
    text = "".join(chat_pieces(WholeChat(session=SESSION, turns=(TURN,))))
    path = tmp_path / "plans.parley"
    for wrong in ('"data":"AAAA"', '"data":"?"', '"data":5'):
        written = json.loads(text)["turns"][0]["parts"][1]["data"]
        path.write_text(text.replace(f'"data":"{written}"', wrong))
        with pytest.raises(ChatFileError):
            read_chat_file(path)


def test_a_kind_that_is_not_known_is_a_notice_with_its_name() -> None:
    row = ("t", 0, "hologram", "a", "words", "{}")
    assert part_of(row) == NoticePart(source="a", text="words", kind="hologram")


def test_damage_in_a_row_is_read_as_far_as_it_goes() -> None:
    for kind in ("image", "memory", "run", "code", "data", "speaker"):
        for facts in ("", "{", '{"width": -4, "lengths": "9 x", "exit_code": "z", "attempt": []}'):
            part = part_of(("t", 0, kind, b"\xff", None, facts))
            again = part_of(part_row("t", 0, part))
            assert part == again
