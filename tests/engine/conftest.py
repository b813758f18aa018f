"""Fixtures of the engine's tests: a server that misbehaves as told, and an engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.retry_wait import RetryPolicy
from tests.model_servers import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(strict=True) as running:
        yield running


@pytest.fixture
async def engine() -> AsyncIterator[AutoGenEngine]:
    quick = RetryPolicy(first=0.02, server_first=0.02)
    built = AutoGenEngine(options=EngineOptions(retries=quick))
    yield built
    await built.close()
