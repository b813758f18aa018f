"""Clean-up is bounded whatever hangs, says what was late, and leaves itself out."""

from __future__ import annotations

import asyncio
import logging

import pytest

from gui.services import shutdown
from gui.services.shutdown import Shutdown, end_remaining_tasks
from gui.services.shutdown_stage import Stage

pytestmark = pytest.mark.asyncio


def _shutdown(*, limit: float = 5.0, hurried: bool = False) -> Shutdown:
    hurry: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    if hurried:
        hurry.set_result(None)
    return Shutdown(hurried=hurry, waiting_for=lambda _name: None, limit=limit)


async def _forever() -> None:
    await asyncio.Event().wait()


async def test_stages_run_in_order_and_a_late_one_is_left() -> None:
    ran: list[str] = []

    def quick(name: str) -> Stage:
        async def run() -> None:
            ran.append(name)

        return Stage(name=name, limit=1.0, run=run)

    stuck = Stage(name="stuck", limit=0.05, run=_forever)
    late = await _shutdown().run((quick("first"), stuck, quick("last")))
    assert ran == ["first", "last"]
    assert late == ("stuck",)
    await asyncio.sleep(0)


async def test_the_whole_limit_bounds_all_stages_and_each_still_gets_its_first_step() -> None:
    began: list[int] = []

    def hanging(number: int) -> Stage:
        async def run() -> None:
            began.append(number)
            await asyncio.Event().wait()

        return Stage(name=f"stage {number}", limit=60.0, run=run)

    async with asyncio.timeout(5):
        late = await _shutdown(limit=0.1).run([hanging(n) for n in range(5)])
    assert len(late) == 5
    assert began == [0, 1, 2, 3, 4]
    await asyncio.sleep(0)


async def test_a_failing_stage_is_logged_and_the_next_one_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ran: list[str] = []

    async def fail() -> None:
        raise OSError("disk gone")

    async def work() -> None:
        ran.append("next")

    with caplog.at_level(logging.INFO):
        await _shutdown().run(
            (
                Stage(name="failing", limit=1, run=fail),
                Stage(name="next", limit=1, run=work),
            )
        )
    assert ran == ["next"]
    assert "failing failed" in caplog.text
    assert "next took" in caplog.text


async def test_in_a_hurry_only_what_saves_is_awaited() -> None:
    saved: list[bool] = []

    async def save() -> None:
        await asyncio.sleep(0.01)
        saved.append(True)

    late = await _shutdown(hurried=True).run(
        (
            Stage(name="save", limit=1.0, run=save, saves=True),
            Stage(name="wait", limit=60.0, run=_forever),
        )
    )
    assert saved == [True]
    assert late == ("wait",)
    await asyncio.sleep(0)


async def test_clean_up_itself_leaves_no_task_for_its_own_last_stage(
    caplog: pytest.LogCaptureFixture,
) -> None:
    test = asyncio.current_task()
    assert test is not None

    async def end_all_but_the_test() -> None:
        await end_remaining_tasks(keep=frozenset({test}))

    with caplog.at_level(logging.INFO):
        late = await _shutdown().run(
            (Stage(name="remaining tasks", limit=5, run=end_all_but_the_test),)
        )
    assert late == ()
    assert "cancelled" not in caplog.text


async def test_remaining_tasks_end_the_current_one_does_not(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shutdown, "REMAINING_TASKS_LIMIT", 0.05)
    monkeypatch.setattr(shutdown, "AFTER_CANCEL_LIMIT", 0.05)
    release = asyncio.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    kept = asyncio.create_task(_forever(), name="kept")
    ordinary = asyncio.create_task(_forever(), name="ordinary")
    swallower = asyncio.create_task(stubborn(), name="swallower")
    with caplog.at_level(logging.INFO):
        await end_remaining_tasks(keep=frozenset({kept}))
    assert ordinary.cancelled()
    assert not kept.done()
    assert "swallower ignores its cancellation" in caplog.text
    assert "Traceback" not in caplog.text
    release.set()
    kept.cancel()
    await asyncio.wait({kept, swallower})
