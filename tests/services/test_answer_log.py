"""The log tells how answers ended, and never what was said or which key was used."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from gui.engine.scripted import Crash, Fail, Step, spoken
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.turn import Role, Turn, TurnState
from gui.services.answer_log import log_end
from tests.services.house import REFUSED, House


def lines(caplog: pytest.LogCaptureFixture, level: int) -> list[str]:
    name = "gui.services.answer_log"
    found = [r for r in caplog.records if r.name == name and r.levelno == level]
    return [record.getMessage() for record in found]


FAILED = Turn(
    id="t",
    session_id="s",
    parent_id=None,
    role=Role.AGENT,
    state=TurnState.FAILED,
    created_at=1000,
    ended_at=2500,
    model="small",
    problem=Problem(
        kind=ProblemKind.RATE_LIMITED,
        facts={"host": "api.example.org", "model": "sm\nall", "status": "429"},
        detail="words of the server",
    ),
)


def test_a_failure_is_one_line_of_facts(caplog: pytest.LogCaptureFixture) -> None:
    error = EngineError(FAILED.problem or Problem(kind=ProblemKind.UNEXPECTED))
    error.__cause__ = ConnectionResetError("words of the server")
    with caplog.at_level(logging.INFO):
        log_end(FAILED, error)
    assert lines(caplog, logging.INFO) == ["answer t: failed after 1.5 s, 0 parts"]
    (line,) = lines(caplog, logging.WARNING)
    facts, _, errors = line.rpartition(", ")
    assert facts == (
        "answer t failed: rate_limited, host api.example.org, model sm all, status 429"
    )
    assert errors == "EngineError < ConnectionResetError"


async def test_each_answer_leaves_a_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with House(tmp_path, lambda p, m: spoken("secret words")) as house:
        session = await house.service.create()
        answer = await house.talk(session.id, "what was asked")
    (line,) = lines(caplog, logging.INFO)
    assert line.startswith(f"answer {answer.id}: done after ")
    assert line.endswith(" s, 1 parts")
    assert lines(caplog, logging.WARNING) == []
    assert "secret words" not in caplog.text
    assert "what was asked" not in caplog.text


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Fail(problem=REFUSED), "connection_refused, host 127.0.0.1, model small, status -, "),
        (Crash(error=ZeroDivisionError("secret")), "unexpected, host -, model small, status -, "),
    ],
)
async def test_a_failure_names_its_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, step: Step, words: str
) -> None:
    async with House(tmp_path, lambda p, m: [step]) as house:
        session = await house.service.create()
        await house.talk(session.id, "what was asked")
    (line,) = lines(caplog, logging.WARNING)
    name = "EngineError" if isinstance(step, Fail) else "ZeroDivisionError"
    assert line.endswith(f"failed: {words}{name}")
