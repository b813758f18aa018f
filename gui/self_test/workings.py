"""Checks of what Parley does: keep chats and keys, answer through AutoGen, start programs."""

from __future__ import annotations

import asyncio
import stat
import sys
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gui.model.endpoint import GUIDE_ENDPOINT_ID, GUIDE_MODEL, Endpoint, Protocol
from gui.model.plan import ConversationPlan
from gui.model.reducer import apply, end
from gui.model.session import Session, TitleBy
from gui.model.turn import Role, TextPart, ToolCallPart, ToolState, Turn, TurnState
from gui.self_test.check import CheckWarning, Ground, expect
from gui.services.child_process import ChildPlan
from gui.services.child_table import ChildTable
from gui.services.clock import now_ms
from gui.services.read_only_gate import ReadOnlyGate
from gui.services.secrets import KeyPlace, Secrets
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore

if TYPE_CHECKING:  # AutoGen is imported by a check, whose failure is a line of the table
    from gui.engine.autogen_engine import AutoGenEngine

_SAID = "What was said, with 你好 in it."
_SUM = "What is 17 * 23?"
_ANSWER = "391"
_GUIDE = Endpoint(id=GUIDE_ENDPOINT_ID, name="Guide", protocol=Protocol.GUIDE, needs_key=False)
_TURN = Turn(
    id="a",
    session_id="s",
    parent_id=None,
    role=Role.AGENT,
    state=TurnState.RUNNING,
    created_at=1,
)
_OPEN_LIMIT = 3.0  # seconds


async def check_store(ground: Ground) -> str:
    """A chat is written, and read again from the file as by the next start."""
    path = ground.folder / "parley.db"
    session = Session(id="s", title="Test", title_by=TitleBy.USER, created_at=1, updated_at=1)
    said = TextPart(source="user", text=_SAID)
    turn = replace(_TURN, id="t", role=Role.USER, state=TurnState.DONE, parts=(said,))
    store = SessionStore(path)
    try:
        await store.open()
        await store.begin(session, [turn], None)
        await store.save([session], [TurnChange.since(None, turn)])
    finally:
        await store.close()
    store = SessionStore(path)
    try:
        await store.open()
        (read,) = await store.turns("t")
        expect(read.parts == (said,), f"read back: {read.parts}")
        (found,) = await store.search("said")
        expect(found.id == "s", "the chat is not found by its words")
    finally:
        await store.close()
    return f"written, read and found; {path.stat().st_size // 1024} KiB"


async def check_keys(ground: Ground) -> str:
    """Which keyring there is, and that the private file works for who has none."""
    file = ground.folder / "keys.json"
    endpoint = Endpoint(
        id="test", name="Test", protocol=Protocol.OPENAI, base_url="https://example.invalid/v1"
    )
    await Secrets(file).set(endpoint, "not-a-real-key", place=KeyPlace.FILE)
    expect(await Secrets(file).get(endpoint) == "not-a-real-key", "the file does not give it back")
    mode = stat.S_IMODE(file.stat().st_mode)
    expect(sys.platform == "win32" or mode == 0o600, f"others can read the file: {mode:o}")
    if not await Secrets(file).has_keyring():
        raise CheckWarning("no keyring here; the private file works (mode 600)")
    return f"{await asyncio.to_thread(_keyring_name)}; the private file works too"


async def check_certificates(ground: Ground) -> str:
    """There are certificates to check servers by."""
    del ground
    return await asyncio.to_thread(_certificates)


async def check_engine(ground: Ground) -> str:
    """AutoGen and the libraries of all providers and of MCP can be imported."""
    del ground
    from importlib.metadata import version

    from gui.engine.importing import import_engine
    from gui.engine.mcp.library import import_mcp

    await import_engine(tuple(Protocol))
    await import_mcp()
    return ", ".join(f"{name} {version(name)}" for name in ("autogen-agentchat", "openai", "mcp"))


async def check_guide(ground: Ground) -> str:
    """An agent of AutoGen answers from the handbook, and calls a tool to work something out."""
    del ground
    from gui.engine.autogen_engine import AutoGenEngine

    engine = AutoGenEngine()
    try:
        told = await _answer(engine, "What is Parley?")
        expect("Parley" in _text(told), f"answered {_text(told)!r}")
        worked_out = await _answer(engine, _SUM)
    finally:
        await engine.close()
    calls = [part for part in worked_out.parts if isinstance(part, ToolCallPart)]
    expect(len(calls) == 1, f"called {len(calls)} tools")
    expect(calls[0].state is ToolState.DONE, f"the tool ended as {calls[0].state}")
    expect(_ANSWER in _text(worked_out), f"answered {_text(worked_out)!r}")
    return f"answers; its tool {calls[0].name} works out {_ANSWER}"


async def check_child(ground: Ground) -> str:
    """A program is started, answers, and is gone with what it has started itself."""
    table = ChildTable(ground.folder / "children")
    try:
        if sys.platform == "win32":
            command: tuple[str, ...] = ("cmd", "/d", "/c", "more")
        else:
            command = ("/bin/sh", "-c", "sleep 600 > /dev/null 2>&1 & echo $!; exec cat")
        child = await table.start(ChildPlan(name="test", command=command))
        async with asyncio.timeout(_OPEN_LIMIT):
            started = 0 if sys.platform == "win32" else int(await child.output.readline())
            child.input.write(b"hello\n")
            child.input.write_eof()
            answer = (await child.output.readline()).strip()
        expect(answer == b"hello", f"answered {answer!r}")
        await child.end()
        expect(child.code is not None, "it is still there")
        expect(not _is_alive(started), "what it has started is still there")
    finally:
        await table.end_all()
    return f"started, answered, ended with {child.code}"


async def _answer(engine: AutoGenEngine, question: str) -> Turn:
    plan = ConversationPlan(
        session_id="s",
        endpoint=_GUIDE,
        model=GUIDE_MODEL,
        key=None,
        state=None,
        replay=(),
        gate=ReadOnlyGate(),
    )
    conversation = await engine.converse(plan)
    turn = _TURN
    try:
        async with aclosing(conversation.run(question)) as events:
            async for event in events:
                turn = apply(turn, event)
    finally:
        await conversation.close()
    return end(turn, state=TurnState.DONE, ended_at=now_ms())


def _text(turn: Turn) -> str:
    return "".join(part.text for part in turn.parts if isinstance(part, TextPart))


def _keyring_name() -> str:
    import keyring

    return str(keyring.get_keyring().name)


def _certificates() -> str:
    import certifi
    import httpx2

    context = httpx2.create_ssl_context()  # what the engine asks servers with
    own = type(context)(context.protocol)
    own.load_verify_locations(certifi.where())
    bundled = Path(certifi.where()).read_text(encoding="utf-8").count("BEGIN CERTIFICATE")
    expect(bundled > 0, "no certificates come with Parley")
    return f"{type(context).__module__}; {bundled} come with Parley"


def _is_alive(pid: int) -> bool:
    import psutil

    if not pid:
        return False
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
