"""The arguments of a call as texts: nothing of them is left out, and they can be changed."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gui.model.call_texts import call_texts, editable, edited
from gui.model.gate import Effect, ToolFacts
from gui.model.line_diff import unified_diff

RUNS = ToolFacts(tool_id="code/run_python", effect=Effect.RUN)
WRITES = ToolFacts(tool_id="files/write_file", effect=Effect.WRITE)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(("code", "command", "path", "content", "language", "x")) | st.text()


def test_code_stands_by_itself_in_its_language() -> None:
    (code, rest) = call_texts("run_python", '{"code": "print(1)\\n", "timeout": 5}', RUNS)
    assert (code.text, code.language) == ("print(1)\n", "python")
    assert json.loads(rest.text) == {"timeout": 5}


@pytest.mark.parametrize(
    ("name", "arguments", "language"),
    [
        ("run_shell", '{"command": "ls"}', "bash"),
        ("query", '{"sql": "select 1"}', "sql"),
        ("run", '{"code": "1", "language": "Ruby"}', "ruby"),
        ("CodeExecutor", '{"code": "1"}', "python"),
    ],
)
def test_the_language_of_code_is_told_or_guessed(name: str, arguments: str, language: str) -> None:
    assert call_texts(name, arguments, RUNS)[0].language == language


def test_what_is_too_long_to_be_laid_out_is_shown_as_it_came() -> None:
    arguments = json.dumps({"rows": ["x" * 100] * 30_000})
    assert [each.text for each in call_texts("t", arguments, RUNS)] == [arguments]
    assert editable("t", arguments, RUNS).too_long


def test_a_command_of_a_tool_that_runs_nothing_is_an_argument_as_any_other() -> None:
    (text,) = call_texts("menu", '{"command": "soup"}', WRITES)
    assert json.loads(text.text) == {"command": "soup"}


def test_what_would_change_comes_first_and_the_whole_is_still_there() -> None:
    facts = ToolFacts(tool_id="files/write_file", effect=Effect.WRITE, preview="-a\n+b\n")
    arguments = json.dumps({"path": "a.py", "content": "b\nc\n"})
    diff, content, rest = call_texts("write_file", arguments, facts)
    assert diff.language == "diff"
    assert (content.text, content.language, content.caption) == ("b\nc\n", "py", "content")
    assert content.told
    assert json.loads(rest.text) == {"path": "a.py"}


@given(text=st.text() | st.lists(st.sampled_from(["", "a", "+b", "x" * 600])).map("\n".join))
@example(text="\n".join(map(str, range(500))))
def test_a_new_file_is_told_once_where_the_diff_has_all_of_it(text: str) -> None:
    preview = unified_diff(None, text, "a.py")
    facts = ToolFacts(tool_id="files/write_file", effect=Effect.WRITE, preview=preview)
    arguments = json.dumps({"path": "a.py", "content": text})
    diff, *others = call_texts("write_file", arguments, facts)
    assert diff.text == preview
    assert json.loads(others[-1].text)["path"] == "a.py"
    whole = len(text.split("\n")) < 390 and all(len(line) <= 500 for line in text.split("\n"))
    said = [each for each in others if each.caption == "content" or "content" in each.text]
    if "\n" in text.strip("\n"):
        assert bool(said) is not whole
    else:
        assert said


def test_what_is_no_json_is_shown_as_it_is() -> None:
    (text,) = call_texts("t", "rm -rf {", RUNS)
    assert text.text == "rm -rf {"
    assert call_texts("t", "", RUNS) == ()


@given(values=st.dictionaries(KEYS, VALUES, max_size=5))
def test_every_argument_can_be_read(values: dict[str, object]) -> None:
    texts = call_texts("t", json.dumps(values), RUNS)
    readable = [text.text for text in texts]
    listed = json.loads(texts[-1].text) if texts and texts[-1].language == "json" else {}
    for key, value in values.items():
        assert listed.get(key, ...) == value or value in readable


@given(values=st.dictionaries(KEYS, VALUES, max_size=5), text=st.text())
def test_changing_the_code_changes_nothing_else(values: dict[str, object], text: str) -> None:
    arguments = json.dumps({**values, "code": "old"})
    before = editable("t", arguments, WRITES)
    if before.key != "code":
        return  # another argument is code as well: all of it is edited as JSON
    found = edited(arguments, before, text)
    if text == "old":
        assert found is None
    else:
        assert found is not None
        assert json.loads(found) == {**values, "code": text}


def test_json_that_is_none_is_refused() -> None:
    before = editable("t", '{"a": 1}', WRITES)
    assert json.loads(edited('{"a": 1}', before, '{"a": 2}') or "") == {"a": 2}
    assert edited('{"a": 1}', before, before.text) is None
    with pytest.raises(json.JSONDecodeError):
        edited('{"a": 1}', before, '{"a": ')
    with pytest.raises(ValueError, match="no JSON object"):
        edited('{"a": 1}', before, "[1]")


def test_code_with_hidden_signs_is_changed_where_they_can_be_seen() -> None:
    code = "if a:  # \u202e\U000e0041"
    arguments = json.dumps({"code": code})
    changed = editable("run_python", arguments, RUNS)
    assert changed.key == ""
    assert "\\u202e\\udb40\\udc41" in changed.text
    assert json.loads(changed.text) == {"code": code}
    assert edited(arguments, changed, changed.text) is None
