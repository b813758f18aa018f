"""The shipped teams, run by AutoGen with models that say what the test has written down."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from autogen_agentchat.base import TaskResult, Team
from autogen_agentchat.messages import BaseChatMessage

from gui.resources import resource

ABILITIES = {
    "vision": False,
    "function_calling": True,
    "json_output": True,
    "structured_output": False,
    "family": "unknown",
}
Words = Mapping[str, Sequence[Any]]
"""What the model of each agent answers, in turn; that of the team itself is under ""."""


def scripted(answers: Sequence[Any]) -> dict[str, Any]:
    return {
        "provider": "autogen_ext.models.replay.ReplayChatCompletionClient",
        "component_type": "replay_chat_completion_client",
        "config": {"chat_completions": list(answers), "model_info": ABILITIES},
    }


def shipped(stem: str, words: Words) -> Team:
    component = json.loads(resource("agents", f"{stem}.json").read_text(encoding="utf-8"))
    config = component["config"]
    if "model_client" in config:
        config["model_client"] = scripted(words[""])
    for member in config["participants"]:
        name = member["config"]["name"]
        member["config"]["model_client"] = scripted(words.get(name, ()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the names of handoffs are functions to AutoGen
        return Team.load_component(component)


def hands_over(target: str) -> dict[str, Any]:
    return {
        "finish_reason": "function_calls",
        "content": [{"id": "1", "name": f"transfer_to_{target}", "arguments": "{}"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1},
        "cached": False,
    }


def speakers(result: TaskResult) -> list[str]:
    return [
        message.source
        for message in result.messages
        if isinstance(message, BaseChatMessage) and message.source != "user"
    ]


async def test_the_critic_has_the_last_word() -> None:
    words = {"writer": ["A draft.", "A better one."], "critic": ["Shorter.", "APPROVE"]}
    result = await shipped("2-writer-and-critic", words).run(task="Write.")
    assert speakers(result) == ["writer", "critic"] * 2


async def test_the_critic_cannot_go_on_for_ever() -> None:
    words = {"writer": ["A draft."] * 9, "critic": ["Shorter."] * 9}
    result = await shipped("2-writer-and-critic", words).run(task="Write.")
    assert speakers(result) == ["writer", "critic"] * 4


async def test_the_reviewer_ends_the_work() -> None:
    words = {
        "planner": ["1. Change a.py", "1. Mend a.py"],
        "coder": ["Changed.", "Mended."],
        "reviewer": ["a.py is wrong.", "Done.\nAPPROVED"],
    }
    result = await shipped("3-planner-coder-reviewer", words).run(task="Change it.")
    assert speakers(result) == ["planner", "coder", "reviewer"] * 2


async def test_the_desk_hands_over_and_whoever_answers_hands_back_to_the_user() -> None:
    words: Words = {
        "triage": [hands_over("calculator"), hands_over("editor")],
        "calculator": ["42.", hands_over("triage")],
        "editor": ["A poem."],
    }
    desk = shipped("4-triage-desk", words)
    first = await desk.run(task="6 * 7?")
    assert speakers(first) == ["triage", "calculator"]
    assert isinstance(first.messages[-1], BaseChatMessage)
    assert first.messages[-1].to_text() == "42."
    second = await desk.run(task="Now a poem.")
    assert speakers(second) == ["calculator", "triage", "editor"]


async def test_three_research_at_once_and_one_writes() -> None:
    names = ("planner", "background", "evidence", "objections", "writer")
    words = {name: [f"Of {name}."] for name in names}
    result = await shipped("5-research-graph", words).run(task="Why?")
    said = [name for name in speakers(result) if name in names]
    assert (said[0], said[-1]) == ("planner", "writer")
    assert sorted(said[1:-1]) == ["background", "evidence", "objections"]


async def test_the_orchestrator_directs_and_answers() -> None:
    def ledger(speaker: str, *, done: bool) -> str:
        said = {"reason": "r"}
        return json.dumps(
            {
                "is_request_satisfied": {**said, "answer": done},
                "is_in_loop": {**said, "answer": False},
                "is_progress_being_made": {**said, "answer": True},
                "next_speaker": {**said, "answer": speaker},
                "instruction_or_question": {**said, "answer": "Read it."},
            }
        )

    of_team = [
        "Facts.",
        "Plan.",
        ledger("file_reader", done=False),
        ledger("file_reader", done=True),
        "It says so.",
    ]
    words = {"": of_team, "file_reader": ["It says 7."]}
    result = await shipped("6-magentic-team", words).run(task="What does it say?")
    assert "file_reader" in speakers(result)
    last = result.messages[-1]
    assert isinstance(last, BaseChatMessage)
    assert last.to_text() == "It says so."
