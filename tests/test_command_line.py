"""The command line: files become absolute, links stay what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.command_line import parse


def test_nothing_said_is_nothing_asked() -> None:
    given = parse([])
    assert (given.hidden, given.quick_ask, given.self_test, given.open) == (False, False, False, ())


def test_switches_are_heard() -> None:
    given = parse(["--hidden", "--quick-ask", "--self-test"])
    assert (given.hidden, given.quick_ask, given.self_test) == (True, True, True)


def test_files_are_found_from_where_the_caller_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = parse(["a b.parley", "/else/where.parley", f"file://{tmp_path}/%E8%81%8A%20x.parley"])
    assert given.open == (
        str(tmp_path / "a b.parley"),
        "/else/where.parley",
        str(tmp_path / "聊 x.parley"),
    )


def test_a_link_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    links = ("parley://new?text=a%20b", "https://example.org/")
    assert parse(links).open == links
    (tmp_path / "note:one.parley").touch()
    assert parse(["note:one.parley"]).open == (str(tmp_path / "note:one.parley"),)


def test_a_link_may_be_longer_than_the_name_of_a_file() -> None:
    link = f"parley://new?text={'a' * 8000}"
    assert parse([link]).open == (link,)


def test_what_is_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--style=fusion"])
    assert "--style" in capsys.readouterr().err
