"""The log: rotating, without keys, without the noise of libraries."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.services.log_file import NAME, close_log, open_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    before = logging.getLogger().level
    handler = open_log(tmp_path / "logs", level=logging.DEBUG)
    yield tmp_path / "logs" / NAME
    close_log(handler)
    logging.getLogger().setLevel(before)


def test_arguments_and_tracebacks_are_covered(log: Path) -> None:
    try:
        raise ValueError("refused for sk-abcdefghijklmnop")
    except ValueError:
        logging.getLogger("gui.test").exception("with %s", "Bearer abcdefgh123")
    text = log.read_text()
    assert "sk-abcdef" not in text
    assert "abcdefgh123" not in text
    assert "ValueError" in text


def test_a_file_that_cannot_be_written_is_no_noise(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.parent.rmdir()
    logging.getLogger("gui.test").info("nowhere")
    assert capsys.readouterr().err == ""


def test_libraries_are_heard_from_warning_up(log: Path) -> None:
    for name in ("httpx", "openai._base_client", "autogen_core.events", "httpcore.http11"):
        logging.getLogger(name).info("the whole request")
        logging.getLogger(name).warning("a warning of %s", name)
    text = log.read_text()
    assert "the whole request" not in text
    assert text.count("a warning of") == 4


def test_cancellations_of_autogen_are_no_errors(log: Path) -> None:
    try:
        raise asyncio.CancelledError
    except asyncio.CancelledError:
        logging.getLogger("autogen_core").exception("processing failed")
        logging.getLogger("gui.engine").exception("ours")
    text = log.read_text()
    assert "processing failed" not in text
    assert "ours" in text
