"""Start at login: the entry is right on each system, and the setting says what will happen."""

from __future__ import annotations

import errno
import os
import plistlib
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from gui.services.desktop_entry import read_entry
from gui.services.folders import Folders, find_folders
from gui.services.login_place import (
    APPROVED,
    RUN,
    AutostartFile,
    LaunchAgent,
    LoginEntry,
    LoginPlace,
    RunKey,
    login_place,
)
from gui.services.login_setting import LoginSetting
from gui.services.login_start import LoginStart, Origin, own_data_folder, program_command
from gui.services.setting import START_AT_LOGIN
from gui.services.settings import Settings
from tests.quality.source_tree import ROOT
from tests.waiting import until

NAME = "chat.parley.Parley"
COMMAND = ("/opt/Par ley/parley", "--hidden")
ELSEWHERE = ("/opt/elsewhere/parley", "--hidden")


class FakeRegistry:
    """A part of the registry in memory."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}

    def read(self, key: str, name: str) -> str | bytes | None:
        return self.values.get((key, name))

    def write(self, key: str, name: str, text: str) -> None:
        self.values[key, name] = text

    def delete(self, key: str, name: str) -> None:
        self.values.pop((key, name), None)


class FakePlace:
    """A system that can refuse, or wait until it is let go."""

    def __init__(self) -> None:
        self.entry: LoginEntry | None = None
        self.refusal: OSError | None = None
        self.free = threading.Event()
        self.free.set()

    def spell(self, command: Sequence[str]) -> str:
        return " ".join(command)

    def load(self) -> LoginEntry | None:
        return self.entry

    def save(self, command: Sequence[str]) -> None:
        self._wait()
        self.entry = LoginEntry(spelled=self.spell(command), enabled=True)

    def remove(self) -> None:
        self._wait()
        self.entry = None

    def _wait(self) -> None:
        assert self.free.wait(10)
        if self.refusal is not None:
            raise self.refusal


@pytest.fixture(params=["linux", "darwin", "win32"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> LoginPlace:
    if request.param == "win32":
        return RunKey(NAME, registry=FakeRegistry())
    if request.param == "darwin":
        agent = LaunchAgent(NAME)
        agent.path = tmp_path / "LaunchAgents" / agent.path.name
        return agent
    return AutostartFile(NAME, environ={"XDG_CONFIG_HOME": str(tmp_path / "config")})


def test_on_off_and_on_again(place: LoginPlace) -> None:
    login = LoginStart(("/opt/Par ley/parley",), place=place)
    assert not login.is_on()
    login.set(on=False)
    assert place.load() is None
    login.set(on=True)
    assert login.is_on()
    assert place.load() == LoginEntry(spelled=place.spell(COMMAND), enabled=True)
    login.set(on=False)
    assert not login.is_on()
    assert place.load() is None
    login.set(on=True)
    assert login.is_on()


def test_an_entry_follows_the_program_when_that_has_moved(place: LoginPlace) -> None:
    login = LoginStart(COMMAND[:1], place=place)
    assert login.renew() is False
    assert place.load() is None
    place.save(ELSEWHERE)
    assert login.renew() is True
    assert place.load() == LoginEntry(spelled=place.spell(COMMAND), enabled=True)
    assert login.renew() is False


def test_an_autostart_file_is_complete_and_names_the_program(tmp_path: Path) -> None:
    place = AutostartFile(NAME, environ={"XDG_CONFIG_HOME": str(tmp_path)})
    place.save(COMMAND)
    assert place.path == tmp_path / "autostart" / "chat.parley.Parley.desktop"
    values = read_entry(place.path.read_text(encoding="utf-8"))
    assert values["Exec"] == '"/opt/Par ley/parley" --hidden'
    assert values["TryExec"] == "/opt/Par ley/parley"
    assert (values["Type"], values["Icon"], values["Terminal"]) == ("Application", NAME, "false")


@pytest.mark.parametrize("config", ["", "relative/config"])
def test_without_a_config_folder_it_is_the_usual_one(config: str) -> None:
    place = AutostartFile(NAME, environ={"XDG_CONFIG_HOME": config})
    assert place.path == Path.home() / ".config" / "autostart" / f"{NAME}.desktop"


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_has_switched_off_stays_off(tmp_path: Path, line: str) -> None:
    place = AutostartFile(NAME, environ={"XDG_CONFIG_HOME": str(tmp_path)})
    place.save(ELSEWHERE)
    content = place.path.read_text(encoding="utf-8")
    lines = [each for each in content.split("\n") if not each.startswith(line.partition("=")[0])]
    off = "\n".join([lines[0], line, *lines[1:]])
    place.path.write_text(off, encoding="utf-8")
    login = LoginStart(COMMAND[:1], place=place)
    assert not login.is_on()
    assert login.renew() is False
    login.set(on=False)
    assert place.path.read_text(encoding="utf-8") == off, "it is left as the desktop wrote it"
    login.set(on=True)
    assert login.is_on()


def test_a_launch_agent_is_what_launchd_reads(tmp_path: Path) -> None:
    place = LaunchAgent(NAME)
    assert place.path == Path.home() / "Library" / "LaunchAgents" / f"{NAME}.plist"
    place.path = tmp_path / f"{NAME}.plist"
    place.save(COMMAND)
    stored = plistlib.loads(place.path.read_bytes())
    assert (stored["Label"], stored["RunAtLoad"]) == (NAME, True)
    assert stored["ProgramArguments"] == list(COMMAND)
    assert stored["AssociatedBundleIdentifiers"] == NAME
    place.path.write_bytes(plistlib.dumps({**stored, "Disabled": True}))
    assert not LoginStart(COMMAND[:1], place=place).is_on()
    place.path.write_bytes(b"no property list")
    assert not LoginStart(COMMAND[:1], place=place).is_on()


def test_the_task_manager_of_windows_is_heard() -> None:
    registry = FakeRegistry()
    login = LoginStart(COMMAND[:1], place=RunKey(NAME, registry=registry))
    login.set(on=True)
    assert registry.read(RUN, NAME) == '"/opt/Par ley/parley" --hidden'
    registry.values[APPROVED, NAME] = b"\x03" + bytes(11)
    assert not login.is_on()
    registry.values[APPROVED, NAME] = b"\x02" + bytes(11)
    assert login.is_on()
    registry.values[APPROVED, NAME] = b"\x03" + bytes(11)
    login.set(on=True)
    assert login.is_on()


def test_windows_is_not_given_more_than_it_reads() -> None:
    place = RunKey(NAME, registry=FakeRegistry())
    with pytest.raises(OSError, match="too long"):
        place.save(("C:\\" + "x" * 300 + "\\parley.exe",))
    assert place.load() is None


@pytest.mark.parametrize("kind", [AutostartFile, LaunchAgent])
def test_a_path_that_is_no_text_is_refused(
    tmp_path: Path, kind: type[AutostartFile | LaunchAgent]
) -> None:
    place = kind(NAME)
    place.path = tmp_path / "entry"
    with pytest.raises(OSError, match=r"no valid text|control characters"):
        place.save(("/opt/\udcff\x01/parley",))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file in the way")
    place = AutostartFile(NAME, environ={"XDG_CONFIG_HOME": str(tmp_path)})
    with pytest.raises(OSError, match="autostart"):
        LoginStart(COMMAND[:1], place=place).set(on=True)


@pytest.mark.parametrize(
    ("platform", "kind"),
    [
        ("linux", AutostartFile),
        ("darwin", LaunchAgent),
        ("win32", RunKey),
        ("freebsd", AutostartFile),
    ],
)
def test_each_system_has_its_place(platform: str, kind: type[object]) -> None:
    assert isinstance(login_place(NAME, platform=platform), kind)


# --- what is started ---------------------------------------------------------------------------


def test_the_bundle_its_image_or_python_is_started(tmp_path: Path) -> None:
    bundle = Origin(executable="/opt/parley/parley", frozen=True, platform="linux")
    assert program_command(bundle, environ={}) == ("/opt/parley/parley",)
    mounted = Origin(executable="/tmp/.mount_x/usr/parley", frozen=True, platform="linux")
    image = {"APPIMAGE": "/apps/Parley.AppImage", "APPDIR": "/tmp/.mount_x"}
    assert program_command(mounted, environ=image) == ("/apps/Parley.AppImage",)
    assert program_command(bundle, environ=image) == ("/opt/parley/parley",), "another's image"
    python = Origin(executable="/opt/.venv/bin/python", frozen=False, platform="linux")
    assert program_command(python, environ=image) == ("/opt/.venv/bin/python", "-P", "-m", "gui")


def test_on_windows_no_console_comes_with_it(tmp_path: Path) -> None:
    python = Origin(executable=str(tmp_path / "python.exe"), frozen=False, platform="win32")
    assert program_command(python, environ={})[0] == str(tmp_path / "python.exe")
    (tmp_path / "pythonw.exe").touch()
    assert program_command(python, environ={})[0] == str(tmp_path / "pythonw.exe")


def test_this_python_starts_this_parley() -> None:
    done = subprocess.run(
        [*program_command(), "--version"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stdout.startswith("Parley ")


def test_a_folder_of_its_own_gets_an_entry_of_its_own(tmp_path: Path) -> None:
    usual, named = find_folders(environ={}), find_folders(str(tmp_path))
    assert own_data_folder(usual) is None
    assert own_data_folder(named) == tmp_path
    assert own_data_folder(Folders(data=tmp_path, config=tmp_path, log=tmp_path)) == tmp_path
    login = LoginStart(("/opt/parley",), data=tmp_path)
    assert login.command == ("/opt/parley", "--hidden", "--data-dir", str(tmp_path))
    other = LoginStart(("/opt/parley",))
    login.set(on=True)
    try:
        assert (login.is_on(), other.is_on()) == (True, False)
        assert other.renew() is False
    finally:
        login.set(on=False)


# --- the setting -------------------------------------------------------------------------------


class Bench:
    def __init__(self, folder: Path) -> None:
        self.place = FakePlace()
        self.settings = Settings(folder / "settings.json")
        self.login = LoginStart(("/opt/parley",), place=self.place)
        self.refusals: list[OSError] = []
        self.joined = LoginSetting(
            settings=self.settings, login=self.login, refused=self.refusals.append
        )

    async def close(self) -> None:
        await self.joined.close()
        await self.settings.flush()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def test_the_setting_switches_it(bench: Bench) -> None:
    await bench.joined.start()
    bench.settings.set(START_AT_LOGIN, value=True)
    await until(bench.login.is_on)
    bench.settings.set(START_AT_LOGIN, value=False)
    await until(lambda: not bench.login.is_on())
    assert bench.refusals == []
    await bench.close()


@pytest.mark.parametrize("on", [True, False])
async def test_what_was_changed_elsewhere_counts(bench: Bench, on: bool) -> None:
    bench.settings.set(START_AT_LOGIN, value=not on)
    if on:
        bench.place.save(("/opt/parley", "--hidden"))
    await bench.joined.start()
    assert bench.settings.get(START_AT_LOGIN) is on
    assert bench.login.is_on() is on
    await bench.close()


async def test_after_a_move_it_is_renewed_at_the_start(bench: Bench) -> None:
    bench.settings.set(START_AT_LOGIN, value=True)
    bench.place.save(ELSEWHERE)
    await bench.joined.start()
    assert bench.place.entry == LoginEntry(spelled="/opt/parley --hidden", enabled=True)
    assert bench.settings.get(START_AT_LOGIN) is True
    await bench.close()


@pytest.mark.parametrize("on", [True, False])
async def test_a_refusal_is_told_once_and_the_setting_goes_back(bench: Bench, on: bool) -> None:
    if not on:
        bench.place.save(("/opt/parley", "--hidden"))
    await bench.joined.start()
    bench.place.refusal = PermissionError(errno.EACCES, "not yours")
    bench.settings.set(START_AT_LOGIN, on)
    await until(lambda: bench.refusals)
    assert bench.settings.get(START_AT_LOGIN) is not on
    await bench.close()
    assert bench.refusals == [bench.place.refusal]
    assert bench.login.is_on() is not on


async def test_a_quick_change_of_mind_ends_as_it_was_meant_last(bench: Bench) -> None:
    await bench.joined.start()
    bench.place.free.clear()
    bench.settings.set(START_AT_LOGIN, value=True)
    bench.settings.set(START_AT_LOGIN, value=False)
    bench.settings.set(START_AT_LOGIN, value=True)
    bench.place.free.set()
    await until(bench.login.is_on)
    await bench.close()
    assert bench.login.is_on()
    assert bench.settings.get(START_AT_LOGIN) is True


async def test_a_start_that_cannot_read_it_goes_on(bench: Bench, tmp_path: Path) -> None:
    bench.place.save(ELSEWHERE)
    bench.place.refusal = PermissionError(errno.EACCES, "not yours")
    await bench.joined.start()
    assert bench.refusals == [], "nobody asked for anything"
    await bench.close()
