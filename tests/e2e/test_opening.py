"""Files and links, from a second start to the first one's window, with the real program."""

from __future__ import annotations

import json
import signal
import sqlite3
from pathlib import Path

from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.program import Program

SOMEWHERE = "01890a5d-ac96-774b-bcce-b302099a8057"


def chat_file(folder: Path, *, title: str = "From afar") -> Path:
    question = {
        "id": "a", "parent": None, "role": "user", "state": "done",
        "created_at": 1_750_000_000_000, "ended_at": None, "agent": "", "model": "",
        "usage": None, "problem": None,
        "parts": [{"kind": "text", "source": "user", "text": "What is it?"}],
    }  # fmt: skip
    answer = {
        **question, "id": "b", "parent": "a", "role": "agent",
        "parts": [{"kind": "text", "source": "assistant", "text": "A **chat** in a file."}],
    }  # fmt: skip
    chat = {
        "id": "s", "title": title, "title_by": "user", "created_at": 1_750_000_000_000,
        "updated_at": 1_750_000_100_000, "head": "b", "model": None, "draft": "",
    }  # fmt: skip
    document = {"format": "parley-chat", "version": 1, "chat": chat, "turns": [question, answer]}
    path = folder / "from afar.parley"
    path.write_text(json.dumps(document), "utf-8")
    return path


def ask(launch: Launch, *wishes: str) -> None:
    """Start Parley once more, on the same folder."""
    second = launch(wait=False, command=("-m", "gui", *wishes))
    ended = second.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")


def drafts(program: Program) -> list[str]:
    return [str(draft) for (draft,) in program.rows("SELECT draft FROM session WHERE draft != ''")]


def end(program: Program) -> None:
    program.send(signal.SIGTERM)
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")
    assert "Traceback" not in program.log()


def test_a_second_start_opens_its_file_in_the_first_window(
    desk: Desk, launch: Launch, tmp_path: Path
) -> None:
    path = chat_file(tmp_path)
    program = launch()
    ask(launch, str(path))
    desk.window(title="Import chat")
    assert program.texts() == []
    desk.press("Return")
    program.wait_until(
        lambda: program.texts() == ["What is it?", "A **chat** in a file."], what="it is imported"
    )
    desk.window(title="From afar")
    ask(launch, str(path))
    desk.window(title="Import chat")  # and nobody answers it
    end(program)
    assert program.rows("SELECT count(*) FROM turn") == [(2,)]


def test_the_first_start_opens_what_it_was_given(
    desk: Desk, launch: Launch, tmp_path: Path
) -> None:
    home = tmp_path / "home"  # where it is started
    home.mkdir()
    program = launch(command=("-m", "gui", chat_file(home).name))
    desk.window(title="Import chat")
    desk.press("Return")
    program.wait_until(lambda: len(program.texts()) == 2, what="it is imported")
    end(program)


def test_a_link_writes_into_the_box_and_sends_nothing(desk: Desk, launch: Launch) -> None:
    program = launch()
    ask(launch, "parley://new?text=What%20is%206*7")
    program.wait_until(lambda: drafts(program) == ["What is 6*7"], what="the text is a draft")
    ask(launch, f"parley://chat/{SOMEWHERE}", "parley://send?text=now")
    desk.window()
    desk.press("End")
    desk.type(" then")
    program.wait_until(lambda: drafts(program) == ["What is 6*7 then"], what="it can be edited")
    assert program.texts() == []
    end(program)
    assert drafts(program) == ["What is 6*7 then"]


def test_an_export_holds_the_chat(desk: Desk, launch: Launch, tmp_path: Path) -> None:
    program = launch()
    desk.window()
    desk.type("what is 6*7")
    desk.press("Return")
    program.wait_until(lambda: program.turn_states() == ["done"], what="the guide answers")
    desk.press("ctrl+e")
    desk.window(title="Export")
    desk.press("Tab")
    desk.type("parley")
    desk.press("Return")
    desk.window(title="Export as")
    desk.press("ctrl+a")
    desk.type(str(tmp_path / "out"))
    desk.press("Return")
    path = tmp_path / "out.parley"
    program.wait_until(path.exists, what="the file is there")
    document = json.loads(path.read_text("utf-8"))
    assert [turn["role"] for turn in document["turns"]] == ["user", "agent"]
    assert document["chat"]["model"] == {"provider": "Guide", "name": "guide"}
    end(program)
    connection = sqlite3.connect(f"file:{program.data / 'parley.db'}?mode=ro", uri=True)
    assert connection.execute("SELECT count(*) FROM session").fetchone() == (1,)
    connection.close()
