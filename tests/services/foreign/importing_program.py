"""A program to be killed: imports an export, and tells of each batch that is written."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from gui.services.chat_carrier import Halt, ImportChoice
from tests.services.house import House


async def bring_in(folder: Path, path: Path) -> None:
    async with House(folder) as house:
        carrier = house.service.carrier
        halt = Halt()
        survey = await carrier.survey(path, halt=halt, progress=lambda done, count: None)

        def tell(done: float, count: int) -> None:
            sys.stdout.write(f"{count}\n")
            sys.stdout.flush()

        wanted = {chat.number: chat.digest for chat in survey.chats}
        await carrier.bring_in(path, ImportChoice(wanted=wanted), halt=halt, progress=tell)


if __name__ == "__main__":
    asyncio.run(bring_in(Path(sys.argv[1]), Path(sys.argv[2])))
