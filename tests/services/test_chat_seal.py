"""What agents know, in a chat file: taken from nobody but the installation that wrote it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.services.chat_file import read_chat_file, renewed, write_chat_file
from gui.services.identifiers import Identifiers
from gui.services.seal import Seal
from gui.services.whole_chats import WholeChat
from tests.services.test_chat_file import UNHURRIED, a_chat, chats


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chats")


@st.composite
def chats_with_states(draw: st.DrawFn) -> WholeChat:
    chat = draw(chats())
    ids = [turn.id for turn in chat.turns]
    states = draw(st.dictionaries(st.sampled_from(ids), st.binary(max_size=50))) if ids else {}
    team = draw(st.none() | st.sampled_from(["t1", "队"]))
    return replace(chat, session=replace(chat.session, team_id=team), states=states)


@given(chats_with_states())
@UNHURRIED
def test_what_agents_know_comes_back_where_it_was_written_and_nowhere_else(
    folder: Path, chat: WholeChat
) -> None:
    seal, other = Seal(folder / "seal.key"), Seal(folder / "other.key")
    path = folder / "sealed.parley"
    write_chat_file(path, chat, seal=seal)
    here = read_chat_file(path, seal=Seal(folder / "seal.key")).chat
    assert here.states == chat.states
    assert here.session.team_id == (chat.session.team_id if chat.states else None)
    moved = renewed(here, Identifiers().new)
    assert (
        list(moved.states.values())
        == [here.states[turn.id] for turn in here.turns if turn.id in here.states]
        or len(here.states) > 1
    )
    assert set(moved.states) <= {turn.id for turn in moved.turns}
    for elsewhere in (read_chat_file(path, seal=other), read_chat_file(path)):
        assert elsewhere.chat.states == {}
        assert elsewhere.chat.session.team_id is None
        assert elsewhere.chat.turns == here.turns


@pytest.mark.parametrize("change", ["words", "team", "state", "seal", "moved"])
def test_a_memory_that_somebody_touched_is_not_taken(folder: Path, change: str) -> None:
    seal = Seal(folder / "seal.key")
    chat = a_chat()
    chat = replace(
        chat, session=replace(chat.session, team_id="t"), states={"a": b"before", "b": b"state"}
    )
    path = folder / "touched.parley"
    write_chat_file(path, chat, seal=seal)
    assert read_chat_file(path, seal=seal).chat.states == chat.states
    data = json.loads(path.read_text("utf-8"))
    question, reply = data["turns"]
    match change:
        case "words":
            question["parts"][0]["text"] = "Bye"
        case "team":
            data["chat"]["team"] = "other"
        case "state":
            question["memory"]["state"] = reply["memory"]["state"] = "AAAA"
        case "seal":
            question["memory"]["seal"] = reply["memory"]["seal"] = "é"
        case _:
            question["memory"], reply["memory"] = reply["memory"], question["memory"]
    path.write_text(json.dumps(data), "utf-8")
    assert read_chat_file(path, seal=seal).chat.states == {}


def test_a_working_folder_is_ours_where_it_was_written_and_in_that_chat(folder: Path) -> None:
    seal, path = Seal(folder / "seal.key"), folder / "work.parley"
    chat = replace(a_chat(), session=replace(a_chat().session, folder="/work"))
    write_chat_file(path, chat, seal=seal)
    assert read_chat_file(path, seal=seal).kept.work_is_ours
    assert read_chat_file(path, seal=seal).chat.session.folder == ""
    assert not read_chat_file(path).kept.work_is_ours
    assert not read_chat_file(path, seal=Seal(folder / "else.key")).kept.work_is_ours
    written = path.read_text("utf-8")
    for changed in (written.replace('"/work"', '"/work2"'), written.replace("Hello", "Delete")):
        path.write_text(changed, "utf-8")
        assert not read_chat_file(path, seal=seal).kept.work_is_ours
