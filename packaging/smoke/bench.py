"""What every check works with, and the list of what they found."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from smoke.place import Place, desktop_command
from smoke.program import Program, environment_of
from smoke.screen import Screen
from tests.model_servers import ModelServer

DESKTOP_FILE = "applications/chat.parley.Parley.desktop"
MODEL = "test-model"


class NotCheckedError(Exception):
    """This cannot be checked here; the text says why."""


@dataclass(kw_only=True)
class Bench:
    """`evidence` is the folder for pictures, logs and traces; `resources` are Parley's own."""

    place: Place
    screen: Screen
    server: ModelServer
    evidence: Path
    repository: Path
    resources: Path
    programs: list[Program] = field(default_factory=list)

    @property
    def data(self) -> Path:
        """Where chats lie when nobody says another place."""
        return self.place.home / ".local/share/Parley"

    @property
    def config(self) -> Path:
        return self.place.home / ".config/Parley"

    @property
    def model(self) -> Mapping[str, str]:
        return {"OPENAI_BASE_URL": self.server.openai_url, "OPENAI_MODEL": MODEL}

    def start(
        self,
        name: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        data: Path | None = None,
    ) -> Program:
        """Parley by its program; with `data`, in a folder of its own."""
        if data is not None:
            arguments = ("--data-dir", self.place.inside(data), *arguments)
        known = environment_of(self.screen.display, environment)
        command = self.place.command(*arguments, environment=known)
        return self._begun(name, command, data or self.data)

    def start_by_desktop(
        self, name: str, *arguments: str, action: str = "", environment: Mapping[str, str]
    ) -> Program:
        """Parley as a desktop starts it, by what its desktop entry says."""
        command = desktop_command(self.desktop_entry(), action=action, arguments=arguments)
        known = environment_of(self.screen.display, environment)
        return self._begun(name, self.place.wrapped(command, known), self.data)

    def shared(self) -> Path:
        """The folder of desktop files that Parley was installed in."""
        for name in ("usr/share", "usr/local/share"):
            if self.place.root is not None and (self.place.root / name / DESKTOP_FILE).is_file():
                return self.place.root / name
        raise NotCheckedError("no desktop entry is installed")

    def desktop_entry(self) -> str:
        return (self.shared() / DESKTOP_FILE).read_text(encoding="utf-8")

    def say(self, text: str) -> None:
        self.screen.window()
        self.screen.type(text)
        self.screen.press("Return")

    def end_all(self) -> None:
        for program in self.programs:
            program.kill()

    def _begun(self, name: str, command: list[str], data: Path) -> Program:
        program = Program(self.place, command, data=data, evidence=self.evidence / name)
        self.programs.append(program)
        return program


Check = Callable[[Bench], str]


@dataclass(kw_only=True)
class Results:
    """Prints a line for each check and keeps them for the summary."""

    file: Path
    lines: list[str] = field(default_factory=list)

    def run(self, name: str, check: Check, bench: Bench) -> bool:
        started = time.monotonic()
        passed = False
        try:
            outcome, detail = "ok", check(bench)
            passed = True
        except NotCheckedError as error:
            outcome, detail = "not checked", str(error)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is what was found
            outcome, detail = "FAILED", f"{type(error).__name__}: {error}"
            stem = bench.evidence / f"failed-{name.replace(' ', '-')}"
            bench.screen.picture(stem.with_suffix(".png"))
            logs = "\n".join(program.log() for program in bench.programs[-1:])
            stem.with_suffix(".txt").write_text(traceback.format_exc() + logs, encoding="utf-8")
        if outcome != "ok":
            bench.end_all()
        seconds = time.monotonic() - started
        line = f"{name:<22} {outcome:<11} {seconds:6.1f} s  {' '.join(detail.split())[:300]}"
        print(line, flush=True)
        self.lines.append(line)
        self.file.write_text("\n".join([*self.lines, ""]), encoding="utf-8")
        return passed


def expect(condition: object, what: str) -> None:
    if not condition:
        raise AssertionError(what)
