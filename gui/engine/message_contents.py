"""What AutoGen's messages carry besides text: images, data, memories, code, a model's context."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from typing import Any

from autogen_agentchat.messages import CodeGenerationEvent, StructuredMessage
from autogen_core import FunctionCall, Image
from autogen_core.memory import MemoryContent
from autogen_core.models import FunctionExecutionResult, LLMMessage
from pydantic import BaseModel

from gui.model.events import DataSettled, ImageShown


def image_of(image: Image, source: str) -> ImageShown:
    """AutoGen holds pixels; as PNG they are the same again, and the same bytes each time."""
    written = io.BytesIO()
    image.image.save(written, format="PNG")
    data = written.getvalue()
    return ImageShown(
        source=source,
        digest=hashlib.sha256(data).hexdigest(),
        media_type="image/png",
        data=data,
        width=image.image.width,
        height=image.image.height,
    )


def data_of(item: StructuredMessage[BaseModel]) -> DataSettled:
    """The data as JSON, and the sentence that its format makes of it, if it has one that works."""
    content = item.content
    try:
        text = content.model_dump_json()
    except Exception:  # noqa: BLE001 - a model of somebody else's: its fields may be anything
        text = json.dumps(vars(content), default=str)
    words = ""
    if item.format_string is not None:
        try:
            words = item.to_text()
        except Exception:  # noqa: BLE001 - a format of somebody else's
            words = ""
    return DataSettled(source=item.source, text=text, type_name=type(content).__name__, words=words)


def code_with_fences(item: CodeGenerationEvent) -> str:
    """The text, with the code that is not in it put below."""
    missing = [block for block in item.code_blocks if block.code.strip() not in item.content]
    fenced = [f"```{block.language}\n{block.code.rstrip()}\n```" for block in missing]
    return "\n\n".join(filter(None, [item.content, *fenced]))


def memory_text(memory: MemoryContent) -> str:
    content: Any = memory.content  # text, bytes, JSON or an image, says its type
    if isinstance(content, str):
        return content
    if isinstance(content, bytes):
        return f"({memory.mime_type}: {len(content)} bytes)"
    if isinstance(content, Image):
        return f"({memory.mime_type}: {content.image.width} × {content.image.height})"
    return json.dumps(content, ensure_ascii=False, default=str)


def context_text(context: Sequence[LLMMessage]) -> str:
    """What is handed over to another agent, message by message."""
    return "\n\n".join(filter(None, (_message_text(message) for message in context)))


def _message_text(message: LLMMessage) -> str:
    content: Any = message.content
    if isinstance(content, str):
        return content
    return "\n".join(_content_text(piece) for piece in content)


def _content_text(piece: object) -> str:
    match piece:
        case str():
            return piece
        case FunctionCall():
            return f"{piece.name}({piece.arguments})"
        case FunctionExecutionResult():
            return f"{piece.name}: {piece.content}"
        case Image():
            return f"({piece.image.width} × {piece.image.height})"
        case _:
            return str(piece)
