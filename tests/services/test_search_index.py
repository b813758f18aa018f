"""The index finds what is in the texts, no more and no less, whatever happens to them."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gui.model.chat_folder import ChatFolder
from gui.model.search_query import read_query
from gui.model.search_text import fold, tokens_in
from gui.model.session import Session, TitleBy
from gui.model.turn import Part, Role, TextPart, ThoughtPart, ToolCallPart, Turn, TurnState
from gui.services import search_index, session_rows
from gui.services.database import connect
from gui.services.migrations import MIGRATIONS, migrate
from gui.services.recovery import recover
from gui.services.search_results import SearchPage
from gui.services.search_schema import SEARCH_MIGRATION
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore
from gui.services.transaction import transaction

TODAY = date(2026, 12, 1)
SESSION = Session(id="s", title="Title", title_by=TitleBy.WORDS, created_at=1, updated_at=1)
TURN = Turn(
    id="t", session_id="s", parent_id=None, role=Role.USER, state=TurnState.DONE, created_at=1
)
NAIVE = "abAÉé 1数据库データ한국ไทย👍👨‍👩‍👧。,-\u0301\u200b\n"
TEXTS = st.text(NAIVE, max_size=20)


def turn(turn_id: str, *parts: Part, state: TurnState = TurnState.DONE) -> Turn:
    return replace(TURN, id=turn_id, parts=parts, state=state)


def said(turn_id: str, text: str) -> TurnChange:
    return TurnChange.since(None, turn(turn_id, TextPart(source="user", text=text)))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SessionStore]:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    yield store
    await store.close()


async def find(store: SessionStore, typed: str) -> SearchPage:
    return await store.search_page(read_query(typed, TODAY), None)


async def ids(store: SessionStore, typed: str) -> set[str]:
    page = await find(store, typed)
    return {each.turn_id for chat in page.chats for each in chat.turns}


def simple(text: str) -> list[str]:
    """Another way to the same words: sign by sign, with the standard library's names."""
    out: list[str] = []
    going_on = False
    for sign in unicodedata.normalize("NFC", text):
        if sign in "\u0301\u200d\ufe0f":
            continue
        if unicodedata.name(sign, "").startswith(("LATIN", "DIGIT")):
            bare = unicodedata.normalize("NFD", sign.lower())[0]
            out = [*out[:-1], out[-1] + bare] if going_on else [*out, bare]
            going_on = True
            continue
        going_on = False
        if sign.isalpha() or unicodedata.category(sign) in ("Mn", "So", "Mc"):
            out.append(sign)
    return out


def holds(text: str, typed: str) -> bool:
    have, want = simple(text), simple(typed)
    return any(have[i : i + len(want)] == want for i in range(len(have))) if want else False


@given(TEXTS)
def test_words_are_what_they_look_like(text: str) -> None:
    assert fold(text).split() == simple(text)
    composed = unicodedata.normalize("NFC", text)
    assert [token.text for token in tokens_in(composed)] == simple(text)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(TEXTS, min_size=1, max_size=8), data=st.data())
def test_the_index_finds_what_a_look_through_all_texts_finds(
    texts: list[str], data: st.DataObject
) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, MIGRATIONS, Path())
    with transaction(connection):
        session_rows.write_session(connection, SESSION)
        for number, text in enumerate(texts):
            session_rows.write_change(connection, said(f"t{number}", text))
    while search_index.step(connection, most=3):
        pass
    whole = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, max(0, len(whole) - 1)))
    typed = whole[start : start + data.draw(st.integers(1, 4))]
    words = fold(typed).split()
    found = set()
    if words:
        rows = connection.execute(
            "SELECT turn.id FROM search_text JOIN turn ON turn.doc = search_text.rowid"
            " WHERE search_text MATCH ?",
            (f'body : "{" ".join(words)}"',),
        )
        found = {row[0] for row in rows}
    assert found == {f"t{n}" for n, text in enumerate(texts) if holds(text, typed)}
    connection.close()


async def test_a_turn_is_found_when_it_has_ended_and_while_it_runs(store: SessionStore) -> None:
    running = turn("t", TextPart(source="a", text="the Lösung 解决"), state=TurnState.RUNNING)
    await store.save([SESSION], [TurnChange.since(None, running)])
    assert await ids(store, "losung") == {"t"}
    ended = replace(running, state=TurnState.DONE)
    await store.save([], [TurnChange.since(running, ended)])
    assert await store.searching.left() == 0
    for typed in ("losu", "LÖSUNG", "决", "解决"):
        assert await ids(store, typed) == {"t"}


async def test_thoughts_tools_and_escaped_arguments_are_found(store: SessionStore) -> None:
    call = ToolCallPart(
        source="a", call_id="1", name="read_file", arguments='{"name": "\\u6570"}', result="found"
    )
    await store.save(
        [SESSION], [TurnChange.since(None, turn("t", ThoughtPart(source="a", text="hmm"), call))]
    )
    for typed in ("hmm", "read_file", "数", "found", "tool:read", "tool:read_file found"):
        assert await ids(store, typed) == {"t"}, typed
    assert await ids(store, "tool:write") == set()


async def test_what_changes_and_what_goes_is_no_longer_found(
    store: SessionStore, tmp_path: Path
) -> None:
    await store.save([SESSION], [said("t", "secretword"), said("u", "other")])
    await store.save([], [said("t", "newword")])
    await store.searching.finish()
    assert await ids(store, "secretword") == set()
    assert await ids(store, "newword") == {"t"}
    await store.set_deleted("s", 1)
    assert await ids(store, "newword") == set()
    await store.look_after()  # forgets what was deleted long ago
    await store.searching.finish()
    connection = sqlite3.connect(tmp_path / "parley.db")
    assert connection.execute("SELECT count(*) FROM search_gone").fetchone() == (0,)
    rows = "SELECT count(*) FROM search_text WHERE search_text MATCH ?"
    for word in ("newword", "other", "secretword"):
        assert connection.execute(rows, (word,)).fetchone() == (0,)
    connection.close()


async def test_titles_follow_and_typing_errors_in_them_are_forgiven(store: SessionStore) -> None:
    await store.save([SESSION], [said("t", "text")])
    assert [c.title.text for c in (await find(store, "title")).chats] == ["Title"]
    await store.save([replace(SESSION, title="Database 数据库")], [])
    await store.searching.finish()
    assert (await find(store, "title")).chats == ()
    for typed in ("datab", "据", "databsae"):
        page = await find(store, typed)
        assert [chat.session_id for chat in page.chats] == ["s"], typed
    assert page.meant == ("database",)


async def test_the_middle_of_a_word_is_found_in_titles_behind_those_that_begin_so(
    store: SessionStore,
) -> None:
    titles = ("Lighthouse keepers", "A FLÁSHLIGHT for camping", "Flash", "Light reading")
    for number, title in enumerate(titles):
        chat = replace(SESSION, id=f"s{number}", title=title)
        await store.save([chat], [])
    await store.searching.finish()

    async def marked(typed: str) -> list[str]:
        found = [chat.title for chat in (await find(store, typed)).chats]
        return ["".join(each.text[a:b] for a, b in each.marks) for each in found]

    assert await marked("light") == ["Light", "Light", "LIGHT"]
    assert await marked("camping light") == ["LIGHTcamping"]
    assert await marked("as") == []
    assert await marked('"light"') == ["Light"]
    assert (await find(store, "light")).meant == ()
    assert await marked("flashlihgt") == ["FLÁSHLIGHT"]
    assert (await find(store, "flashlihgt")).meant == ("flashlight",)


async def test_a_passage_is_what_a_reader_sees_and_not_its_markdown(store: SessionStore) -> None:
    source = "# Tea\n\n**Tea** is made from [leaves](https://x.test/camellia)."
    answer = TextPart(source="a", text=source)
    call = ToolCallPart(source="a", call_id="1", name="write", arguments="# tea **pot**")
    heard = replace(turn("t", answer, call), role=Role.AGENT, agent="a")
    asked = turn("u", TextPart(source="user", text="Is **this** tea?"))
    await store.save([SESSION], [TurnChange.since(None, each) for each in (heard, asked)])

    async def passage(typed: str, turn_id: str = "t") -> tuple[str, list[str]]:
        turns = [each for chat in (await find(store, typed)).chats for each in chat.turns]
        found = next(each for each in turns if each.turn_id == turn_id).passage
        return found.text, [found.text[a:b] for a, b in found.marks]

    words = "Tea Tea is made from leaves."
    assert await passage("tea") == (words, ["Tea", "Tea"])
    assert await passage("agent:a") == (words, [])
    assert await passage("tea pot") == ("# tea **pot**", ["tea", "pot"])
    assert await passage("this", "u") == ("Is **this** tea?", ["this"])
    assert "https://x.test/camellia" in (await passage("camellia"))[0]


async def test_a_damaged_index_is_made_anew_and_the_chats_are_not_touched(
    store: SessionStore, tmp_path: Path
) -> None:
    await store.save([SESSION], [said(f"t{n}", f"word{n} common") for n in range(30)])
    await store.searching.finish()
    other = connect(tmp_path / "parley.db")
    other.execute("UPDATE search_text_data SET block = x'00ff00' WHERE id > 10")
    other.close()
    await store.save([], [said("new", "common words")])
    await find(store, "common")
    await store.searching.finish()
    assert await ids(store, "word7") == {"t7"}
    assert not list(tmp_path.glob("*.damaged-*"))
    assert await ids(store, "words") == {"new"}


async def test_an_old_file_is_taken_in_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    others = tuple(step for step in MIGRATIONS if step is not SEARCH_MIGRATION)
    old = SessionStore(path, migrations=others)
    await old.open()
    await old.list_sessions()
    await old.close()
    connection = connect(path)
    connection.execute(
        "INSERT INTO session (id, title, created_at, updated_at) VALUES ('s','T',1,1)"
    )
    connection.execute(
        "INSERT INTO turn (id, session_id, role, state, created_at)"
        " VALUES ('t', 's', 'user', 'done', 1)"
    )
    connection.execute("INSERT INTO part VALUES ('t', 0, 'text', 'user', 'from long ago', '{}')")
    connection.close()
    store = SessionStore(path, migrations=(*others, SEARCH_MIGRATION))
    await store.open()
    try:
        assert await store.searching.left() == 1
        assert await ids(store, "long ago") == {"t"}  # the newest are found before that
        await store.searching.finish()
        assert await store.searching.left() == 0
        assert await ids(store, "long ago") == {"t"}
    finally:
        await store.close()


async def test_after_a_recovery_everything_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    store = SessionStore(path)
    await store.open()
    await store.save([SESSION], [said("t", "a rare word")])
    await store.close()
    recover(path, tmp_path / "backups", MIGRATIONS)
    store = SessionStore(path)
    await store.open()
    try:
        assert await store.searching.left() == 1
        await store.searching.finish()
        assert await store.searching.left() == 0
        assert await ids(store, "rare") == {"t"}
        assert [chat.session_id for chat in (await find(store, "title")).chats] == ["s"]
    finally:
        await store.close()


async def test_dates_agents_chats_and_contents_narrow_it_down(store: SessionStore) -> None:
    day = 86_400_000
    failed = replace(
        turn("b", TextPart(source="Data Analyst", text="word ```x```"), state=TurnState.FAILED),
        role=Role.AGENT,
        agent="Data Analyst",
        model="gpt-test",
        created_at=20_000 * day,
    )
    pinned = replace(
        SESSION, id="p", title="My plans", pinned=True, filed_in="inner", tags=("Travel", "工作")
    )
    for folder in (
        ChatFolder(id="outer", name="Big projects"),
        ChatFolder(id="inner", name="Sub", parent_id="outer"),
    ):
        await store.folders.write(folder)
    other = replace(
        turn("c", TextPart(source="user", text="word")), session_id="p", created_at=20_100 * day
    )
    changes = [said("a", "word"), *(TurnChange.since(None, each) for each in (failed, other))]
    await store.save([SESSION, pinned], changes)
    await store.searching.finish()
    for typed, expected in {
        "word": {"a", "b", "c"},
        "word agent:analyst": {"b"},
        'agent:"data analyst"': {"b"},
        "model:gpt word": {"b"},
        "has:code": {"b"},
        "has:error word": {"b"},
        "has:image": set(),
        "word after:2024-11-01": {"c"},
        "word before:2024-11-01": {"a", "b"},
        "after:2024-01-01 before:2024-11-01": {"b"},
        "in:plans": {"c"},
        "in:sub": {"c"},
        "in:proj word": {"c"},
        "in:nowhere word": set(),
        "tag:travel": {"c"},
        "tag:工 word": {"c"},
        "tag:ravel": set(),
        "is:pinned word": {"c"},
        "is:archived word": set(),
    }.items():
        assert await ids(store, typed) == expected, typed


async def test_more_comes_page_by_page_until_all_has_been_shown(store: SessionStore) -> None:
    sessions = [replace(SESSION, id=f"s{n}", title=f"Chat {n}") for n in range(60)]
    changes = [
        TurnChange.since(
            None,
            replace(
                turn(f"t{n}", TextPart(source="user", text="common")),
                session_id=f"s{n % 60}",
                created_at=1_000_000 * n,
            ),
        )
        for n in range(600)
    ]
    await store.save(sessions, changes)
    await store.searching.finish()
    query = read_query("common", TODAY)
    page = await store.search_page(query, None)
    seen = [each.turn_id for chat in page.chats for each in chat.turns]
    while page.rest is not None:
        page = await store.search_page(query, page.rest)
        seen += [each.turn_id for chat in page.chats for each in chat.turns]
    assert len(seen) == len(set(seen)) == 600
