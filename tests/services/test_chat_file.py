"""Chat files: nothing is lost on the way out and in, and no damage gets further than a sentence."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gui.model.endpoint import ModelRef
from gui.model.problem import ChatFileError, Problem, ProblemKind
from gui.model.session import Session, TitleBy
from gui.model.titles import one_line
from gui.model.turn import FilePart, Role, TextPart, ToolCallPart, ToolState, Turn, TurnState
from gui.services import chat_file
from gui.services.chat_file import (
    chat_pieces,
    digest_of,
    read_chat_file,
    renewed,
    write_chat_file,
)
from gui.services.chat_keeping import ChatNames
from gui.services.chat_record import EARLIEST_MS, LATEST_MS
from gui.services.identifiers import Identifiers
from gui.services.session_order import cleaned_tag
from gui.services.whole_chats import WholeChat, in_order
from tests.services.test_json_pieces import values
from tests.turns import sessions, texts, turns

UNHURRIED = settings(
    max_examples=settings().max_examples // 2,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
"""Each example writes a file."""

Data = dict[str, Any]  # as the tests change it

tags = st.text(min_size=1, max_size=12).map(cleaned_tag).filter(bool)
files = st.builds(
    lambda data, name: FilePart(
        source="user",
        digest=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        name=name,
        size=len(data),
        data=data,
    ),
    st.binary(min_size=1, max_size=30),
    texts,
)
folder_names = st.text(min_size=1, max_size=12).map(one_line).filter(bool)
names = st.builds(
    ChatNames,
    provider=st.just("Server"),
    team=texts,
    folder=st.lists(folder_names, max_size=4).map(tuple),
)
moments = st.integers(min_value=EARLIEST_MS, max_value=LATEST_MS)


@st.composite
def chats(draw: st.DrawFn) -> WholeChat:
    """A tree of turns, each of which has an earlier one for its parent, or none."""
    drawn: list[Turn] = []
    for number, turn in enumerate(draw(st.lists(turns, max_size=6))):
        parents = [None, *(earlier.id for earlier in drawn)]
        placed = replace(
            turn,
            parts=(*turn.parts, *draw(st.lists(files, max_size=1))),
            id=f"{number:03}",
            parent_id=draw(st.sampled_from(parents)),
            created_at=draw(moments),
            ended_at=draw(st.none() | moments),
        )
        drawn.append(placed)
    heads = [None, *(turn.id for turn in drawn)]
    session = replace(
        draw(sessions),
        head_id=draw(st.sampled_from(heads)),
        created_at=draw(moments),
        updated_at=draw(moments),
    )
    session = replace(
        session,
        title=one_line(session.title),
        tags=tuple({tag.casefold(): tag for tag in draw(st.lists(tags, max_size=3))}.values()),
        instructions=draw(texts),
    )
    return WholeChat(session=session, turns=tuple(drawn))


NAMES = ChatNames(provider="Server")


def text_of(chat: WholeChat, names: ChatNames = NAMES) -> str:
    return "".join(chat_pieces(chat, names=names))


def read(text: str | bytes, folder: Path) -> chat_file.ChatFile:
    path = folder / "given.parley"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_chat_file(path)


def without_ids(text: str) -> Data:
    """The content of a chat file, with places where ids were, without what is sealed."""
    data = json.loads(text)
    data["chat"].pop("team", None)
    places = {turn["id"]: place for place, turn in enumerate(data["turns"])}
    for turn in data["turns"]:
        turn["parent"] = places.get(turn["parent"])
        turn["id"] = places[turn["id"]]
        turn.pop("memory", None)
    data["chat"]["head"] = places.get(data["chat"]["head"])
    data["chat"]["id"] = ""
    return dict(data)


def a_chat() -> WholeChat:
    session = Session(
        id="s",
        title="Plans",
        title_by=TitleBy.USER,
        created_at=1_750_000_000_000,
        updated_at=1_750_000_002_000,
        head_id="b",
    )
    question = Turn(
        id="a", session_id="s", parent_id=None, role=Role.USER, state=TurnState.DONE,
        created_at=1_750_000_000_000,
        parts=(TextPart(source="user", text="Hello"),),
    )  # fmt: skip
    answer = replace(question, id="b", parent_id="a", role=Role.AGENT, ended_at=1_750_000_002_000)
    return WholeChat(session=session, turns=(question, answer))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chats")


@given(chats(), names)
@UNHURRIED
def test_what_is_exported_and_imported_is_exported_the_same(
    folder: Path, chat: WholeChat, names: ChatNames
) -> None:
    first = text_of(chat, names)
    file = read(first, folder)
    kept, here = file.kept, renewed(file.chat, Identifiers().new)
    assert (here.session.folder, here.session.filed_in, here.session.team_id) == ("", "", None)
    ref = chat.session.model
    placed = replace(here.session, model=ref, folder=kept.work, team_id=kept.team_id or None)
    called = ChatNames(provider=file.provider or "Server", team=kept.team, folder=kept.folder)
    again = text_of(replace(here, session=placed), called)
    assert without_ids(again) == without_ids(first)
    assert {turn.session_id for turn in here.turns} <= {here.session.id}
    assert digest_of(chat.turns) == file.digest == digest_of(here.turns)
    if ref is not None:
        assert (file.provider, file.model) == ("Server", json.loads(first)["chat"]["model"]["name"])


@given(chats())
@UNHURRIED
def test_a_pretty_file_is_read_the_same(folder: Path, chat: WholeChat) -> None:
    text = text_of(chat)
    pretty = json.dumps(json.loads(text), indent=3)
    assert read(pretty, folder) == read(text, folder)
    assert read(b"\xef\xbb\xbf" + text.encode(), folder) == read(text, folder)


@given(chats(), st.data())
@UNHURRIED
def test_damage_never_gets_further_than_a_sentence(
    folder: Path, chat: WholeChat, data: st.DataObject
) -> None:
    raw = bytearray(text_of(chat).encode())
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 40)))
    raw[start:end] = data.draw(st.binary(max_size=20))
    with contextlib.suppress(ChatFileError):
        read(bytes(raw), folder)


@given(st.data(), values)
@UNHURRIED
def test_a_field_that_is_something_else_never_gets_further(
    folder: Path, data: st.DataObject, value: object
) -> None:
    document: Any = json.loads(text_of(a_chat()))
    place = data.draw(
        st.sampled_from([document, document["chat"], *document["turns"]])
        | st.just(document["turns"][0]["parts"][0])
    )
    name = data.draw(st.sampled_from(sorted(place)))
    if data.draw(st.booleans()):
        place[name] = value
    else:
        del place[name]
    with contextlib.suppress(ChatFileError):
        file = read(json.dumps(document), folder)
        assert text_of(renewed(file.chat, Identifiers().new))


@given(st.binary(max_size=300))
@UNHURRIED
def test_any_other_file_is_no_chat(folder: Path, raw: bytes) -> None:
    with pytest.raises(ChatFileError) as refused:
        read(raw, folder)
    assert refused.value.problem.kind is ProblemKind.CHAT_FILE_OTHER


OTHER, DAMAGED = ProblemKind.CHAT_FILE_OTHER, ProblemKind.CHAT_FILE_DAMAGED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", OTHER),
        ("null", OTHER),
        ("[]", OTHER),
        ('{"provider": "autogen"}', OTHER),
        ('{"version": 1, "format": "parley-chat"}', OTHER),
        ('{"format": "parley-chat"}', DAMAGED),
        ('{"format": "parley-chat", "version": 1}', DAMAGED),
        ('{"format": "parley-chat", "version": 0}', DAMAGED),
        ('{"format": "parley-chat", "version": true}', DAMAGED),
        ('{"format": "parley-chat", "version": 3, "what": 1}', ProblemKind.CHAT_FILE_NEWER),
        ('{"format": "parley-chat", "version": 1, "x": ' + "[" * 100_000, DAMAGED),
        ('{"format": "parley-chat", "version": 1, "x": NaN}', DAMAGED),
        ('{"format": "parley-chat", "version": 1, "x": ' + "9" * 5000 + "}", DAMAGED),
    ],
    ids=range(13),
)
def test_what_is_no_whole_chat_is_named(folder: Path, text: str, kind: ProblemKind) -> None:
    with pytest.raises(ChatFileError) as refused:
        read(text, folder)
    assert refused.value.problem.kind is kind


def changed(**changes: object) -> Data:
    document: Data = json.loads(text_of(a_chat()))
    for place, value in changes.items():
        part: Any = document
        *path, last = place.split("__")
        for step in path:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value
    return document


@pytest.mark.parametrize(
    "changes",
    [
        {"chat__head": "c"},
        {"chat__created_at": -1},
        {"chat__updated_at": 10**18},
        {"chat__title_by": "somebody"},
        {"turns__0__parent": "b"},
        {"turns__1__id": "a"},
        {"turns__1__parent": "b"},
        {"turns__1__state": "unknown"},
        {"turns__1__created_at": 1.5},
        {"turns__1__created_at": True},
        {"turns__1__usage": {"prompt": 1 << 70, "completion": 1}},
        {"turns__1__parts": "text"},
        {"turns__1__parts": [{"kind": "text", "source": "a"}]},
        {"turns__1__parts": [{"kind": "video", "source": "a", "text": "b"}]},
        {"turns__1__parts": [{"kind": "handoff", "source": "a", "text": "b", "target": 3}]},
        {"turns__1__parts": [{"kind": "text", "source": "a", "text": "b", "x": [[]]}]},
    ],
    ids=str,
)
def test_a_chat_that_cannot_be_is_damaged(folder: Path, changes: Data) -> None:
    with pytest.raises(ChatFileError) as refused:
        read(json.dumps(changed(**changes)), folder)
    assert refused.value.problem.kind is DAMAGED


def test_a_file_may_say_more_than_this_version_knows(folder: Path) -> None:
    extra = {"more": {"x": 1}, "chat__mood": "good", "turns__1__stars": 5}
    assert read(json.dumps(changed(**extra)), folder).chat.session.title == "Plans"


def test_size_has_a_bound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(a_chat())
    monkeypatch.setattr(chat_file, "LARGEST", len(text))
    assert read(text, folder)
    with pytest.raises(ChatFileError) as refused:
        read(text + " ", folder)
    assert refused.value.problem.kind is ProblemKind.CHAT_FILE_TOO_LARGE
    monkeypatch.setattr(chat_file, "MOST_TURNS", 1)
    with pytest.raises(ChatFileError) as refused:
        read(text, folder)
    assert refused.value.problem.kind is ProblemKind.CHAT_FILE_TOO_LARGE


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "none", tmp_path / "pipe", Path("a\0b"), Path("\udcff")):
        with pytest.raises(ChatFileError) as refused:
            read_chat_file(path)
        assert refused.value.problem.kind is ProblemKind.CHAT_FILE_UNREADABLE


def test_nothing_is_left_open_in_a_file(folder: Path) -> None:
    chat = a_chat()
    call = ToolCallPart(source="a", call_id="1", name="n", arguments="{}", state=ToolState.WAITING)
    answer = replace(
        chat.turns[1],
        state=TurnState.RUNNING,
        ended_at=None,
        parts=(call, TextPart(source="a", text="half", open=True)),
    )
    file = read(text_of(replace(chat, turns=(chat.turns[0], answer))), folder)
    ended = file.chat.turns[1]
    assert ended.state is TurnState.INTERRUPTED
    assert ended.parts == (
        replace(call, state=ToolState.CANCELLED),
        TextPart(source="a", text="half"),
    )


def test_addresses_stay_at_home(folder: Path) -> None:
    problem = Problem(
        kind=ProblemKind.CONNECTION_REFUSED,
        facts={"host": "10.1.2.3:8080", "model": "m", "path": "/folder/x"},
        detail="GET http://10.1.2.3:8080/v1",
    )
    chat = a_chat()
    model = ModelRef(endpoint_id="http://10.1.2.3", model="m")
    failed = replace(chat.turns[1], state=TurnState.FAILED, problem=problem)
    whole = WholeChat(session=replace(chat.session, model=model), turns=(chat.turns[0], failed))
    text = text_of(whole, ChatNames(provider="My server"))
    assert "10.1.2.3" not in text
    assert "/folder/x" not in text
    file = read(text, folder)
    assert (file.provider, file.model) == ("My server", "m")
    assert file.chat.turns[1].problem == Problem(kind=problem.kind, facts={"model": "m"})


def test_the_format_is_the_one_that_is_described(folder: Path) -> None:
    text = text_of(a_chat())
    assert text == (
        '{"format": "parley-chat", "version": 1,\n'
        '"chat": {"id":"s","title":"Plans","title_by":"user","created_at":1750000000000,'
        '"updated_at":1750000002000,'
        '"head":"b","model":null,"draft":"",'
        '"kept":{"folder":[],"tags":[],"instructions":"","pinned":false,"archived":false,'
        '"work":"","team":null}},\n'
        '"turns": [\n'
        '{"id":"a","parent":null,"role":"user","state":"done","created_at":1750000000000,"ended_at":null,'
        '"agent":"","model":"","usage":null,"problem":null,'
        '"parts":[{"kind":"text","source":"user","text":"Hello"}]},\n'
        '{"id":"b","parent":"a","role":"agent","state":"done","created_at":1750000000000,"ended_at":1750000002000,'
        '"agent":"","model":"","usage":null,"problem":null,'
        '"parts":[{"kind":"text","source":"user","text":"Hello"}]}\n'
        "]}\n"
    )


@given(chats())
def test_every_kind_of_part_is_described(chat: WholeChat) -> None:
    described = set(re.findall(r"^    (\w+) +\S", chat_file.__doc__ or "", re.MULTILINE))
    turns = json.loads(text_of(chat))["turns"]
    assert {part["kind"] for turn in turns for part in turn["parts"]} <= described


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "none" / "x.parley"
    with pytest.raises(ChatFileError) as refused:
        write_chat_file(path, a_chat())
    assert refused.value.problem.kind is ProblemKind.CHAT_FILE_UNWRITABLE
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=10))
def test_turns_stand_behind_their_parents_whatever_damage_left(
    pairs: list[tuple[int, int | None]],
) -> None:
    plain = a_chat().turns[0]
    given = {
        str(own): replace(plain, id=str(own), parent_id=None if parent is None else str(parent))
        for own, parent in pairs
    }
    ordered = in_order(given.values())
    assert sorted(turn.id for turn in ordered) == sorted(given)
    seen: set[str] = set()
    for turn in ordered:
        assert turn.parent_id is None or turn.parent_id in seen
        seen.add(turn.id)
