"""Faults of the disk in the real program: the user hears of them, and loses nothing durable."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.fault_tour import FAULTS, can_be_forbidden, run_fault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of POSIX")


@pytest.mark.parametrize("name", FAULTS)
def test_the_user_is_told_and_the_program_goes_on(tmp_path: Path, name: str) -> None:
    if "permission" in name and not can_be_forbidden():
        pytest.skip("the root may write anywhere, and there is no setpriv to take that away")
    fault = FAULTS[name]
    seen = run_fault(name, tmp_path)
    assert seen.code == 0
    assert set(fault.chats) <= set(seen.chats)
    assert seen.answered == fault.answers
    if fault.said:
        assert fault.said in " ".join(seen.saw)
    else:
        assert seen.saw == ()
