"""Desktop entries: any command comes back from Exec as the specification reads it."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from gui.services.desktop_entry import exec_value, read_entry, write_entry

RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""What the specification wants quoted."""

ARGUMENT = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"])
    | st.sampled_from(" %\"'\\$`\n\t~#;=")
)


def read_exec(value: str) -> list[str]:
    """Takes the value of Exec apart, word for word after the specification."""
    arguments: list[str] = []
    rest = iter(value)
    for first in rest:
        if first == " ":
            continue
        text = ""
        if first == '"':
            for character in rest:
                if character == '"':
                    break
                if character == "\\":
                    escaped = next(rest)
                    assert escaped in '"`$\\', "only these may be escaped"
                    text += escaped
                else:
                    assert character not in "`$", "these must be escaped"
                    text += character
            else:
                raise AssertionError("the quotes are not closed")
            assert next(rest, " ") == " ", "arguments are quoted in whole"
        else:
            for character in (first, *rest_of_word(rest)):
                assert character not in RESERVED, "reserved characters must be quoted"
                text += character
        arguments.append(without_field_codes(text))
    return arguments


def rest_of_word(rest: Iterator[str]) -> str:
    text = ""
    for character in rest:
        if character == " ":
            break
        text += character
    return text


def without_field_codes(text: str) -> str:
    parts = text.split("%%")
    assert not any("%" in part for part in parts), "a field code"
    return "%".join(parts)


@given(st.lists(ARGUMENT, min_size=1))
@example(["/opt/Par ley/100%/parley", "--data-dir", 'a"b\\c$d`e', "", "it's", "~", "a=b"])
@example(["%f", "%%", "%", "\\", "\\\\", "\n", " ", "聊天"])
def test_a_command_survives_the_file(command: list[str]) -> None:
    text = write_entry({"Name": "Parley", "Exec": exec_value(command)})
    read = read_exec(read_entry(text)["Exec"])
    assert "%" not in read[0]
    assert read == ([] if command[0] == read[0] else ["/usr/bin/env"]) + command


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_value_survives_the_file(value: str) -> None:
    value = value.rstrip(" ")
    text = write_entry({"Name": value, "Type": "Application"})
    assert read_entry(text) == {"Name": value, "Type": "Application"}
    assert text.count("\n") == 3


def test_only_the_main_group_counts() -> None:
    text = "Exec=early\n# Exec=note\n[Other]\nExec=x\n[Desktop Entry]\nExec = y \n[Last]\nExec=z\n"
    assert read_entry(text) == {"Exec": "y"}
    assert read_entry("\x00no entry") == {}
