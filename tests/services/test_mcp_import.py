"""Servers as other programs write them down: understood, with secrets apart, or told why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.mcp_server import Transport
from gui.services.json_comments import without_comments
from gui.services.mcp_import import (
    McpFound,
    McpImportError,
    McpNote,
    looks_secret,
    read_mcp_file,
    read_mcp_json,
)

CLAUDE = """
{
  "mcpServers": {
    "filesystem": {
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-filesystem", "/srv/a b"],
      "env": {"LOG_LEVEL": "info", "API_KEY": "abc", "EMPTY_TOKEN": ""}
    }
  }
}
"""
CURSOR = """
{"mcpServers": {
  "remote": {"url": "https://mcp.example.org/v1/mcp",
             "headers": {"Authorization": "Bearer abc", "X-Team": "${env:TEAM}"}},
  "old": {"url": "https://mcp.example.org/sse"}
}}
"""
VS_CODE = """
{
  // asked for once
  "inputs": [{"type": "promptString", "id": "gh-token", "password": true}],
  "servers": {
    "github": {
      "type": "http",
      "url": "https://api.example.org/mcp/",
      "headers": {"Authorization": "Bearer ${input:gh-token}"},
    },
    "local": {
      "type": "stdio",
      "command": "uvx",
      "args": ["mcp-server-git", "--repository", "${workspaceFolder}"],
      "env": {"TOKEN": "${input:gh-token}"},
      "envFile": "${workspaceFolder}/.env", /* not read */
    },
  },
}
"""
WINDSURF = """
{"mcpServers": {"far": {"serverUrl": "https://far.example.org/mcp?api_key=k-123&x=1",
 "disabled": true, "alwaysAllow": ["read"]}}}
"""


def read(text: str) -> dict[str, McpFound]:
    return {found.server.name: found for found in read_mcp_json(text).found}


def test_claude_desktop() -> None:
    found = read(CLAUDE)["filesystem"]
    server = found.server
    assert (server.transport, server.command) == (Transport.STDIO, "npx")
    assert server.args[2] == "/srv/a b"
    assert server.environment == {"LOG_LEVEL": "info"}
    assert found.given == {"API_KEY": "abc"}
    assert found.asked == ("EMPTY_TOKEN",)
    assert server.secrets == ("API_KEY", "EMPTY_TOKEN")
    assert not server.enabled
    assert "abc" not in repr(found)
    assert server.shown == 'npx -y @modelcontextprotocol/server-filesystem "/srv/a b"'


def test_cursor() -> None:
    found = read(CURSOR)
    remote = found["remote"]
    assert remote.server.transport is Transport.HTTP
    assert remote.given == {"Authorization": "Bearer abc"}
    assert remote.server.headers == {"X-Team": "${env:TEAM}"}
    assert found["old"].server.transport is Transport.SSE


def test_vs_code() -> None:
    found = read(VS_CODE)
    github, local = found["github"], found["local"]
    assert github.asked == ("gh_token",)
    assert github.server.headers == {"Authorization": "Bearer ${secret:gh_token}"}
    assert local.asked == ("TOKEN",)
    assert local.server.environment == {}
    assert dict(local.notes) == {
        McpNote.PLACE_UNKNOWN: "${workspaceFolder}",
        McpNote.OTHER_IGNORED: "envFile",
    }


def test_windsurf() -> None:
    found = read(WINDSURF)["far"]
    assert found.server.url == "https://far.example.org/mcp?api_key=${secret:api_key}&x=1"
    assert found.given == {"api_key": "k-123"}
    assert found.notes == ((McpNote.APPROVALS_IGNORED, "alwaysAllow"),)


@pytest.mark.parametrize(
    "text",
    [
        '{"command": "uvx", "args": ["mcp-server-time"]}',
        '"time": {"command": "uvx", "args": ["mcp-server-time"]},',
        '{"time": {"command": "uvx", "args": ["mcp-server-time"]}}',
        '{"mcp": {"servers": {"t": {"command": "uvx", "args": ["mcp-server-time"]}}}}',
        '{"context_servers": {"t": {"command": {"path": "uvx", "args": ["mcp-server-time"]}}}}',
    ],
)
def test_parts_of_files(text: str) -> None:
    (found,) = read_mcp_json(text).found
    assert (found.server.command, found.server.args) == ("uvx", ("mcp-server-time",))
    assert found.server.name in {"time", "t", "mcp-server-time"}


def test_what_cannot_be_used_is_named() -> None:
    text = json.dumps(
        {
            "mcpServers": {
                "empty": {},
                "socket": {"type": "websocket", "url": "wss://x.example.org"},
                "file": {"url": "file:///etc/passwd"},
                "good": {"command": "x"},
            }
        }
    )
    read_in = read_mcp_json(text)
    assert [found.server.name for found in read_in.found] == ["good"]
    assert dict(read_in.refused) == {
        "empty": McpNote.NOTHING_TO_START,
        "socket": McpNote.TRANSPORT_UNKNOWN,
        "file": McpNote.ADDRESS_NOT_WEB,
    }


@pytest.mark.parametrize("text", ["", "hello", "[]", "{}", '{"a": 1}', "{" * 100_000])
def test_what_holds_no_servers_is_refused(text: str) -> None:
    with pytest.raises(McpImportError):
        read_mcp_json(text)


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "mcp.json").write_text(CLAUDE, encoding="utf-8-sig")
    assert len(read_mcp_file(tmp_path / "mcp.json").found) == 1


def test_names_and_values_that_look_secret() -> None:
    for name in ("GITHUB_TOKEN", "apiKey", "DB_PASSWORD", "Authorization", "GH_PAT", "Cookie"):
        assert looks_secret(name, "x"), name
    for name in ("PATH", "PATTERN", "AUTHOR", "LOG_LEVEL", "COMPASS"):
        assert not looks_secret(name, "x"), name
    assert looks_secret("WHATEVER", "sk-1234567890abcdef")


words = st.text(max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            words | st.sampled_from(["command", "args", "env", "url", "type", "headers"]),
            inner,
            max_size=4,
        )
    ),
)


@given(st.dictionaries(words, values, max_size=3))
def test_no_file_breaks_it(rows: dict[str, object]) -> None:
    try:
        read_in = read_mcp_json(json.dumps({"mcpServers": rows}))
    except McpImportError:
        return
    for found in read_in.found:
        assert found.server.command or found.server.url
        assert not found.server.enabled


@given(values)
def test_plain_json_stays_as_it_is(value: object) -> None:
    assert json.loads(without_comments(json.dumps(value))) == value
