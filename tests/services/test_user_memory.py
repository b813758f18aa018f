"""What is remembered across chats: kept whole, bounded, and never lost to a bad file."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import pytest

from gui.services.user_memory import LONGEST, MOST, UserMemory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "memory.json"


async def texts(memory: UserMemory) -> list[str]:
    return [one.text for one in await memory.list()]


async def test_it_is_there_in_another_run(path: Path) -> None:
    memory = UserMemory(path, clock=lambda: 5.0)
    assert await memory.list() == ()
    kept = await memory.add("  Likes tea.  ")
    await memory.add("Writes Rust. 喜欢茶。")
    again = UserMemory(path)
    assert await texts(again) == ["Likes tea.", "Writes Rust. 喜欢茶。"]
    assert (await again.list())[0] == kept
    assert kept.at == 5.0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_it_is_changed_and_removed_and_tells(path: Path) -> None:
    memory = UserMemory(path)
    heard: list[int] = []
    unsubscribe = memory.subscribe(lambda: heard.append(1))
    kept = await memory.add("Likes tea.")
    assert await memory.edit(kept.id, "Likes coffee.")
    assert await texts(memory) == ["Likes coffee."]
    assert await memory.remove(kept.id)
    assert not await memory.remove(kept.id)
    assert not await memory.edit(kept.id, "x")
    assert len(heard) == 5
    unsubscribe()
    await memory.add("Likes tea.")
    assert len(heard) == 5


async def test_the_same_text_is_kept_once_also_when_many_write(path: Path) -> None:
    memory = UserMemory(path)
    await asyncio.gather(*(memory.add(f"fact {number % 10}") for number in range(40)))
    assert sorted(await texts(UserMemory(path))) == [f"fact {number}" for number in range(10)]


async def test_it_is_bounded(path: Path) -> None:
    memory = UserMemory(path)
    for text, words in (("x" * (LONGEST + 1), "at most"), (" ", "empty")):
        with pytest.raises(ValueError, match=words):
            await memory.add(text)
    path.parent.mkdir()
    full = [{"id": str(n), "text": f"fact {n}", "at": 0} for n in range(MOST)]
    path.write_text(json.dumps(full))
    with pytest.raises(ValueError, match="no room"):
        await UserMemory(path).add("one more")


@pytest.mark.parametrize("content", ["{", "7", '[{"id": "a"}]', '["a"]', "\x00"])
async def test_a_damaged_file_is_set_aside(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    memory = UserMemory(path)
    assert await memory.list() == ()
    await memory.add("Likes tea.")
    assert await texts(UserMemory(path)) == ["Likes tea."]
    (aside,) = path.parent.glob("memory.damaged-*.json")
    assert aside.read_text() == content


async def test_what_cannot_be_written_has_not_changed(path: Path) -> None:
    memory = UserMemory(path)
    await memory.add("Likes tea.")
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError, match=r"directory|exists"):
        await memory.add("Likes coffee.")
    assert await texts(memory) == ["Likes tea."]
