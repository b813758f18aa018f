"""The measurements of teams, of calls of tools, and of stops: Parley's engine without a window."""

from __future__ import annotations

import statistics

from bench.figures import CHARACTERS_PER_TOKEN, Figure, Measure
from bench.markdown_sample import sample
from bench.stage import Stage, model_server

AGENTS = 50
TOKENS = 20_000
ROUNDS = 3
FLAT_OUT = ("--behaviour", "text", "--fragments", "1", "--text", "Fine.")


def team_round(stage: Stage) -> list[Figure]:
    """Each agent speaks once; replies come at once."""
    with model_server(*FLAT_OUT) as address:
        pairs = [
            (_cpu(stage, "own_team", "run", address), _cpu(stage, "bare_team", "", address))
            for _ in range(ROUNDS)
        ]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    return [
        Figure(
            what=f"one round of {AGENTS} agents in turn, replies at once: CPU",
            measured=f"{ours:.2f} s = {ours / bare:.2f} ×",
            floor=f"bare RoundRobinGroupChat {bare:.2f} s",
            goal="≤ 1.5 ×",
            reached=ours / bare <= 1.5,
        )
    ]


def team_reply(stage: Stage) -> list[Figure]:
    """A team of one, and a long reply: AutoGen passes each fragment on four times."""
    source = stage.data().parent / "team-reply.md"
    source.write_text(sample(TOKENS * CHARACTERS_PER_TOKEN), encoding="utf-8")
    with model_server("--text-file", str(source), "--fragments", str(TOKENS)) as address:
        ours = _cpu(stage, "own_team", "run", address, agents=1)
        bare = _cpu(stage, "bare_team", "", address, agents=1)
    return [
        Figure(
            what="reply of 20,000 tokens in a team of one: CPU",
            measured=f"{ours:.2f} s = {ours / bare:.2f} ×",
            floor=f"bare RoundRobinGroupChat {bare:.2f} s",
            goal="≤ 0.25 ×",
            reached=ours / bare <= 0.25,
        )
    ]


def tool_calls(stage: Stage) -> list[Figure]:
    told = _told(stage, "own_team", "calls")
    more = told["ours"] - told["bare"]
    return [
        Figure(
            what="a call of a tool through the gate: own time",
            measured=f"{told['ours']:.2f} ms",
            floor=f"the tool's own workbench {told['bare']:.2f} ms",
            goal="≤ 2 ms more",
            reached=more <= 2,
        )
    ]


def stops(stage: Stage) -> list[Figure]:
    stream = ("--behaviour", "text", "--fragments", "5000", "--pause", "0.01")
    cases = (
        ("one agent, in mid-stream", "0", "stream", stream),
        ("one agent, in a tool", "0", "tool", ("--behaviour", "tools")),
        ("a team, in mid-stream", "2", "stream", stream),
        ("a team, in a tool", "2", "tool", ("--behaviour", "tools")),
    )
    figures = []
    for what, agents, where, arguments in cases:
        with model_server(*arguments) as address:
            told = _told(stage, "own_team", "stop", f"{address}/v1", agents, where)
        figures.append(
            Figure(
                what=f"stop now, {what}: until nothing is left of the run, longest of 5",
                measured=f"{told['longest'] * 1000:.0f} ms",
                floor="–",
                goal="≤ 300 ms",
                reached=told["longest"] <= 0.3,
            )
        )
    return figures


TEAMS: dict[str, Measure] = {
    "team-round": team_round,
    "team-reply": team_reply,
    "tool-calls": tool_calls,
    "stops": stops,
}


def _cpu(stage: Stage, program: str, part: str, address: str, agents: int = AGENTS) -> float:
    arguments = [part] if part else []
    return _told(stage, program, *arguments, f"{address}/v1", str(agents))["cpu"]


def _told(stage: Stage, program: str, *arguments: str) -> dict[str, float]:
    """The numbers that a program of this folder prints, by the word before each."""
    done = stage.run(["-m", f"bench.{program}", *arguments], environment=stage.environment())
    if done.returncode:
        raise RuntimeError(done.stderr)
    words = done.stdout.split()
    return {word: float(value) for word, value in zip(words[::2], words[1::2], strict=True)}
