"""Keys: kept in the chosen place only, and never in anybody's way."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError

from gui.model.endpoint import Endpoint, Protocol
from gui.model.problem import ProblemKind, SecretError
from gui.services.secrets import KeyPlace, Secrets

E = Endpoint(id="e", name="E", protocol=Protocol.OPENAI, base_url="https://host/v1")


class MemoryKeyring(KeyringBackend):
    """A keyring that works; `locked` makes it refuse, `blocked` makes it hang."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.broken: Exception | None = None
        self.blocked: threading.Event | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._pass()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._pass()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._pass()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)

    def _pass(self) -> None:
        if self.blocked is not None:
            self.blocked.wait()
        if self.locked:
            raise KeyringLocked("locked")
        if self.broken is not None:
            raise self.broken


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


async def test_the_keyring_keeps_it_for_the_next_run(ring: MemoryKeyring, tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    await Secrets(file).set(E, "k1")
    (kept,) = ring.kept.items()
    assert kept[0] == ("Parley", "e")
    assert json.loads(kept[1]) == {"origin": "https://host:443", "key": "k1"}
    again = Secrets(file)
    assert await again.get(E) == "k1"
    assert await again.where(E) is KeyPlace.KEYRING
    assert await again.has_keyring()
    await again.delete("e")
    assert ring.kept == {}
    assert await again.get(E) is None
    assert not file.exists()


async def test_for_this_run_only_nothing_is_written(ring: MemoryKeyring, tmp_path: Path) -> None:
    secrets = Secrets(tmp_path / "keys.json")
    await secrets.set(E, "k1", place=KeyPlace.THIS_RUN)
    assert await secrets.where(E) is KeyPlace.THIS_RUN
    assert ring.kept == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_ring")
async def test_without_a_keyring_a_private_file_keeps_it(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    secrets = Secrets(file)
    assert not await secrets.has_keyring()
    assert await secrets.get(E) is None
    with pytest.raises(SecretError) as caught:
        await secrets.set(E, "k1")
    assert caught.value.problem.kind is ProblemKind.SECRET_STORE_UNAVAILABLE
    assert await secrets.get(E) is None
    await secrets.set(E, "k1", place=KeyPlace.FILE)
    assert file.stat().st_mode & 0o777 == 0o600
    again = Secrets(file)
    assert await again.get(E) == "k1"
    assert await again.where(E) is KeyPlace.FILE
    await again.delete("e")
    assert await Secrets(file).get(E) is None


async def test_moving_a_key_leaves_none_behind(ring: MemoryKeyring, tmp_path: Path) -> None:
    secrets = Secrets(tmp_path / "keys.json")
    await secrets.set(E, "k1", place=KeyPlace.FILE)
    await secrets.set(E, "k2", place=KeyPlace.KEYRING)
    assert "k1" not in (tmp_path / "keys.json").read_text()
    assert await Secrets(tmp_path / "keys.json").get(E) == "k2"


async def test_a_locked_keyring_is_an_error_and_not_a_missing_key(
    ring: MemoryKeyring, tmp_path: Path
) -> None:
    ring.locked = True
    with pytest.raises(SecretError):
        await Secrets(tmp_path / "keys.json").get(E)


async def test_a_keyring_that_hangs_is_given_up(ring: MemoryKeyring, tmp_path: Path) -> None:
    ring.blocked = threading.Event()
    secrets = Secrets(tmp_path / "keys.json", limit=0.05)
    with pytest.raises(SecretError):
        await secrets.get(E)
    assert not ring.kept
    await secrets.delete("e")
    ring.blocked.set()


async def test_the_environment_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="environment"):
        await Secrets(tmp_path / "keys.json").set(E, "k", place=KeyPlace.ENVIRONMENT)


@pytest.mark.parametrize(
    "error", [OSError("no bus"), RuntimeError("no loop"), TypeError("no text"), KeyError("x")]
)
async def test_a_keyring_may_break_in_any_way(
    ring: MemoryKeyring, tmp_path: Path, error: Exception
) -> None:
    ring.broken = error
    secrets = Secrets(tmp_path / "keys.json")
    with pytest.raises(SecretError) as caught:
        await secrets.get(E)
    assert type(error).__name__ in caught.value.problem.detail
    with pytest.raises(SecretError):
        await secrets.set(E, "k")
    await secrets.delete(E.id)


@pytest.mark.parametrize(
    "value", ["plain-key", "3", "null", "[]", '{"key": 3, "origin": "x"}', '{"key": "k"}']
)
async def test_a_value_without_its_server_is_no_key(
    ring: MemoryKeyring, tmp_path: Path, value: str
) -> None:
    ring.kept["Parley", "e"] = value
    file = tmp_path / "keys.json"
    assert await Secrets(file).get(E) is None
    file.write_text(f'{{"e": {json.dumps(value)}}}', encoding="utf-8")
    assert await Secrets(file).get(E) is None
