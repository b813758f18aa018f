"""Deleting everything: no known word is left in any file, nor a key, and the program goes on."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from keyring.errors import KeyringLocked

from gui.model.endpoint import Endpoint, Protocol
from gui.model.mcp_server import McpServer, Transport
from gui.model.team_spec import SpecOrigin
from gui.services.endpoints import Endpoints
from gui.services.erasure import Erasure, ErasureParts
from gui.services.folders import Folders
from gui.services.log_file import close_log, open_log
from gui.services.mcp_servers import McpServers
from gui.services.saved_prompts import SavedPrompts
from gui.services.secrets import KeyPlace, Secrets
from gui.services.setting import INSTRUCTIONS, THEME
from gui.services.settings import Settings
from gui.services.team_library import TeamLibrary
from gui.services.user_memory import UserMemory
from tests.services.house import House
from tests.views.settings.bench import MemoryKeyring, NoKeyring, used_keyring

WORDS = ("Geheimnis", "秘密の言葉", "sk-secret-key-1234567890")
KEPT = frozenset({THEME.id})


def holding(folder: Path) -> dict[str, list[str]]:
    """Which words are in which files, in any usual encoding, escaped ones too."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            forms = {
                word: [word.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be")]
                + [json.dumps(word).strip('"').encode()]
                for word in WORDS
            }
            there = [word for word, each in forms.items() if any(form in data for form in each)]
            if there:
                found[str(path.relative_to(folder))] = there
    return found


class Everything:
    """All that keeps something, in one folder."""

    def __init__(self, folder: Path, house: House) -> None:
        self.folders = Folders(data=folder, config=folder, log=folder / "logs")
        self.settings = Settings(self.folders.settings)
        self.endpoints = Endpoints(self.settings)
        self.secrets = Secrets(self.folders.keys)
        self.servers = McpServers(self.settings, self.secrets)
        self.memory = UserMemory(self.folders.memory)
        self.teams = TeamLibrary(self.folders.teams, language=lambda: "en")
        self.house = house
        self.erasure = Erasure(
            ErasureParts(
                folders=self.folders,
                library=house.service.library,
                settings=self.settings,
                endpoints=self.endpoints,
                servers=self.servers,
                secrets=self.secrets,
                memory=self.memory,
                teams=self.teams,
                seal=house.service.exchange.seal,
                kept=KEPT,
            )
        )

    async def fill(self, *, place: KeyPlace = KeyPlace.KEYRING) -> None:
        secret, chinese, key = WORDS
        service = self.house.service
        session = await self.house.begin(f"{secret} {chinese} " * 2000)
        await self.house.idle(session.id)
        await service.shelf.rename(session.id, secret)
        await service.shelf.save_draft(session.id, chinese)
        await service.queue.add(session.id, f"{secret} that waits")
        gone = await self.house.begin(f"{secret}, deleted")
        await self.house.idle(gone.id)
        await service.shelf.delete(gone.id)
        await service.library.back_up()
        await self.house.store.look_after()
        self.settings.set(INSTRUCTIONS, f"Call me {secret}")
        self.settings.set(THEME, "dark")
        SavedPrompts(self.settings).add("prompt", chinese)
        endpoint = self.endpoints.add(
            Endpoint(id="", name=secret, protocol=Protocol.OPENAI, base_url="http://127.0.0.1:1/v1")
        )
        await self.secrets.set(endpoint, key, place=place)
        server = McpServer(
            id="",
            name=chinese,
            transport=Transport.HTTP,
            url="http://127.0.0.1:1/mcp",
            secrets=("Authorization",),
        )
        await self.servers.save(server, {"Authorization": key}, place=place)
        await self.memory.add(f"{secret} is remembered")
        shipped = next(one for one in self.teams.list() if one.origin is SpecOrigin.SHIPPED)
        self.teams.save(replace(shipped, id="", title=secret))
        for name in (
            "work/chat/notes.txt",
            "opened/one/notes.txt",
            "drafts/one.json",
            "memory.damaged-1.json",
            "mirror.json",
            "parley.damaged-20260101-000000.db-wal",
            "logs/children/server.log",
        ):
            path = self.folders.data / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(secret, encoding="utf-8")
        logging.getLogger("gui").warning("an error that quotes %s", secret)
        await self.settings.flush()


@contextmanager
def logged(folder: Path) -> Iterator[None]:
    root = logging.getLogger()
    level, handler = root.level, open_log(folder)
    try:
        yield
    finally:
        close_log(handler)
        root.setLevel(level)


async def test_no_word_is_left_in_any_file_and_no_key(tmp_path: Path) -> None:
    backend = MemoryKeyring()
    with used_keyring(backend), logged(tmp_path / "logs"):
        async with House(tmp_path) as house:
            everything = Everything(tmp_path, house)
            await everything.fill()
            assert len(holding(tmp_path)) >= 10
            assert len(backend.kept) == 2
            erased = await everything.erasure.run()
            assert erased.is_whole
            assert holding(tmp_path) == {}
            assert backend.kept == {}
            assert everything.settings.get(THEME) == "dark"
            assert everything.settings.get(INSTRUCTIONS) == ""
            assert await everything.memory.list() == ()
            assert all(one.origin is SpecOrigin.SHIPPED for one in everything.teams.list())
            assert await house.service.list_sessions() == ()
            session = await house.begin("a new beginning")
            await house.idle(session.id)
            await everything.memory.add("something new")
            logging.getLogger("gui").warning("the log goes on")
            assert "the log goes on" in (tmp_path / "logs" / "parley.log").read_text()
    assert holding(tmp_path) == {}
    async with House(tmp_path) as again:
        assert [one.title for one in await again.service.list_sessions()] == ["a new beginning"]


async def test_keys_in_a_file_go_too(tmp_path: Path) -> None:
    with used_keyring(NoKeyring()):
        async with House(tmp_path) as house:
            everything = Everything(tmp_path, house)
            await everything.fill(place=KeyPlace.FILE)
            assert "keys.json" in holding(tmp_path)
            assert (await everything.erasure.run()).is_whole
            assert holding(tmp_path) == {}


async def test_what_the_keyring_does_not_give_away_is_named(tmp_path: Path) -> None:
    class Stubborn(MemoryKeyring):
        def delete_password(self, service: str, username: str) -> None:
            raise KeyringLocked("locked")

    with used_keyring(Stubborn()):
        async with House(tmp_path) as house:
            everything = Everything(tmp_path, house)
            await everything.fill()
            erased = await everything.erasure.run()
            assert sorted(erased.keys) == sorted([WORDS[0], WORDS[1]])
            assert erased.files == ()


async def test_what_a_folder_links_to_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    data = tmp_path / "data"
    async with House(data) as house:
        everything = Everything(data, house)
        (data / "work").mkdir()
        (data / "work" / "chat").symlink_to(elsewhere)
        (data / "drafts").symlink_to(elsewhere)
        await everything.erasure.run()
    assert (elsewhere / "mine.txt").read_text() == "mine"
    assert not (data / "work" / "chat").exists()


async def test_the_seal_is_another_one_afterwards(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        everything = Everything(tmp_path, house)
        seal = house.service.exchange.seal
        mark = seal.mark(b"what was exported")
        assert seal.fits(b"what was exported", mark)
        assert everything.folders.seal.exists()
        assert (await everything.erasure.run()).is_whole
        assert not everything.folders.seal.exists()
        assert not seal.fits(b"what was exported", mark)
