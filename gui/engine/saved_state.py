"""What agents remember as bytes that outlive the program: JSON, compressed, with a version."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from autogen_core import Image
from autogen_core.models import LLMMessage, UserMessage
from pydantic import TypeAdapter, ValidationError

from gui.engine.sent_image import SentImage
from gui.model.problem import EngineError, Problem, ProblemKind

_MARK = b"PAS"  # Parley, agents' state
_VERSION = 1
_ASSISTANT = "assistant"  # the memory of the one agent that answers without a team
_TEAM = "team"
_MESSAGES: TypeAdapter[list[LLMMessage]] = TypeAdapter(list[LLMMessage])


def packed(messages: Sequence[LLMMessage]) -> bytes:
    """Return the bytes that `unpacked` reads. Takes a while for a long memory: not for a loop."""
    return _written(_ASSISTANT, {"messages": _MESSAGES.dump_python(list(messages), mode="json")})


def unpacked(data: bytes) -> list[LLMMessage]:
    """Raises EngineError, with the fact `state`, when `data` is damaged or of a newer version."""
    try:
        raw = _read(_ASSISTANT, data)["messages"]
        messages = _MESSAGES.validate_python(raw)
        _keep_packed(messages, raw)
        return messages
    except (KeyError, ValidationError) as error:
        raise EngineError(_unreadable(f"{type(error).__name__}: {error}")) from error


def _keep_packed(messages: Sequence[LLMMessage], raw: Sequence[Mapping[str, Any]]) -> None:
    """Pictures stay packed as they were saved."""
    for message, saved in zip(messages, raw, strict=True):
        if isinstance(message, UserMessage) and isinstance(message.content, list):
            message.content = [
                SentImage(piece.image, said["data"]) if isinstance(piece, Image) else piece
                for piece, said in zip(message.content, saved["content"], strict=True)
            ]


def packed_parts(parts: Mapping[str, Any]) -> bytes:
    """The state of a team, made of what JSON can hold; not for a loop either."""
    return _written(_TEAM, parts)


def unpacked_parts(data: bytes) -> dict[str, Any]:
    """Raises EngineError as `unpacked` does; "changed" where one agent's memory was saved."""
    return _read(_TEAM, data)


def _written(kind: str, parts: Mapping[str, Any]) -> bytes:
    state = {"kind": kind, **parts}
    data = json.dumps(state, ensure_ascii=False, separators=(",", ":"), default=str).encode(
        "utf-8", "surrogatepass"
    )
    return _MARK + bytes([_VERSION]) + zlib.compress(data, 6)


def _read(kind: str, data: bytes) -> dict[str, Any]:
    if data[: len(_MARK)] != _MARK or data[len(_MARK) : len(_MARK) + 1] != bytes([_VERSION]):
        raise EngineError(_unreadable("unknown version"))
    try:
        text = zlib.decompress(data[len(_MARK) + 1 :]).decode("utf-8", "surrogatepass")
        state: dict[str, Any] = json.loads(text)
        found = str(state.get("kind", ""))
    except (zlib.error, ValueError, AttributeError) as error:
        raise EngineError(_unreadable(f"{type(error).__name__}: {error}")) from error
    if found != kind:
        raise EngineError(_unreadable(f"the state is of another kind: {found}", state="changed"))
    return state


def _unreadable(detail: str, *, state: str = "unreadable") -> Problem:
    return Problem(kind=ProblemKind.UNEXPECTED, facts={"state": state}, detail=detail[:400])
