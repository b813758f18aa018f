"""Tries an endpoint: lists its models, then asks one of them something short."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, cast

from autogen_core.models import UserMessage

from gui.engine.client_pool import ClientPool
from gui.engine.errors import Asked, problem_of
from gui.engine.guarded_client import ClientSeat, GuardedClient
from gui.engine.message_forms import AGENT, USER
from gui.engine.model_line import model_line
from gui.engine.retry_wait import RetryPolicy
from gui.model.endpoint import Protocol
from gui.model.plan import EndpointReport
from gui.model.problem import EngineError, Problem, ProblemKind

if TYPE_CHECKING:
    import ollama

_PROMPT = "Reply with the single word: ready"
_UNLISTED = (ProblemKind.ADDRESS_NOT_FOUND, ProblemKind.REQUEST_REFUSED, ProblemKind.FORBIDDEN)
_NOT_FOR_CHAT = (
    "embed",
    "whisper",
    "tts",
    "dall-e",
    "image",
    "moderation",
    "audio",
    "realtime",
    "transcribe",
    "davinci",
    "babbage",
    "rerank",
)
_AT_ONCE = RetryPolicy(limit=-1.0, longest=-1.0)  # somebody waits for this test: no second try


async def tested(pool: ClientPool, asked: Asked) -> EndpointReport:
    """Bounded by the endpoint's time-outs: all of it takes no longer than both together."""
    endpoint = asked.endpoint
    models: tuple[str, ...] = ()
    try:
        async with asyncio.timeout(endpoint.connect_timeout + endpoint.read_timeout):
            models = await _listed(pool, asked)
            model = asked.model or _first_for_chat(models)
            asked = Asked(endpoint=endpoint, model=model, key=asked.key)
            line = await model_line(pool, asked)
            seat = ClientSeat(source=AGENT, emit=_unheard, policy=_AT_ONCE)
            client = GuardedClient(line, seat)
            started = time.monotonic()
            await client.create([UserMessage(content=_PROMPT, source=USER)])
    except Exception as error:  # noqa: BLE001 - the edge: every failure is in the report
        return EndpointReport(models=models, problem=problem_of(error, asked))
    return EndpointReport(models=models, seconds=time.monotonic() - started)


async def _listed(pool: ClientPool, asked: Asked) -> tuple[str, ...]:
    """The models, or none where the server lists none but a model is already known."""
    endpoint = asked.endpoint
    if endpoint.needs_key and not asked.key:
        facts = {"host": asked.host, "endpoint": endpoint.name, "endpoint_id": endpoint.id}
        raise EngineError(Problem(kind=ProblemKind.KEY_MISSING, facts=facts))
    client: Any = await pool.client(endpoint, asked.key)  # each library has its own shape
    try:
        if endpoint.protocol is Protocol.OLLAMA:
            answer = await cast("ollama.AsyncClient", client).list()
            return tuple(model.model for model in answer.models if model.model)
        page = await client.models.list()
        return tuple(model.id for model in page.data or () if model.id)
    except Exception as error:
        nameless = Asked(endpoint=endpoint, key=asked.key)
        if asked.model and problem_of(error, nameless).kind in _UNLISTED:
            return ()
        raise


def _first_for_chat(models: tuple[str, ...]) -> str:
    for model in models:
        if not any(word in model.lower() for word in _NOT_FOR_CHAT):
            return model
    return models[0] if models else ""


def _unheard(event: object) -> None:
    del event
