"""Takes the pictures of Parley outside its window, with a panel and a notification service.

`python -m tests.e2e.desktop_screenshots` needs tint2 and dunst besides what the tests need.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.desktop_bus import PrivateBus
from tests.e2e.desk import Desk
from tests.e2e.program import ROOT
from tests.e2e.screenshots import FOLDER, LOOKS, Look, say, shoot, started, wait_for
from tests.model_behaviours import text
from tests.model_servers import ModelServer

ICON = ("23", "795")
"""Where the panel below puts its only icon, in pixels."""

CORNER_OF_NOTIFICATIONS = "420x140+980+30"
CORNER_OF_TRAY = "420x300+0+511"

PANEL = """panel_items = S
panel_position = bottom center horizontal
panel_size = 100% 32
panel_margin = 0 0
panel_padding = 12 4 12
panel_background_id = 1
systray_padding = 4 4 6
systray_icon_size = 22
rounded = 0
background_color = #2b2b2b 100
"""
ANSWER = "Tomorrow it will rain until noon.\n\nTake the **early train**, it has covered platforms."
QUESTION = "Which train should I take?"


def main() -> int:
    desk = Desk(size="1400x811")
    try:
        for look in (LOOKS[0], LOOKS[3]):
            take_about(desk, look)
            take_quick_ask(desk, look)
            take_desktop(desk, look)
    finally:
        desk.close()
    return 0


def take_about(desk: Desk, look: Look) -> None:
    with started(desk, look, None, seeded=True) as (program, _):
        ask(program.data, desk, "parley://settings/about")
        shoot(desk, f"about-{look.name}")


def take_quick_ask(desk: Desk, look: Look) -> None:
    with (
        ModelServer(text(ANSWER), models=("qwen3:8b",)) as server,
        started(desk, look, server, seeded=True) as (program, _),
    ):
        program.wait_for_log("tray on the bus|no session bus")
        ask(program.data, desk, "--quick-ask")
        desk.window(title="Quick ask|快速提问")
        desk.type(QUESTION)
        desk.press("Return")
        wait_for(program, "done")
        shoot(desk, f"quick-ask-{look.name}")


def take_desktop(desk: Desk, look: Look) -> None:
    """A notification over the empty desk, then the menu of the tray."""
    with (
        tempfile.TemporaryDirectory() as folder,
        private_desktop(Path(folder), desk) as environment,
        ModelServer(text(ANSWER, fragments=10, pause=0.2), models=("qwen3:8b",)) as server,
        started(desk, look, server, seeded=True, environment=environment) as (program, window),
    ):
        program.wait_for_log("tray on the bus")
        desk.press("ctrl+n")
        say(desk, QUESTION)
        program.wait_until(lambda: server.chats, what="the question is sent")
        desk.xdotool("windowminimize", window)
        wait_for(program, "done")
        shoot(desk, f"notification-{look.name}")
        cut(f"notification-{look.name}", CORNER_OF_NOTIFICATIONS)
        desk.xdotool("mousemove", *ICON, "click", "3")
        shoot(desk, f"tray-{look.name}")
        cut(f"tray-{look.name}", CORNER_OF_TRAY)
        desk.press("Escape")


def cut(name: str, part: str) -> None:
    """Keep `part` of a picture, as ImageMagick writes it: width x height + left + top."""
    command = ["mogrify", "-crop", part, "+repage", str(FOLDER / f"{name}.png")]
    subprocess.run(command, timeout=20, check=True)


@contextmanager
def private_desktop(folder: Path, desk: Desk) -> Iterator[Mapping[str, str]]:
    """A bus, a panel with a tray and a service for notifications; what finds them."""
    panel = folder / "tint2rc"
    panel.write_text(PANEL, encoding="utf-8")
    bus = PrivateBus(folder)
    environment = {**os.environ, **desk.environment, **bus.environment}
    running = [
        subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        for command in (["dunst"], ["tint2", "-c", str(panel)])
    ]
    try:
        yield bus.environment
    finally:
        for process in running:
            process.terminate()
            process.wait(5)
        bus.close()


def ask(data: Path, desk: Desk, wish: str) -> None:
    """What a second start asks of the running program."""
    subprocess.run(
        [sys.executable, "-m", "gui", "--data-dir", str(data), wish],
        env={**os.environ, **desk.environment},
        cwd=ROOT,
        timeout=20,
        check=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
