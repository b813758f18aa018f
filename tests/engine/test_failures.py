"""Every failure becomes one problem with its facts, and leaves the partial text."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from gui.engine.autogen_engine import AutoGenEngine
from gui.model.endpoint import Endpoint, Protocol
from gui.model.events import RetryScheduled
from gui.model.problem import EngineError, ProblemKind
from tests import model_behaviours as does
from tests.engine.talk import MODEL, PROTOCOLS, Heard, endpoint_of, heard, plan_of
from tests.model_behaviours import Behaviour
from tests.model_servers import ModelServer

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS)

REFUSALS: list[tuple[Callable[[], Behaviour], ProblemKind]] = [
    (does.forbidden, ProblemKind.FORBIDDEN),
    (does.no_model, ProblemKind.MODEL_NOT_FOUND),
    (does.no_path, ProblemKind.ADDRESS_NOT_FOUND),
    (does.quota, ProblemKind.QUOTA_EXCEEDED),
    (does.server_error, ProblemKind.SERVER_ERROR),
    (does.too_long, ProblemKind.CONTEXT_TOO_LONG),
    (does.bad_request, ProblemKind.REQUEST_REFUSED),
]


async def asked(engine: AutoGenEngine, endpoint: Endpoint, *, key: str | None = None) -> Heard:
    conversation = await engine.converse(plan_of(endpoint, key=key))
    answer = await heard(conversation, "hello")
    await conversation.close()
    return answer


@each_protocol
@pytest.mark.parametrize(("refuse", "kind"), REFUSALS, ids=lambda v: getattr(v, "__name__", str(v)))
async def test_refusals(
    server: ModelServer,
    engine: AutoGenEngine,
    protocol: Protocol,
    refuse: Callable[[], Behaviour],
    kind: ProblemKind,
) -> None:
    server.script(refuse())
    problem = (await asked(engine, endpoint_of(server, protocol))).problem
    assert problem is not None
    assert problem.kind is kind
    assert problem.facts["status"] == str(refuse().status)
    assert problem.facts["host"].startswith("127.0.0.1:")
    assert problem.facts["model"] == MODEL


@each_protocol
async def test_a_refused_key_is_not_shown(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    key = "sk-very-secret-0123456789"
    server.script(does.error(401, f"Incorrect API key provided: {key}."))
    problem = (await asked(engine, endpoint_of(server, protocol), key=key)).problem
    assert problem is not None
    assert problem.kind is ProblemKind.KEY_REFUSED
    assert "very-secret" not in str(problem)
    sent = server.chats[0].headers
    assert key in (sent.get("authorization", "") + sent.get("x-api-key", ""))


async def test_a_missing_key_is_noticed_before_anything_is_sent(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    endpoint = replace(endpoint_of(server), needs_key=True)
    with pytest.raises(EngineError) as caught:
        await engine.converse(plan_of(endpoint))
    assert caught.value.problem.kind is ProblemKind.KEY_MISSING
    assert server.requests == []


async def test_a_key_that_was_missing_after_all(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script(does.key_refused())
    problem = (await asked(engine, endpoint_of(server))).problem
    assert problem is not None
    assert problem.kind is ProblemKind.KEY_MISSING


@each_protocol
async def test_rate_limit_waits_visibly_and_then_answers(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(does.rate_limited(retry_after="0.05"), does.rate_limited(), does.text("Yes."))
    answer = await asked(engine, endpoint_of(server, protocol))
    waits = [event for event in answer.events if isinstance(event, RetryScheduled)]
    assert [wait.attempt for wait in waits] == [1, 2]
    assert waits[0].problem.kind is ProblemKind.RATE_LIMITED
    assert (answer.turn.text, answer.problem) == ("Yes.", None)


async def test_rate_limit_gives_up(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script(does.rate_limited(retry_after="0"))
    answer = await asked(engine, endpoint_of(server))
    assert answer.problem is not None
    assert answer.problem.kind is ProblemKind.RATE_LIMITED
    assert len(server.chats) == 5


async def test_a_wait_too_long_is_told_at_once(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script(does.rate_limited(retry_after="3600"))
    answer = await asked(engine, endpoint_of(server))
    assert answer.problem is not None
    assert answer.problem.facts["seconds"] == "3600"
    assert len(server.chats) == 1


@each_protocol
async def test_a_short_fault_of_the_server_is_not_noticed(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(does.server_error(503), does.server_error(529), does.text("Yes."))
    answer = await asked(engine, endpoint_of(server, protocol))
    assert (answer.turn.text, answer.problem) == ("Yes.", None)


MISHAPS: list[tuple[Behaviour, ProblemKind]] = [
    (does.cut(), ProblemKind.CONNECTION_CUT),
    (does.cut(clean=True), ProblemKind.CONNECTION_CUT),
    (does.malformed(), ProblemKind.MALFORMED_REPLY),
    (does.error_event(), ProblemKind.SERVER_ERROR),
    (does.stall(), ProblemKind.TIMED_OUT),
]


@each_protocol
@pytest.mark.parametrize(("mishap", "kind"), MISHAPS, ids=lambda v: getattr(v, "then", None))
async def test_mishaps_in_mid_stream_keep_the_partial_text(
    server: ModelServer,
    engine: AutoGenEngine,
    protocol: Protocol,
    mishap: Behaviour,
    kind: ProblemKind,
) -> None:
    server.script(replace(mishap, text="abcdefgh", pause=0.02))
    answer = await asked(engine, endpoint_of(server, protocol, read_timeout=0.5))
    assert answer.problem is not None
    assert answer.problem.kind is kind
    assert answer.turn.text == "abc"
    assert len(server.chats) == 1


@each_protocol
@pytest.mark.parametrize("quiet", [does.silent(), does.headers_only()], ids=lambda b: b.kind)
async def test_silence_is_bounded(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol, quiet: Behaviour
) -> None:
    server.script(quiet)
    started = time.monotonic()
    problem = (await asked(engine, endpoint_of(server, protocol, read_timeout=0.3))).problem
    assert problem is not None
    assert problem.kind is ProblemKind.TIMED_OUT
    assert problem.facts["seconds"] == "0.3"
    assert time.monotonic() - started < 3


@each_protocol
@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (does.empty(), ProblemKind.EMPTY_REPLY),
        (does.thoughts("Hm.", ""), ProblemKind.EMPTY_REPLY),
    ],
    ids=["empty", "only thoughts"],
)
async def test_nothing_said(
    server: ModelServer,
    engine: AutoGenEngine,
    protocol: Protocol,
    behaviour: Behaviour,
    kind: ProblemKind,
) -> None:
    server.script(behaviour)
    problem = (await asked(engine, endpoint_of(server, protocol))).problem
    assert problem is not None
    assert problem.kind is kind


@pytest.mark.parametrize("protocol", [Protocol.OPENAI, Protocol.ANTHROPIC])
async def test_a_reply_that_was_filtered_away(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(does.filtered())
    problem = (await asked(engine, endpoint_of(server, protocol))).problem
    assert problem is not None
    assert problem.kind is ProblemKind.CONTENT_FILTERED


@each_protocol
async def test_nobody_listens(engine: AutoGenEngine, protocol: Protocol) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        endpoint = Endpoint(id="x", name="X", protocol=protocol, base_url=address, needs_key=False)
        problem = (await asked(engine, endpoint)).problem
    assert problem is not None
    assert problem.kind is ProblemKind.CONNECTION_REFUSED


@each_protocol
async def test_a_name_that_does_not_exist(engine: AutoGenEngine, protocol: Protocol) -> None:
    endpoint = Endpoint(
        id="x", name="X", protocol=protocol, base_url="http://no.such.invalid", needs_key=False
    )
    problem = (await asked(engine, endpoint)).problem
    assert problem is not None
    assert problem.kind is ProblemKind.NAME_NOT_RESOLVED
    assert problem.facts["host"] == "no.such.invalid"


@each_protocol
async def test_a_server_without_tls(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    plain = endpoint_of(server, protocol)
    endpoint = replace(plain, base_url=plain.base_url.replace("http:", "https:"))
    problem = (await asked(engine, endpoint)).problem
    assert problem is not None
    assert problem.kind is ProblemKind.TLS_FAILED


async def test_an_address_that_is_none(engine: AutoGenEngine) -> None:
    endpoint = Endpoint(
        id="x", name="X", protocol=Protocol.OPENAI, base_url="http://[oops", needs_key=False
    )
    with pytest.raises(EngineError) as caught:
        await engine.converse(plan_of(endpoint))
    assert caught.value.problem.kind is ProblemKind.ADDRESS_NOT_FOUND
