"""Keys: kept in the chosen place only, and never in anybody's way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError

from gui.model.problem import ProblemKind, SecretError
from gui.services.secrets import KeyPlace, Secrets


class MemoryKeyring(KeyringBackend):
    """A keyring that works; `locked` makes it refuse, `blocked` makes it hang."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
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
    await Secrets(file).set("e", "k1")
    assert ring.kept == {("Parley", "e"): "k1"}
    again = Secrets(file)
    assert await again.get("e") == "k1"
    assert await again.where("e") is KeyPlace.KEYRING
    assert await again.has_keyring()
    await again.delete("e")
    assert ring.kept == {}
    assert await again.get("e") is None
    assert not file.exists()


async def test_for_this_run_only_nothing_is_written(ring: MemoryKeyring, tmp_path: Path) -> None:
    secrets = Secrets(tmp_path / "keys.json")
    await secrets.set("e", "k1", place=KeyPlace.THIS_RUN)
    assert await secrets.where("e") is KeyPlace.THIS_RUN
    assert ring.kept == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_ring")
async def test_without_a_keyring_a_private_file_keeps_it(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    secrets = Secrets(file)
    assert not await secrets.has_keyring()
    assert await secrets.get("e") is None
    with pytest.raises(SecretError) as caught:
        await secrets.set("e", "k1")
    assert caught.value.problem.kind is ProblemKind.SECRET_STORE_UNAVAILABLE
    assert await secrets.get("e") is None
    await secrets.set("e", "k1", place=KeyPlace.FILE)
    assert file.stat().st_mode & 0o777 == 0o600
    again = Secrets(file)
    assert await again.get("e") == "k1"
    assert await again.where("e") is KeyPlace.FILE
    await again.delete("e")
    assert await Secrets(file).get("e") is None


async def test_moving_a_key_leaves_none_behind(ring: MemoryKeyring, tmp_path: Path) -> None:
    secrets = Secrets(tmp_path / "keys.json")
    await secrets.set("e", "k1", place=KeyPlace.FILE)
    await secrets.set("e", "k2", place=KeyPlace.KEYRING)
    assert "k1" not in (tmp_path / "keys.json").read_text()
    assert await Secrets(tmp_path / "keys.json").get("e") == "k2"


async def test_a_locked_keyring_is_an_error_and_not_a_missing_key(
    ring: MemoryKeyring, tmp_path: Path
) -> None:
    ring.locked = True
    with pytest.raises(SecretError):
        await Secrets(tmp_path / "keys.json").get("e")


async def test_a_keyring_that_hangs_is_given_up(ring: MemoryKeyring, tmp_path: Path) -> None:
    ring.blocked = threading.Event()
    secrets = Secrets(tmp_path / "keys.json", limit=0.05)
    with pytest.raises(SecretError):
        await secrets.get("e")
    assert not ring.kept
    await secrets.delete("e")
    ring.blocked.set()


async def test_the_environment_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="environment"):
        await Secrets(tmp_path / "keys.json").set("e", "k", place=KeyPlace.ENVIRONMENT)
