"""MCP servers: kept with the settings, their secrets never, and never for another server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backends import fail

from gui.model.mcp_server import McpServer, Transport
from gui.model.problem import SecretError
from gui.services.mcp_servers import MCP_SERVERS, McpServers
from gui.services.secrets import KeyPlace, Secrets
from gui.services.settings import Json, Settings

FILES = McpServer(
    id="",
    name="Files",
    transport=Transport.STDIO,
    command="npx",
    args=("-y", "files", "a b"),
    folder="/tmp",
    environment={"LEVEL": "1"},
    secrets=("TOKEN",),
    enabled=True,
    trusted=True,
    switched_off=("delete",),
    start_limit=10.0,
    call_limit=20.0,
)
WEB = McpServer(
    id="",
    name="Web",
    transport=Transport.HTTP,
    url="https://mcp.example.org/mcp",
    headers={"X-Team": "a"},
    secrets=("Authorization",),
)


@pytest.fixture(autouse=True)
def _no_ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def servers(settings: Settings, tmp_path: Path) -> McpServers:
    return McpServers(settings, Secrets(tmp_path / "keys.json"))


async def test_they_come_back_as_they_were(
    settings: Settings, servers: McpServers, tmp_path: Path
) -> None:
    made = [servers.add(FILES), servers.add(WEB)]
    await settings.flush()
    again = McpServers(Settings(tmp_path / "settings.json"), Secrets(tmp_path / "keys.json"))
    assert list(again.list()) == made
    assert again.get(made[0].id) == replace(FILES, id=made[0].id)


async def test_secrets_are_kept_apart(
    settings: Settings, servers: McpServers, tmp_path: Path
) -> None:
    made = await servers.save(FILES, {"TOKEN": "t-1", "OTHER": "x"}, place=KeyPlace.FILE)
    await settings.flush()
    assert await servers.secrets_of(made) == {"TOKEN": "t-1"}
    assert "t-1" not in (tmp_path / "settings.json").read_text()
    await servers.remove(made.id)
    assert servers.list() == ()
    assert "t-1" not in (tmp_path / "keys.json").read_text()


async def test_what_a_web_address_was_given_goes_to_no_other(servers: McpServers) -> None:
    made = await servers.save(WEB, {"Authorization": "Bearer s"}, place=KeyPlace.THIS_RUN)
    same = replace(made, url="https://mcp.example.org/other")
    assert await servers.secrets_of(same) == {"Authorization": "Bearer s"}
    other = replace(made, url="https://evil.example.org/mcp")
    assert await servers.secrets_of(other) == {}
    await servers.save(other, {}, place=KeyPlace.THIS_RUN)
    assert await servers.secrets_of(other) == {}
    assert await servers.secrets_of(made) == {}


async def test_a_program_keeps_its_secrets_when_the_user_edits_its_arguments(
    servers: McpServers,
) -> None:
    made = await servers.save(FILES, {"TOKEN": "t"}, place=KeyPlace.THIS_RUN)
    edited = replace(made, args=("-y", "files@2"))
    assert await servers.secrets_of(edited) == {}  # not before it is saved
    await servers.save(edited, {}, place=KeyPlace.THIS_RUN)
    assert await servers.secrets_of(edited) == {"TOKEN": "t"}
    assert await servers.secrets_of(made) == {}


async def test_nothing_is_saved_when_its_secrets_cannot_be(servers: McpServers) -> None:
    with pytest.raises(SecretError):
        await servers.save(FILES, {"TOKEN": "t"})
    assert servers.list() == ()


async def test_changes_are_told(settings: Settings, servers: McpServers) -> None:
    told: list[int] = []
    unsubscribe = servers.subscribe(lambda: told.append(len(servers.list())))
    made = servers.add(FILES)
    servers.update(replace(made, enabled=False))
    settings.set_section("other", 1)
    unsubscribe()
    await servers.remove(made.id)
    assert told == [1, 1]
    with pytest.raises(LookupError):
        servers.update(made)


rows: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "name", "transport", "args", "environment", "start_limit"]),
            rows | st.sampled_from(["stdio", "http"]),
        )
    )
)
def test_damaged_settings_harm_nobody(
    tmp_path_factory: pytest.TempPathFactory, damaged: list[Json]
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    settings = Settings(folder / "settings.json")
    settings._values[MCP_SERVERS] = damaged
    for server in McpServers(settings, Secrets(folder / "keys.json")).list():
        assert server.id
        assert server.start_limit > 0
