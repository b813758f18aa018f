"""What the models of the shipped teams answer in tests, and when somebody tries the teams by hand.

    python -m tests.team_scenes --port 18080

Each agent is told apart by how its instructions begin.
"""

from __future__ import annotations

import argparse
import json
import threading
from dataclasses import replace

from tests import model_behaviours as does
from tests.model_behaviours import Behaviour
from tests.model_servers import ModelServer

PROGRAM = 'counts = {"a.log": 3}\nprint(sum(counts.values()))\n'
ENDINGS = {
    "assistant": "Two plus three is 5.",
    "writer-and-critic": "APPROVED",
    "planner-coder-reviewer": "APPROVED",
    "triage-desk": "It is 42.",
    "research-graph": "# Tea",
    "magentic-team": "The file count.py is there.",
}
"""What is to be read in the answer of each team, by their ids without "shipped."."""


def play(server: ModelServer, *, pause: float = 0.0) -> None:
    """Have the server answer for every agent of the shipped teams; each scene plays once."""
    scenes: dict[str, tuple[Behaviour, ...]] = {
        "Write a title for the conversation": (does.text("A piece of team work"),),
        "You are the writer of a team": (
            does.text("# Tea\n\nTea is a drink."),
            does.text("# Tea\n\nTea is a hot drink made from **leaves**."),
        ),
        "You are the critic of a team": (does.text("Say what it is made from."), _approve()),
        "You are the planner of a team": (
            does.text("1. Write `count.py`.\n2. Run it.\n\nHanding over to **coder**."),
        ),
        "You are the coder of a team": (
            does.tools(("write_file", json.dumps({"path": "count.py", "content": PROGRAM}))),
            does.tools(("run_python", json.dumps({"code": PROGRAM}))),
            does.text(
                "I wrote `count.py` and ran it:\n\n| File | Lines |\n|---|---:|\n| a.log | 3 |"
            ),
        ),
        "You are the reviewer of a team": (_approve(),),
        "You are the front desk": (does.tools(("transfer_to_calculator", "{}")),),
        "You are the calculator of a help desk": (
            does.tools(("arithmetic", json.dumps({"expression": "6 * 7"}))),
            does.text("It is 42."),
        ),
        "You plan a piece of research": (
            does.text("Three questions: what, how sure, who objects?"),
        ),
        "three researchers who work at the same time": (does.text("Tea has been drunk for long."),),
        "You write the answer to the user's request": (does.text("# Tea\n\nAll three agree."),),
        "Below I will present you a request": (
            does.text("1. GIVEN: a file is wanted."),
            does.text("- coder writes the file"),
        ),
        "You write code and other files": (
            does.tools(("write_file", json.dumps({"path": "count.py", "content": PROGRAM}))),
            does.text("Written."),
        ),
        "You are a helpful assistant": (
            does.tools(("arithmetic", json.dumps({"expression": "2 + 3"}))),
            does.text("Two plus three is 5."),
        ),
    }
    # What the orchestrator of the Magentic team is asked does not begin with words of its own.
    server.script(
        _ledger(satisfied=False, speaker="coder"),
        _ledger(satisfied=True, speaker="coder"),
        does.text("The file count.py is there."),
    )
    for word, scene in scenes.items():
        server.script_for(word, *(replace(one, pause=pause) for one in scene))


def _approve() -> Behaviour:
    return does.text("This is right.\n\nAPPROVED")


def _ledger(*, satisfied: bool, speaker: str) -> Behaviour:
    def entry(answer: bool | str) -> dict[str, bool | str]:
        return {"reason": "It is so.", "answer": answer}

    ledger = {
        "is_request_satisfied": entry(satisfied),
        "is_in_loop": entry(False),
        "is_progress_being_made": entry(True),
        "next_speaker": entry(speaker),
        "instruction_or_question": entry("Write the file count.py."),
    }
    return does.text(json.dumps(ledger), fragments=2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--pause", type=float, default=0.15)
    options = parser.parse_args()
    with ModelServer(port=options.port) as server:
        play(server, pause=options.pause)
        print(server.openai_url, flush=True)  # noqa: T201
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
