"""The measurements of replies that come as fast as they can: what they cost, and the gaps."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bench.figures import CHARACTERS_PER_TOKEN, Figure, Measure
from bench.markdown_sample import sample
from bench.stage import Stage, model_server
from gui.model.endpoint import Endpoint, Protocol
from gui.services.endpoints import Endpoints
from gui.services.folders import find_folders
from gui.services.settings import Settings

TOKENS = 20_000
MANY_TOKENS = 200_000
GAP_LIMIT = 0.05
CODE_LINES = 5_000
LINE_PAUSE = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """CPU seconds, the longest gap in seconds, and the characters."""

    cpu: float
    gap: float
    characters: int


def reply_cost(stage: Stage) -> list[Figure]:
    """A reply flat out, painted and stored, over AutoGen's own agent reading the same stream."""
    small = _reply(stage, Protocol.OPENAI, tokens=TOKENS // 10)
    ours = _reply(stage, Protocol.OPENAI, tokens=TOKENS)
    floor = _bare_reply(stage, Protocol.OPENAI)
    return [
        _over_bare("OpenAI", ours, floor),
        _gap("the same", ours),
        Figure(
            what="CPU of 20,000 tokens over 2,000",
            measured=f"{ours.cpu / small.cpu:.1f} ×",
            floor=f"2,000 tokens {small.cpu:.2f} s",
            goal="≤ 12 ×",
            reached=ours.cpu / small.cpu <= 12,
        ),
    ]


def ollama_reply_cost(stage: Stage) -> list[Figure]:
    ours = _reply(stage, Protocol.OLLAMA, tokens=TOKENS)
    return [_over_bare("Ollama", ours, _bare_reply(stage, Protocol.OLLAMA))]


def anthropic_reply_cost(stage: Stage) -> list[Figure]:
    ours = _reply(stage, Protocol.ANTHROPIC, tokens=TOKENS)
    return [_over_bare("Anthropic", ours, _bare_reply(stage, Protocol.ANTHROPIC))]


def long_reply(stage: Stage) -> list[Figure]:
    """Ten times the tokens must cost ten times as much, not more."""
    usual = _reply(stage, Protocol.OPENAI, tokens=TOKENS)
    long = _reply(stage, Protocol.OPENAI, tokens=MANY_TOKENS)
    ratio = (long.cpu / MANY_TOKENS) / (usual.cpu / TOKENS)
    return [
        Figure(
            what=f"reply of 200,000 tokens ({long.characters / 1000:.0f} KB): CPU per token",
            measured=f"{long.cpu:.2f} s = {ratio:.2f} ×",
            floor=f"20,000 tokens {usual.cpu:.2f} s",
            goal="≤ 1.2 ×",
            reached=ratio <= 1.2,
        ),
        _gap("the same", long),
    ]


def code_stream(stage: Stage) -> list[Figure]:
    """One fence that stays open; every fragment is one line."""
    source = stage.data().parent / "code.md"
    lines = [f"    total_{n:04} = count(day[{n:04}])  # of {n:04}" for n in range(CODE_LINES)]
    fence = "```python".ljust(len(lines[0]))
    source.write_text("\n".join((fence, *lines)) + "\n", encoding="utf-8")
    arguments = ("--text-file", str(source), "--fragments", str(CODE_LINES + 1))
    with model_server(*arguments, "--pause", str(LINE_PAUSE)) as address:
        played = stage.play("reply", address=address)
    reply = Reply(
        cpu=played.number("cpu"),
        gap=played.number("gap"),
        characters=int(played.number("characters")),
    )
    return [_gap("an open code block of 5,000 lines, streamed line by line", reply)]


REPLIES: dict[str, Measure] = {
    "reply": reply_cost,
    "reply-ollama": ollama_reply_cost,
    "reply-anthropic": anthropic_reply_cost,
    "reply-long": long_reply,
    "code": code_stream,
}


def _over_bare(kind: str, ours: Reply, floor: float) -> Figure:
    size = f"{ours.characters / 1000:.0f} KB"
    return Figure(
        what=f"reply of 20,000 tokens ({size}), {kind}: CPU, painting and storing included",
        measured=f"{ours.cpu:.2f} s = {ours.cpu / floor:.2f} ×",
        floor=f"bare AssistantAgent.run_stream {floor:.2f} s",
        goal="≤ 0.5 ×",
        reached=ours.cpu / floor <= 0.5,
    )


def _gap(what: str, reply: Reply) -> Figure:
    return Figure(
        what=f"{what}: longest gap of a 10 ms timer",
        measured=f"{reply.gap * 1000:.0f} ms",
        floor="10 ms",
        goal="≤ 50 ms",
        reached=reply.gap <= GAP_LIMIT,
    )


def _reply(stage: Stage, protocol: Protocol, *, tokens: int) -> Reply:
    with model_server(*_flat_out(stage, tokens)) as address:
        data = stage.data()
        asyncio.run(_configure(data, protocol, address))
        played = stage.play("reply", data=data)
    if played.told["state"] != "done":
        raise RuntimeError(f"the reply ended as {played.told['state']}")
    return Reply(
        cpu=played.number("cpu"),
        gap=played.number("gap"),
        characters=int(played.number("characters")),
    )


def _bare_reply(stage: Stage, protocol: Protocol) -> float:
    with model_server(*_flat_out(stage, TOKENS)) as address:
        done = stage.run(
            ["-m", "bench.bare_autogen", protocol.value, _base_url(protocol, address)],
            environment=stage.environment(),
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return float(done.stdout.split()[1])


async def _configure(data: Path, protocol: Protocol, address: str) -> None:
    """Settings of a user who has added this server."""
    settings = Settings(find_folders(str(data)).settings)
    endpoint = Endpoint(
        id="bench",
        name="Bench",
        protocol=protocol,
        base_url=_base_url(protocol, address),
        models=("test-model",),
        needs_key=False,
    )
    Endpoints(settings).put(endpoint)
    await settings.flush()


def _base_url(protocol: Protocol, address: str) -> str:
    return f"{address}/v1" if protocol is Protocol.OPENAI else address


def _flat_out(stage: Stage, tokens: int) -> tuple[str, ...]:
    source = stage.data().parent / f"reply-{tokens}.md"
    source.write_text(sample(tokens * CHARACTERS_PER_TOKEN), encoding="utf-8")
    return ("--text-file", str(source), "--fragments", str(tokens))
