"""An MCP server as it is typed: command lines, variables and secrets come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.mcp_server import McpServer, Transport
from gui.views.settings.mcp_draft import KEPT, McpDraft, McpDraftFault, split_command

BASE = McpServer(id="1", name="S", transport=Transport.STDIO, command="run", secrets=("TOKEN",))
words = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=8)


@given(st.lists(words, min_size=1, max_size=4))
def test_a_command_line_says_what_is_run(parts: list[str]) -> None:
    server = McpServer(
        id="1", name="S", transport=Transport.STDIO, command=parts[0], args=tuple(parts[1:])
    )
    assert split_command(server.shown, windows=False) == tuple(parts)


def test_on_windows_a_backslash_is_only_a_letter() -> None:
    line = r'C:\tools\server.exe "C:\my files"'
    assert split_command(line, windows=True) == (r"C:\tools\server.exe", r"C:\my files")
    assert split_command('run "open', windows=False) is None


def test_what_looks_secret_becomes_one_and_what_is_kept_stays() -> None:
    draft = McpDraft(
        name="S",
        transport=Transport.STDIO,
        command="run --pin ${secret:pin}",
        values=f"LEVEL=1\nTOKEN={KEPT}\nAPI_KEY=abc\nFROM=${{env:HOME}}",
    )
    assert draft.faults(BASE) == {}
    server, typed = draft.applied_to(BASE)
    assert server.environment == {"LEVEL": "1", "FROM": "${env:HOME}"}
    assert server.secrets == ("TOKEN", "API_KEY", "pin")
    assert typed == {"API_KEY": "abc"}
    assert McpDraft.of(server).applied_to(server)[0] == server


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (McpDraft(name="S", transport=Transport.STDIO), McpDraftFault.COMMAND_MISSING),
        (
            McpDraft(name="S", transport=Transport.STDIO, command='a "b'),
            McpDraftFault.COMMAND_UNCLEAR,
        ),
        (McpDraft(name="S", transport=Transport.HTTP), McpDraftFault.ADDRESS_MISSING),
        (
            McpDraft(name="S", transport=Transport.SSE, url="ftp://x"),
            McpDraftFault.ADDRESS_NOT_WEB,
        ),
        (
            McpDraft(name="S", transport=Transport.STDIO, command="a", values="alone"),
            McpDraftFault.VALUES_UNCLEAR,
        ),
        (
            McpDraft(name="S", transport=Transport.HTTP, url="https://x", values=f"A: {KEPT}"),
            McpDraftFault.SECRET_OF_ANOTHER_ADDRESS,
        ),
    ],
)
def test_what_is_wrong_is_named(draft: McpDraft, fault: McpDraftFault) -> None:
    assert list(draft.faults(BASE).values()) == [fault]
