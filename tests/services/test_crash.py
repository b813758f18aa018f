"""Killed in mid-stream: what was received is there again, but for the last quarter of a second."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gui.model.turn import TurnState
from gui.services.service_facts import QueueChanged
from tests.services.house import House
from tests.waiting import until

ROOT = Path(__file__).parents[2]
BEHIND = 0.25  # seconds promised
SLACK = 0.2  # of a busy test machine


@pytest.mark.parametrize("words", [150, 500])
async def test_kill_in_mid_stream_loses_at_most_a_quarter_of_a_second(
    tmp_path: Path, words: int
) -> None:
    command = [sys.executable, "-m", "tests.services.streaming_program", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        last = 0.0
        for _ in range(words):
            last = float(program.stdout.readline())
        program.kill()
        rest = program.stdout.read().split("\n")
    last = max([last, *(float(line) for line in rest if len(line) == len(f"{last:.4f}"))])
    async with House(tmp_path) as house:
        (session,) = await house.service.list_sessions()
        transcript = await house.service.open(session.id)
        question, answer = transcript.turns
        assert question.text == "the question"
        assert answer.state is TurnState.INTERRUPTED
        kept = answer.text.split()
        assert last - float(kept[-1]) < BEHIND + SLACK
        assert [message.text for message in transcript.queued] == ["queued behind it"]
        await house.service.retry(session.id, answer.id)
        await until(lambda: house.told(QueueChanged))  # a good answer lets the queue go on
        await house.idle(session.id)
        answers = [turn.text for turn in (await house.service.open(session.id)).turns[1::2]]
        assert answers == ["You said: the question", "You said: queued behind it"]
