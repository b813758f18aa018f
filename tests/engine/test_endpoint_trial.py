"""Testing an endpoint, and single completions."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from gui.engine.autogen_engine import AutoGenEngine
from gui.engine.model_line import model_info
from gui.model.endpoint import Abilities, Endpoint, Protocol
from gui.model.problem import EngineError, ProblemKind
from tests import model_behaviours as does
from tests.engine.talk import PROTOCOLS, endpoint_of
from tests.model_servers import ModelServer

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS)


@each_protocol
async def test_models_and_latency(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    report = await engine.test(endpoint_of(server, protocol), model="", key="key-of-mine")
    assert report.models == server.models
    assert report.seconds is not None
    assert report.problem is None
    assert [request.method for request in server.requests] == ["GET", "POST"]
    assert server.chats[0].body["model"] == server.models[0]


@each_protocol
async def test_the_first_problem_is_reported(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(does.key_refused())
    report = await engine.test(endpoint_of(server, protocol), model="other-model", key="x" * 9)
    assert report.models == server.models
    assert report.problem is not None
    assert report.problem.kind is ProblemKind.KEY_REFUSED
    assert report.seconds is None


async def test_a_rate_limit_is_told_at_once(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script(does.rate_limited(retry_after="1"))
    report = await engine.test(endpoint_of(server), model="", key=None)
    assert report.problem is not None
    assert report.problem.kind is ProblemKind.RATE_LIMITED
    assert len(server.chats) == 1


async def test_a_silent_server_is_given_up(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script(does.silent())
    started = time.monotonic()
    report = await engine.test(endpoint_of(server, read_timeout=0.3), model="", key=None)
    assert report.problem is not None
    assert report.problem.kind is ProblemKind.TIMED_OUT
    assert time.monotonic() - started < 3


async def test_without_a_key_nothing_is_sent(server: ModelServer, engine: AutoGenEngine) -> None:
    endpoint = replace(endpoint_of(server), needs_key=True)
    report = await engine.test(endpoint, model="", key=None)
    assert report.problem is not None
    assert report.problem.kind is ProblemKind.KEY_MISSING
    assert server.requests == []


async def test_a_server_that_lists_nothing_may_still_answer(engine: AutoGenEngine) -> None:
    with ModelServer(models=()) as server:
        report = await engine.test(endpoint_of(server), model="m", key=None)
        assert (report.models, report.problem) == ((), None)
        assert report.seconds is not None
        nameless = await engine.test(endpoint_of(server), model="", key=None)
        assert nameless.problem is not None
        assert nameless.problem.kind is ProblemKind.ADDRESS_NOT_FOUND


@each_protocol
async def test_complete(server: ModelServer, engine: AutoGenEngine, protocol: Protocol) -> None:
    server.script(does.thoughts("Hm.", "A short title"))
    endpoint = endpoint_of(server, protocol)
    title = await engine.complete(endpoint, model="test-model", key=None, prompt="Title?")
    assert title == "A short title"
    server.script(does.no_model())
    with pytest.raises(EngineError) as caught:
        await engine.complete(endpoint, model="nope", key=None, prompt="Title?")
    assert caught.value.problem.kind is ProblemKind.MODEL_NOT_FOUND


@each_protocol
async def test_the_environments_keys_go_nowhere(
    server: ModelServer,
    engine: AutoGenEngine,
    protocol: Protocol,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_ADMIN_KEY",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT_ID",
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        "OLLAMA_API_KEY",
    ):
        monkeypatch.setenv(name, "secret-of-the-environment")
    headers = "X-Gateway: secret-of-the-environment\nAuthorization: secret-of-the-environment"
    for name in ("OPENAI_CUSTOM_HEADERS", "ANTHROPIC_CUSTOM_HEADERS"):
        monkeypatch.setenv(name, headers)
    await engine.complete(endpoint_of(server, protocol), model="m", key=None, prompt="Hi")
    assert "secret-of-the-environment" not in str(server.chats[0].headers)
    assert "authorization" not in server.chats[0].headers
    await engine.complete(endpoint_of(server, protocol), model="m", key="mine-only", prompt="Hi")
    assert "secret-of-the-environment" not in str(server.chats[1].headers)
    assert "mine-only" in str(server.chats[1].headers)
    await engine.test(endpoint_of(server, protocol), model="", key="mine-only")
    assert "secret-of-the-environment" not in str([r.headers for r in server.requests])


@each_protocol
@pytest.mark.parametrize("key", ["two words", "line\nline", "“quoted”", "钥匙"])
async def test_a_key_that_cannot_be_sent_is_a_refused_one(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol, key: str
) -> None:
    report = await engine.test(endpoint_of(server, protocol), model="m", key=key)
    assert report.problem is not None
    assert report.problem.kind is ProblemKind.KEY_REFUSED
    assert report.problem.facts["host"] in server.url
    assert key not in report.problem.detail
    with pytest.raises(EngineError) as caught:
        await engine.complete(endpoint_of(server, protocol), model="m", key=key, prompt="Hi")
    assert caught.value.problem.kind is ProblemKind.KEY_REFUSED
    assert server.requests == []


@each_protocol
async def test_white_space_around_a_key_is_no_part_of_it(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    report = await engine.test(endpoint_of(server, protocol), model="m", key=" mine-only\n")
    assert report.problem is None
    sent = server.chats[0].headers
    assert (sent.get("authorization") or sent["x-api-key"]).removeprefix("Bearer ") == "mine-only"


async def test_clients_are_shared_and_closed(server: ModelServer, engine: AutoGenEngine) -> None:
    endpoint = endpoint_of(server)
    first = await engine._pool.client(endpoint, None)
    assert await engine._pool.client(replace(endpoint, name="Other"), None) is first
    assert await engine._pool.client(endpoint, "another-key") is not first
    started = time.monotonic()
    await engine.close()
    await engine.close()
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize("protocol", [*PROTOCOLS])
def test_any_name_of_a_model_will_do(protocol: Protocol) -> None:
    endpoint = Endpoint(id="x", name="X", protocol=protocol)
    assert model_info(endpoint, "never heard of")["family"] == "unknown"
    said = replace(endpoint, abilities={"m": Abilities(vision=True, family="gpt-4o")})
    assert model_info(said, "m")["vision"] is True
    assert model_info(said, "m")["family"] == "gpt-4o"


def test_what_autogen_knows_is_used() -> None:
    endpoint = Endpoint(id="x", name="X", protocol=Protocol.OPENAI)
    assert model_info(endpoint, "gpt-4o")["vision"] is True
