"""The work folders of chats: counted, removed when wanted, and never what is around them."""

from __future__ import annotations

from pathlib import Path

from gui.services.work_folders import WorkFolders, WorkLeft


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


async def test_files_are_counted_and_removed_with_their_chats(tmp_path: Path) -> None:
    root = tmp_path / "work"
    _written(root / "one" / "deep" / "a.txt", "four")
    _written(root / "one" / "b.txt", "twelve chars")
    other = _written(root / "two" / "c.txt", "c")
    work = WorkFolders(root)
    assert await work.left(["one", "none"]) == WorkLeft(files=2, size=16)
    assert await work.remove(["one", "none"]) == ()
    assert await work.left(["one"]) == WorkLeft()
    assert other.exists()


async def test_nothing_outside_is_reached(tmp_path: Path) -> None:
    mine = _written(tmp_path / "mine" / "a.txt", "mine")
    root = tmp_path / "work"
    root.mkdir()
    (root / "linked").symlink_to(mine.parent)
    (root / "chat").mkdir()
    (root / "chat" / "link").symlink_to(mine.parent)
    work = WorkFolders(root)
    assert await work.remove(["../mine", "linked", "", ".", "..", str(mine.parent)]) == ()
    assert await work.remove(["chat"]) == ()
    assert mine.exists()
    assert (root / "linked").exists()
    assert not (root / "chat").exists()
    assert await WorkFolders(None).remove(["chat"]) == ()
