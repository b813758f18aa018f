"""The account of what leaves: durable, by chat and as a whole, also while the disk is full."""

from __future__ import annotations

from pathlib import Path

from gui.engine.scripted import ScriptedEngine, Step, spoken
from gui.model.leaving import ASKING_CHAT, HostSum, Sent, SentKind
from gui.services.host_ledger import HostLedger
from gui.services.session_store import SessionStore
from tests.services.house import House, limit_pages
from tests.waiting import until


def sent(host: str, size: int = 10, chat: str = "") -> Sent:
    return Sent(host=host, kind=SentKind.MODEL, size=size, session_id=chat)


async def test_requests_add_up_by_host_and_chat_over_starts(tmp_path: Path) -> None:
    clock = iter([100.0, 200.0, 300.0, 400.0])
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    ledger = HostLedger(store.hosts, clock=lambda: next(clock))
    for one in (sent("a.org", 10, "x"), sent("a.org", 20, "x"), sent("b.org"), sent("a.org", 5)):
        ledger.note(one)
    await store.close()
    again = SessionStore(tmp_path / "parley.db")
    await again.open()
    whole = await HostLedger(again.hosts).hosts()
    assert whole == (
        HostSum(host="a.org", kind=SentKind.MODEL, requests=3, size=35, first_at=100, last_at=400),
        HostSum(host="b.org", kind=SentKind.MODEL, requests=1, size=10, first_at=300, last_at=300),
    )
    (of_chat,) = await HostLedger(again.hosts).hosts("x")
    assert (of_chat.requests, of_chat.size, of_chat.last_at) == (2, 30, 200)
    await again.close()


async def test_what_cannot_be_written_is_written_with_the_next(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    ledger = HostLedger(store.hosts)
    await limit_pages(store, full=True)
    many = [sent(f"host-{number}.example.org" * 20) for number in range(200)]
    for one in many:
        ledger.note(one)
    await until(lambda: ledger._unwritten)
    await store.list_sessions()
    await limit_pages(store, full=False)
    ledger.note(sent("last.org"))
    assert len(await ledger.hosts()) == len(many) + 1
    await store.close()


async def test_it_stays_when_chats_go_and_when_an_older_file_is_restored(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.begin("asked")
        await house.idle(session.id)
        house.service.hosts.note(sent("before.org", chat=session.id))
        backup = await house.service.library.back_up()
        house.service.hosts.note(sent("before.org", chat=session.id))
        house.service.hosts.note(sent("since.org"))
        await house.service.library.restore(backup)
        found = {one.host: one.requests for one in await house.service.hosts.hosts()}
        assert found == {"before.org": 2, "since.org": 1}
        await house.service.library.erase()
        assert await house.service.hosts.hosts() == ()


async def test_an_answer_asks_for_its_chat(tmp_path: Path) -> None:
    asked: list[str] = []

    def script(*_: object) -> list[Step]:
        asked.append(ASKING_CHAT.get())
        return spoken("Yes")

    async with House(tmp_path, engine=ScriptedEngine(script)) as house:
        session = await house.begin("asked")
        await house.idle(session.id)
        assert asked == [session.id]
        assert ASKING_CHAT.get() == ""
