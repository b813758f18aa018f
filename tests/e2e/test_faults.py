"""Faults of the disk in the real program: the user hears of them, and loses nothing durable."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.fault_tour import FAULTS, can_be_forbidden, run_fault

# The root may write anywhere; where nothing takes that right away, there is no such fault.
POSSIBLE = [name for name in FAULTS if can_be_forbidden() or "permission" not in name]


@pytest.mark.parametrize("name", POSSIBLE)
def test_the_user_is_told_and_the_program_goes_on(tmp_path: Path, name: str) -> None:
    fault = FAULTS[name]
    seen = run_fault(name, tmp_path)
    assert seen.code == 0
    assert set(fault.chats) <= set(seen.chats)
    assert seen.answered == fault.answers
    if fault.said:
        assert fault.said in " ".join(seen.saw)
    else:
        assert seen.saw == ()
