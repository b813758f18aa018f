"""An agent's memory as bytes that outlive the program: JSON, compressed, with a version."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

from autogen_core.models import LLMMessage
from pydantic import TypeAdapter, ValidationError

from gui.model.problem import EngineError, Problem, ProblemKind

_MARK = b"PAS"  # Parley, agents' state
_VERSION = 1
_ASSISTANT = "assistant"  # what kind of agent or team the state belongs to
_MESSAGES: TypeAdapter[list[LLMMessage]] = TypeAdapter(list[LLMMessage])


def packed(messages: Sequence[LLMMessage]) -> bytes:
    """Return the bytes that `unpacked` reads. Takes a while for a long memory: not for a loop."""
    state = {"kind": _ASSISTANT, "messages": _MESSAGES.dump_python(list(messages), mode="json")}
    data = json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return _MARK + bytes([_VERSION]) + zlib.compress(data, 6)


def unpacked(data: bytes) -> list[LLMMessage]:
    """Raises EngineError, with the fact `state`, when `data` is damaged or of a newer version."""
    if data[: len(_MARK)] != _MARK or data[len(_MARK) : len(_MARK) + 1] != bytes([_VERSION]):
        raise EngineError(_unreadable("unknown version"))
    try:
        text = zlib.decompress(data[len(_MARK) + 1 :]).decode("utf-8", "surrogatepass")
        state = json.loads(text)
        return _MESSAGES.validate_python(state["messages"])
    except (zlib.error, ValueError, KeyError, TypeError, ValidationError) as error:
        raise EngineError(_unreadable(f"{type(error).__name__}: {error}")) from error


def _unreadable(detail: str) -> Problem:
    return Problem(kind=ProblemKind.UNEXPECTED, facts={"state": "unreadable"}, detail=detail[:400])
