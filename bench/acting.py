"""What the scenarios have in common: they wait for the engine, open chats, ask, tell, and leave."""

from __future__ import annotations

import asyncio
import resource
import time
from typing import TYPE_CHECKING

from bench.frames import FRAME, PaintWatch

if TYPE_CHECKING:  # Parley imports them behind its window, which is measured
    from gui.model.turn import Turn
    from gui.program import Program
    from gui.services.service_facts import ServiceFact

POLL = 0.002
PAINTED = 2 * FRAME
"""Seconds in which the last step of work is painted, if there is anything of it to be seen."""

OPEN_LIMIT = 20.0
"""Seconds in which a chat has to be on the screen."""


def tell(word: str, value: object) -> None:
    print(word, value, flush=True)


async def engine_ready(program: Program) -> None:
    await program.engine.ready()
    await asyncio.sleep(1.0)


async def begin(program: Program, *, until_ended: bool = False) -> Turn:
    """Send a message in a new chat that the window shows; the answer, begun or ended."""
    from gui.model.turn import TurnState
    from gui.services.service_facts import TurnChanged

    loop = asyncio.get_running_loop()
    reached: asyncio.Future[Turn] = loop.create_future()

    def watch(fact: ServiceFact) -> None:
        if not isinstance(fact, TurnChanged) or fact.turn.role != "agent" or reached.done():
            return
        if fact.turn.session_id != session.id:
            return
        if not until_ended or fact.turn.state is not TurnState.RUNNING:
            reached.set_result(fact.turn)

    session = await program.service.create()
    program.workspace.router.show_chat(session.id)
    await asyncio.sleep(0.3)
    unsubscribe = program.service.subscribe(watch)
    await program.service.send(session.id, "go")
    turn = await reached
    unsubscribe()
    return turn


async def open_chat(program: Program, watch: PaintWatch, session_id: str) -> float:
    """What a click on the chat does; seconds until all of it that is near has been painted."""
    chat = program.workspace.chat
    last = started = time.perf_counter()

    def is_there() -> bool:
        session = chat.session
        shown = session is not None and session.id == session_id and not chat.opening
        return shown and chat.transcript.is_settled

    def painted(now: float) -> None:
        nonlocal last
        last = now
        if waiting:
            watch.next(painted)

    waiting = True
    watch.next(painted)
    program.workspace.router.show_chat(session_id)
    async with asyncio.timeout(OPEN_LIMIT):
        while not is_there():  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(POLL)
    await asyncio.sleep(PAINTED)  # where nothing of the last step was to be seen, none comes
    waiting = False
    return last - started


async def chat_of(program: Program, turns: int) -> str:
    """The stored chat of so many turns."""
    sessions = await program.service.list_sessions()
    return next(s.id for s in sessions if s.title == f"A chat of {turns} turns")


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory() -> int:
    """The proportional set size, in bytes."""
    import psutil

    return int(psutil.Process().memory_full_info().pss)


def close(program: Program) -> None:
    tell("closing", time.time())
    program.window.close()
