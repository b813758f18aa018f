"""What runs, gates and budgets keep in the session file: written as it comes, gone in time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.gate import Effect, Policy, ToolFacts
from gui.model.limits import NO_LIMITS
from gui.model.run_record import RecordKind, RunRecord
from gui.model.session import Session, TitleBy
from gui.model.turn import (
    ModelRequest,
    QuestionPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
)
from gui.services import run_rows, session_rows
from gui.services.database import connect
from gui.services.journal import Journal
from gui.services.migrations import MIGRATIONS, migrate
from gui.services.run_rows import Word
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore
from tests.turns import names, requests, texts

SESSION = Session(id="s", title="T", title_by=TitleBy.USER, created_at=1, updated_at=1, head_id="a")
QUESTION = Turn(
    id="q",
    session_id="s",
    parent_id=None,
    role=Role.USER,
    state=TurnState.DONE,
    created_at=1,
    parts=(TextPart(source="user", text="Tidy up"),),
)
ANSWER = Turn(
    id="a", session_id="s", parent_id="q", role=Role.AGENT, state=TurnState.RUNNING, created_at=2
)
FACTS = ToolFacts(tool_id="files/write_file", effect=Effect.WRITE)
WAITING = ToolCallPart(
    source="a", call_id="c1", name="write", arguments="{}", state=ToolState.WAITING, facts=FACTS
)
ASKED = QuestionPart(source="a", request_id="r1", text="Which one?")
RECORD = RunRecord(kind=RecordKind.MODEL, source="a", number=0, data="{}")
WORD = Word(number=0, source="a", id="c1", asked="{}", question=False, text="{}")
records = st.builds(
    RunRecord,
    kind=st.sampled_from(RecordKind),
    source=names,
    number=st.integers(0, 99),
    data=texts,
)
words = st.builds(
    Word,
    number=st.integers(0, 99),
    source=names,
    id=texts,
    asked=texts,
    question=st.booleans(),
    allowed=st.booleans(),
    text=texts,
    reason=texts,
    at=st.floats(0, 4e9),
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SessionStore]:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    yield store
    await store.close()


@pytest.fixture(scope="module")
def memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, MIGRATIONS, Path("unused"))
    session_rows.write_session(connection, SESSION)
    session_rows.write_change(connection, TurnChange.since(None, ANSWER))
    return connection


async def stored(store: SessionStore, *parts: ToolCallPart | QuestionPart | TextPart) -> None:
    answer = replace(ANSWER, parts=parts)
    await store.begin(SESSION, (QUESTION, answer), None)


@given(st.lists(records, unique_by=lambda r: (r.kind, r.source, r.number)), words)
def test_records_and_words_come_back_and_do_not_mix(
    memory: sqlite3.Connection, given: list[RunRecord], word: Word
) -> None:
    run_rows.write_records(memory, "a", given)
    run_rows.write_word(memory, "a", word)
    assert set(run_rows.read_records(memory, "a")) == set(given)
    assert run_rows.read_words(memory, "a") == (word,)
    run_rows.forget_words(memory, "a", (word,))
    assert run_rows.read_words(memory, "a") == ()
    run_rows.forget_run(memory, "a")
    assert run_rows.read_records(memory, "a") == ()


@given(st.lists(requests, max_size=4), st.lists(requests, max_size=4))
def test_requests_are_what_the_turn_has_however_they_have_changed(
    memory: sqlite3.Connection, before: list[ModelRequest], after: list[ModelRequest]
) -> None:
    first = replace(ANSWER, requests=tuple(before))
    session_rows.write_change(memory, TurnChange.since(None, first))
    second = replace(ANSWER, requests=(*before[:1], *after))
    session_rows.write_change(memory, TurnChange.since(first, second))
    assert session_rows.read_turns(memory, ["a"]) == (second,)


def test_only_requests_that_changed_are_written() -> None:
    request = ModelRequest(source="a", model="m", started_at=1.0)
    before = replace(ANSWER, requests=(request,))
    more = replace(before, requests=(request, replace(request, started_at=2.0)))
    assert TurnChange.since(before, more).requests == (1,)
    streamed = replace(more, parts=(TextPart(source="a", text="on"),))
    assert TurnChange.since(more, streamed).requests == ()


async def test_records_are_written_with_the_journal_and_go_with_the_run(
    store: SessionStore,
) -> None:
    await stored(store)
    journal = Journal(store, delay=0.01, on_problem=lambda problem: None)
    journal.track(ANSWER)
    journal.note_record("a", RECORD)
    journal.note_record("missing", RECORD)
    await journal.write()
    assert await store.runs.records("a") == (RECORD,)
    await store.runs.keep("a", WORD)
    journal.note_record("a", replace(RECORD, number=1))
    journal.note(replace(ANSWER, state=TurnState.DONE, ended_at=3))
    await journal.write()
    journal.close()
    assert await store.runs.records("a") == ()


async def test_only_what_waits_for_the_user_stays_when_the_file_is_opened(tmp_path: Path) -> None:
    cases: list[tuple[ToolCallPart | QuestionPart, bool]] = [
        (WAITING, True),
        (ASKED, True),
        (replace(ASKED, answer="this"), False),
        (replace(WAITING, state=ToolState.RUNNING), False),
        (replace(WAITING, facts=None), False),
    ]
    for number, (part, kept) in enumerate(cases):
        path = tmp_path / str(number) / "parley.db"
        store = SessionStore(path)
        await store.open()
        await stored(store, part)
        await store.runs.keep("a", WORD)
        await store.close()
        again = SessionStore(path)
        await again.open()
        parked = await again.runs.parked()
        (turn,) = await again.turns("a")
        assert turn.state is (TurnState.RUNNING if kept else TurnState.INTERRUPTED), part
        assert [(run.said.text, run.said.parent_id, run.words) for run in parked] == (
            [("Tidy up", None, (WORD,))] if kept else []
        )
        copy = await again.duplicate("s", replace(SESSION, id="s2"), iter(["q2", "a2"]).__next__)
        assert copy.head_state is TurnState.INTERRUPTED
        await again.close()


async def test_wishes_about_tools_are_kept_by_chat_and_copied_with_it(store: SessionStore) -> None:
    await stored(store)
    await store.policies.write("s", "files/write_file", Policy.ALLOW)
    await store.policies.write("s", "web/fetch", Policy.DENY)
    await store.policies.write("s", "web/fetch", None)
    await store.policies.write("none", "web/fetch", Policy.DENY)
    await store.duplicate("s", replace(SESSION, id="s2"), iter(["q2", "a2"]).__next__)
    wish = {"files/write_file": Policy.ALLOW}
    assert await store.policies.read() == {"s": wish, "s2": wish}
    assert await store.policies.read_chat("s2") == wish


async def test_a_file_of_version_3_gets_places_for_teams(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    with closing(connect(path)) as connection:
        migrate(connection, MIGRATIONS[:3], tmp_path / "backups")
        connection.execute(
            "INSERT INTO session (id, title, title_by, created_at, updated_at, head_id)"
            " VALUES ('s', 'Old', 'user', 1, 2, 'a')"
        )
        connection.execute(
            "INSERT INTO turn (id, session_id, role, state, created_at, prompt_tokens)"
            " VALUES ('a', 's', 'agent', 'done', 1, 7)"
        )
        call = {"call_id": "c", "name": "look", "arguments": "{}", "state": "done"}
        connection.execute(
            "INSERT INTO part VALUES ('a', 0, 'tool', 'a', 'found', ?)", (json.dumps(call),)
        )
    store = SessionStore(path)
    await store.open()
    session = await store.session("s")
    assert session is not None
    assert (session.title, session.team_id, session.folder) == ("Old", None, "")
    assert session.limits == NO_LIMITS
    (turn,) = await store.turns("a")
    (part,) = turn.parts
    assert isinstance(part, ToolCallPart)
    assert (part.result, part.facts, part.verdict, turn.requests) == ("found", None, None, ())
    await store.save((replace(session, team_id="t", folder="/w"),), ())
    changed = await store.session("s")
    assert changed is not None
    assert (changed.team_id, changed.folder) == ("t", "/w")
    await store.close()
    assert len(list((tmp_path / "backups").glob("parley-v3-*.db"))) == 1
