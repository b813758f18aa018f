"""Parley with a fault on the way, in a process of its own, which tells what the user sees.

`python -m tests.e2e.faulty_program FAULT DATA PICTURE`: the last line is a JSON object.
"""

from __future__ import annotations

import asyncio
import json
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from gui.app import main
from gui.life import Onlookers
from gui.model.problem import StoreError
from gui.model.session import Session
from gui.program import Program
from tests.waiting import until

PATIENCE = 20.0
QUESTION = "What is this?"


def fill_disk(data: Path) -> None:
    """Files may not grow beyond what the largest has."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = max(path.stat().st_size for path in data.glob("parley.db*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def free_disk(_: Path) -> None:
    limit = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_FSIZE, limit)


def lose_permission(data: Path) -> None:
    data.chmod(0o500)
    (data / "backups").chmod(0o500)


def damage(data: Path) -> None:
    """Overwrites the pages behind the first few, while the file is in use."""
    path = data / "parley.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * (size - 4096 * 3))


DURING: dict[str, Callable[[Path], None]] = {
    "disk full while running": fill_disk,
    "permission lost while running": lose_permission,
    "damaged while running": damage,
}


class Story:
    def __init__(self, fault: str, data: Path, picture: Path) -> None:
        self._fault = fault
        self._data = data
        self._picture = picture
        self._task: asyncio.Future[None] | None = None
        self.told: dict[str, object] = {}

    def begin(self, program: Program) -> None:
        self._task = asyncio.ensure_future(self._guarded(program))

    async def _guarded(self, program: Program) -> None:
        try:
            await self._tell(program)
        finally:
            program.window.quit()

    async def _tell(self, program: Program) -> None:
        page = program.window.findChild(QWidget, "refusalPage")
        if page is None:
            await until(lambda: program.workspace.chat.session is not None, within=PATIENCE)
            if self._fault in DURING:
                await self._meet(program)
            await asyncio.sleep(0.2)
        self.told["saw"] = seen(program)
        self.told["chats"] = [one.title for one in await listed(program)]
        free_disk(self._data)
        program.window.grab().save(str(self._picture))
        if page is None:
            self.told["answered"] = await self._talk(program)

    async def _meet(self, program: Program) -> None:
        await program.service.shelf.create_beside()
        if self._fault == "damaged while running":
            await program.store._submit(
                lambda file: file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            )
        DURING[self._fault](self._data)
        session = program.workspace.chat.session
        if self._fault == "permission lost while running":
            try:
                await program.service.library.back_up()
            except StoreError as error:  # shown as any task's is
                program.workspace.show_error(error)
        elif session is not None:
            program.workspace.chat.composer.edit.setPlainText(QUESTION * 20_000)
            program.workspace.chat.composer.send()
        await program.store.look_after()
        await until(lambda: program.workspace.notices.notice is not None, within=PATIENCE)

    async def _talk(self, program: Program) -> bool:
        """Whether a chat still answers."""
        self._data.chmod(0o700)
        session = await program.service.shelf.create_beside()
        await program.service.send(session.id, QUESTION)
        await until(lambda: not program.service.is_running(session.id), within=PATIENCE)
        turns = (await program.service.open(session.id)).turns
        return bool(turns) and turns[-1].state.value == "done"


async def listed(program: Program) -> tuple[Session, ...]:
    try:
        return await program.service.list_sessions()
    except StoreError:  # there are none where the file cannot be opened
        return ()


def seen(program: Program) -> list[str]:
    """The words of the notice, and of a page that refuses."""
    notice = program.workspace.notices.notice
    words = [] if notice is None else [notice.text]
    page = program.window.centralWidget()
    if page is not None and page.objectName() == "refusalPage":
        words += [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return words


if __name__ == "__main__":
    fault, folder, picture = sys.argv[1:]
    story = Story(fault, Path(folder), Path(picture))
    code = main(["--data-dir", folder], onlookers=Onlookers(started=story.begin))
    told = json.dumps({**story.told, "code": code}, ensure_ascii=False)
    print(told)  # noqa: T201 - to the program that started this one
