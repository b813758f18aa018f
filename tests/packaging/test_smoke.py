"""What the test of the bundle looks for is seen when it is there; the test itself needs root."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.packaging.tools import PACKAGING, ROOT, run, said

sys.path.append(str(PACKAGING))

from smoke.place import Place, desktop_command
from smoke.program import contacts_beyond
from smoke.screen import Picture

LOOPBACK = """\
84 connect(19, {sa_family=AF_INET, sin_port=htons(1234), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
84 connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file)
84 connect(3, {sa_family=AF_INET6, sin6_port=htons(80), inet_pton(AF_INET6, "::1", &sin6_addr)}) = 0
84 sendto(5, "GET / HTTP/1.1", 14, 0, NULL, 0) = 14
"""
BEYOND = """\
85 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = -1
85 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0
85 connect(3, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28 <unfinished
85 sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("224.0.0.1")}) = 1
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "home").mkdir()
    return Place(root=None, program=("true",), home=tmp_path / "home")


def test_every_contact_beyond_this_computer_is_seen() -> None:
    assert contacts_beyond(LOOPBACK) == []
    assert contacts_beyond(LOOPBACK + BEYOND) == BEYOND.splitlines()


def test_a_desktop_entry_is_read_as_a_desktop_does() -> None:
    entry = (PACKAGING / "linux" / "chat.parley.Parley.desktop").read_text(encoding="utf-8")
    assert desktop_command(entry, arguments=["a file.parley"]) == ["parley-chat", "a file.parley"]
    assert desktop_command(entry) == ["parley-chat"]
    assert desktop_command(entry, action="new-chat") == ["parley-chat", "parley://new"]


def test_what_is_written_shows_in_the_snapshot(place: Place) -> None:
    (place.home / "old").write_text("old")
    before = place.snapshot()
    (place.home / "new").write_text("new")
    os.utime(place.home / "old", (1, 1))
    after = place.snapshot()
    assert {name for name in after if before.get(name) != after[name]} == {"new", "old"}


def test_what_is_left_running_is_seen(place: Place) -> None:
    said(*place.wrapped(["sh", "-c", "setsid sleep 60 > /dev/null 2>&1 &"], {}))
    left = place.running()
    assert len(left) == 1
    assert "sleep 60" in left[0]
    os.kill(int(left[0].split()[0]), 9)
    end = time.monotonic() + 5
    while place.running() and time.monotonic() < end:
        time.sleep(0.01)
    assert place.running() == []


def test_pictures_can_be_seen(tmp_path: Path) -> None:
    picture = Picture(width=2, height=2, pixels=[0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF])
    picture.save(tmp_path / "picture.png")
    image = QImage(str(tmp_path / "picture.png"))
    seen = [image.pixelColor(x, y).rgb() & 0xFFFFFF for y in (0, 1) for x in (0, 1)]
    assert seen == picture.pixels


def test_the_nightly_script_is_sound() -> None:
    assert said("shellcheck", ROOT / ".ci" / "nightly") == ""


def test_it_says_what_is_missing() -> None:
    done = run(PACKAGING / "smoke.sh", "/nowhere/parley.deb")
    assert done.returncode == 2
    assert "there is no /nowhere/parley.deb" in done.stderr
