"""A screen for the whole run, and programs that are gone after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.e2e.desk import Desk, missing_tools
from tests.e2e.program import Program
from tests.model_servers import ModelServer

Launch = Callable[..., Program]


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    missing = missing_tools()
    if missing:
        pytest.fail(f"install {', '.join(missing)}: ./test.sh does so where it may")
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def launch(desk: Desk, tmp_path: Path) -> Iterator[Launch]:
    """Start Parley on the screen; with a server, as its one model."""
    programs: list[Program] = []

    def start(
        server: ModelServer | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        wait: bool = True,
        command: Sequence[str] = ("-m", "gui"),
    ) -> Program:
        model = {}
        if server is not None:
            model = {"OPENAI_BASE_URL": server.openai_url, "OPENAI_MODEL": "test-model"}
        program = Program(
            tmp_path / "home" / "data",
            environment={**desk.environment, **model, **(environment or {})},
            wait=wait,
            command=command,
        )
        programs.append(program)
        return program

    yield start
    for program in programs:
        program.kill()
