"""The checks, one function each, in the order in which they run; a new one is a new row."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import tomllib
from pathlib import Path

from smoke.bench import Bench, Check, NotCheckedError, expect
from smoke.place import Snapshot
from smoke.program import Program, contacts_beyond
from tests.model_behaviours import text

_CODE = """Here it is:

```python
from collections import Counter

def failed_per_day(lines):
    # one pass, no copy of the file
    return Counter(line[:10] for line in lines if "FAILED" in line)

class Report:
    limit = 42
```

That is all."""
_CLOSE_LIMIT = 5.0
_NOT_STARTED = "Parley is not running: an earlier check failed"
_MOST_SAME = 0.995  # of the pixels of two languages

# What the system writes into a home for any program with a window.
_WRITTEN_BY_OTHERS = (
    ".cache/fontconfig",  # its index, where that of the system is stale
    ".cache/mesa_shader_cache",  # where a driver compiles shaders
)


def self_test(bench: Bench) -> str:
    """Parley's own check of its installation, without a display."""
    command = bench.place.command("--self-test", environment={})
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd="/")
    (bench.evidence / "self-test.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    expect(done.returncode == 0, f"exit code {done.returncode}: {done.stdout[-800:]}{done.stderr}")
    expect(not done.stderr, f"on stderr: {done.stderr}")
    for name in ("languages", "markdown", "formulas", "guide", "local socket"):
        _self_test_line(bench, name)
    return done.stdout.splitlines()[-1]


def keyring_fallback(bench: Bench) -> str:
    """There is no keyring in there: the private file must do."""
    line = _self_test_line(bench, "keys")
    expect("private file works" in line, line)
    return line


def child_process(bench: Bench) -> str:
    """A program was started, answered, and was gone with what it had started itself."""
    line = _self_test_line(bench, "child process")
    expect("ended with 0" in line, line)
    expect(not bench.place.running(), f"left running: {bench.place.running()}")
    return line


def first_window(bench: Bench) -> str:
    """From an empty home to a window, and to the first chat."""
    started = time.monotonic()
    program = bench.start("first", environment=bench.model)
    window = bench.screen.window()
    seconds = time.monotonic() - started
    program.wait_for_log("ready with")
    bench.screen.maximise(window)
    bench.screen.settled(bench.evidence / "first-window.png")
    return f"a window after {seconds:.1f} s"


def message(bench: Bench) -> str:
    """A typed message goes to the server; the streamed reply is stored."""
    program = _running(bench)
    bench.server.script(text(_CODE, fragments=30), text("A title"))
    bench.say("first question")
    program.wait_until(lambda: program.states() == ["done"], "the answer is stored")
    expect(program.texts()[:2] == ["first question", _CODE], f"stored: {program.texts()}")
    expect(bench.server.chats[0].body["stream"] is True, "the answer was not streamed")
    return f"stored as it was sent, {len(_CODE)} characters"


def highlighting(bench: Bench) -> str:
    """The code in the answer has the colours of the theme on the screen."""
    _running(bench)
    bench.screen.window()
    shown = bench.screen.settled(bench.evidence / "code.png").colors()
    themes = [_code_colors(bench, name) for name in ("light", "dark")]
    seen = max(({name for name in theme if shown[theme[name]] >= 5} for theme in themes), key=len)
    expect(len(seen) >= 4, f"only {sorted(seen)}")
    return ", ".join(sorted(seen))


def closing(bench: Bench) -> str:
    """Closed by the window manager: at once, without a word, with nothing left running."""
    program = _running(bench)
    bench.screen.window()
    bench.screen.press("alt+F4")
    return _ended_well(program)


def restart(bench: Bench) -> str:
    """The chat is still there, and the model is told what was said before."""
    program = bench.start("restart", environment=bench.model)
    program.wait_for_log("ready with")
    bench.screen.maximise(bench.screen.window())
    bench.screen.settled(bench.evidence / "restart.png")
    bench.server.script(text("The second answer."))
    asked = len(bench.server.chats)
    bench.say("second question")
    program.wait_until(lambda: program.states() == ["done", "done"], "the second answer is stored")
    sent = [m["content"] for m in bench.server.chats[asked].messages if m["role"] != "system"]
    expect(sent == ["first question", _CODE, "second question"], f"sent: {sent}")
    return f"{len(program.texts())} texts stored"


def sigterm(bench: Bench) -> str:
    """Ended by a signal: as clean as by hand."""
    program = _running(bench)
    program.send(signal.SIGTERM)
    return _ended_well(program)


def guide(bench: Bench) -> str:
    """Without a model, in a folder of its own: the guide answers and calls its tool."""
    data = bench.place.folder("elsewhere") / "chats"
    before = bench.place.snapshot()
    program = bench.start("guide", data=data)
    program.wait_for_log("engine ready")
    bench.screen.maximise(bench.screen.window())
    bench.screen.settled(bench.evidence / "welcome.png")
    bench.say("what is 6*7")
    program.wait_until(lambda: program.states() == ["done"], "the guide has answered")
    kinds = [str(kind) for (kind,) in program.rows("SELECT kind FROM part ORDER BY rowid")]
    expect(any("tool" in kind for kind in kinds), f"no tool was called: {kinds}")
    expect("42" in program.texts()[-1], f"answered {program.texts()[-1]!r}")
    bench.screen.settled(bench.evidence / "guide.png")
    bench.screen.press("ctrl+q")
    ended = _ended_well(program)
    foreign = _written(bench, before, bench.place.snapshot(), allowed=[data])
    expect(not foreign, f"written outside the folder: {foreign}")
    return f"its tool says 42; {ended}"


def languages(bench: Bench) -> str:
    """Each language shows a window of its own, by nothing but its setting."""
    pictures = []
    for language in ("en", "zh_CN"):
        data = bench.place.folder(f"in-{language}")
        settings = {"appearance.language": language, "appearance.theme": "light"}
        (data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        bench.place.give(data)
        program = bench.start(f"language-{language}", data=data)
        program.wait_for_log("engine ready")
        bench.screen.maximise(bench.screen.window())
        bench.screen.press("ctrl+comma")
        pictures.append(bench.screen.settled(bench.evidence / f"settings-{language}.png"))
        program.send(signal.SIGTERM)
        _ended_well(program)
    different = pictures[0].differs_from(pictures[1])
    expect(different > 1 - _MOST_SAME, f"only {different:.2%} of the window differ")
    return f"{different:.1%} of the window differ"


def desktop_entry(bench: Bench) -> str:
    """Started by the installed desktop entry, without anything from outside."""
    program = bench.start_by_desktop("by-desktop", environment=bench.model)
    program.wait_for_log("ready with")
    bench.screen.maximise(bench.screen.window())
    bench.screen.settled(bench.evidence / "by-desktop.png")
    return " ".join(program_words(bench))


def link(bench: Bench) -> str:
    """A parley:// link reaches the Parley that is running, by the desktop entry."""
    expect("x-scheme-handler/parley;" in bench.desktop_entry(), "the entry takes no links")
    program = _running(bench)
    _registered(bench, "x-scheme-handler/parley")
    second = bench.start_by_desktop(
        "link", "parley://new?text=asked%20by%20a%20link", environment=bench.model
    )
    code = second.process.wait(15)
    expect((code, second.stderr()) == (0, ""), f"ended with {code}: {second.stderr()}")
    drafts = "SELECT draft FROM session WHERE draft != ''"
    program.wait_until(
        lambda: program.rows(drafts) == [("asked by a link",)], "the words are in a new chat"
    )
    bench.screen.settled(bench.evidence / "link.png")
    return "a new chat with its words, not sent"


def chat_file(bench: Bench) -> str:
    """A .parley file is opened by the Parley that is running, and by its type."""
    bench.desktop_entry()
    program = _running(bench)
    file = bench.place.folder("Documents") / "from a friend.parley"
    file.write_text(json.dumps(_CHAT), encoding="utf-8")
    bench.place.give(file)
    expect(_typed(bench) == _CHAT_TYPE, f"*.parley is {_typed(bench)}")
    _registered(bench, _CHAT_TYPE)
    second = bench.start_by_desktop("file", bench.place.inside(file), environment=bench.model)
    code = second.process.wait(15)
    expect((code, second.stderr()) == (0, ""), f"ended with {code}: {second.stderr()}")
    bench.screen.window("Import chat")
    bench.screen.settled(bench.evidence / "file-opened.png")
    bench.screen.press("Return")
    titles = "SELECT title FROM session"
    program.wait_until(
        lambda: ("A chat from a friend",) in program.rows(titles), "the chat of the file is there"
    )
    bench.screen.settled(bench.evidence / "file.png")
    return "its chat is in the list"


def second_sigterm(bench: Bench) -> str:
    """The one that was started by the desktop ends as cleanly."""
    bench.desktop_entry()
    return sigterm(bench)


def nothing_elsewhere(before: Snapshot) -> Check:
    """Nothing was written but chats, settings and what the checks put there themselves."""

    def check(bench: Bench) -> str:
        home = bench.place.home
        known = (home / name for name in (*_MADE_HERE, *_WRITTEN_BY_OTHERS))
        after = bench.place.snapshot()
        found = _written(bench, before, after, allowed=[bench.data, bench.config, *known])
        (bench.evidence / "written.txt").write_text(
            "\n".join(sorted(set(after) - set(before))), encoding="utf-8"
        )
        expect(not found, f"written elsewhere: {found}")
        return f"{len(after)} files compared"

    return check


def no_contact(bench: Bench) -> str:
    """No connection and no look-up of a name was even tried beyond loopback."""
    traces = sorted(bench.evidence.glob("*.trace.txt"))
    if not traces:
        raise NotCheckedError("strace is not installed")
    lines = 0
    for trace in traces:
        content = trace.read_text(encoding="utf-8", errors="replace")
        lines += len(content.splitlines())
        found = contacts_beyond(content)
        expect(not found, f"{trace.name}: {found[:3]}")
    expect(lines > 0, "the traces are empty")
    return f"{lines} calls in {len(traces)} runs"


CHECKS: tuple[tuple[str, Check], ...] = (
    ("self-test", self_test),
    ("keyring fallback", keyring_fallback),
    ("child process", child_process),
    ("first window", first_window),
    ("message and reply", message),
    ("highlighting", highlighting),
    ("closed by the window", closing),
    ("restart", restart),
    ("SIGTERM", sigterm),
    ("guide and its tool", guide),
    ("languages", languages),
    ("desktop entry", desktop_entry),
    ("link", link),
    ("chat file", chat_file),
    ("SIGTERM again", second_sigterm),
    ("no contact", no_contact),
)

_MADE_HERE = ("elsewhere", "in-en", "in-zh_CN", "Documents")
_CHAT_TYPE = "application/vnd.parley.chat+json"
_CHAT = {
    "format": "parley-chat",
    "version": 1,
    "chat": {
        "id": "0190b3c1-0000-7000-8000-000000000001",
        "title": "A chat from a friend",
        "title_by": "user",
        "created_at": 1_790_000_000_000,
        "updated_at": 1_790_000_000_000,
        "head": "0190b3c1-0000-7000-8000-000000000002",
        "model": None,
        "draft": "",
    },
    "turns": [
        {
            "id": "0190b3c1-0000-7000-8000-000000000002",
            "parent": None,
            "role": "user",
            "state": "done",
            "created_at": 1_790_000_000_000,
            "ended_at": 1_790_000_000_000,
            "agent": "",
            "model": "",
            "usage": None,
            "problem": None,
            "parts": [{"kind": "text", "source": "user", "text": "Hello from a file."}],
        }
    ],
}


def program_words(bench: Bench) -> list[str]:
    lines = bench.desktop_entry().splitlines()
    return [line for line in lines if line.startswith("Exec=")][:1]


def _self_test_line(bench: Bench, name: str) -> str:
    """The outcome and the detail of one of the self-test's lines."""
    report = (bench.evidence / "self-test.txt").read_text(encoding="utf-8")
    found = [line[14:] for line in report.splitlines() if line[:14].strip() == name]
    expect(found, f"the self-test has no line {name!r}")
    expect("FAILED" not in found[0], found[0])
    return found[0].strip()


def _running(bench: Bench) -> Program:
    """The last one started that has not ended: a second one only hands over what it was given."""
    alive = [program for program in bench.programs if program.process.poll() is None]
    expect(alive, _NOT_STARTED)
    return alive[-1]


def _ended_well(program: Program) -> str:
    end = program.ended()
    expect(end.code == 0, f"exit code {end.code}; {end.stderr}")
    expect(not end.stderr, f"on stderr: {end.stderr}")
    expect(end.seconds < _CLOSE_LIMIT, f"ended after {end.seconds:.1f} s")
    expect("Traceback" not in program.log(), "a traceback is in the log")
    return f"ended after {end.seconds:.1f} s, nothing left running"


def _code_colors(bench: Bench, theme: str) -> dict[str, int]:
    path = bench.resources / "themes" / f"{theme}.toml"
    colors = tomllib.loads(path.read_text(encoding="utf-8"))["colors"]
    names = ("keyword", "name", "string", "number", "comment")
    return {name: int(colors[f"code_{name}"].lstrip("#"), 16) for name in names}


def _registered(bench: Bench, kind: str) -> None:
    """The desktop knows that Parley opens `kind`: the cache that file managers read says so."""
    cache = bench.shared() / "applications/mimeinfo.cache"
    expect(cache.is_file(), "no list of types, which desktop-file-utils would make")
    lines = cache.read_text(encoding="utf-8").splitlines()
    expect(f"{kind}=chat.parley.Parley.desktop;" in lines, f"nothing opens {kind}")


def _typed(bench: Bench) -> str:
    """The type that the desktop gives to names like those of chat files."""
    globs = bench.shared() / "mime/globs2"
    expect(globs.is_file(), "no list of names, which shared-mime-info would make")
    lines = globs.read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.endswith(":*.parley")]
    return line.split(":")[1]


def _written(bench: Bench, before: Snapshot, after: Snapshot, *, allowed: list[Path]) -> list[str]:
    """What is new or changed and neither below `allowed` nor a folder above."""
    known = [Path(bench.place.named(path)) for path in allowed]
    changed = [Path(name) for name, state in after.items() if before.get(name) != state]
    return [
        str(path)
        for path in changed
        if not any(path.is_relative_to(one) or one.is_relative_to(path) for one in known)
    ]
