"""From what a server answers to a call to what an agent gets: text within bounds, and pictures."""

from __future__ import annotations

import asyncio
import base64
import binascii
import io
import json
from typing import TYPE_CHECKING

from autogen_core import Image
from autogen_core.tools import ImageResultContent, TextResultContent, ToolResult

if TYPE_CHECKING:
    from mcp import types

LONGEST = 200_000  # characters of a result; more would leave a model no room for anything else
_LARGEST_PICTURE = 10_000_000  # characters of its base64
_MOST_PIXELS = 40_000_000


class McpToolResult(ToolResult):
    """A result whose text, which is what a model gets, has no picture written out in it."""

    def to_text(self, replace_image: str | None = None) -> str:
        return super().to_text(replace_image or "[a picture, which the user sees]")


async def tool_result(tool: str, server: str, answer: types.CallToolResult) -> ToolResult:
    """Never without a word: a failure without one gets a sentence."""
    pieces = [await _piece(block) for block in answer.content]
    if not any(_says(piece) for piece in pieces) and answer.structuredContent:
        said = json.dumps(answer.structuredContent, ensure_ascii=False)
        pieces = [TextResultContent(content=said)]
    failed = bool(answer.isError)
    if not any(_says(piece) for piece in pieces):
        words = "failed without saying why" if failed else "was done and gave no result"
        pieces = [TextResultContent(content=f"The tool {tool} of {server} {words}.")]
    return McpToolResult(name=tool, result=_bounded(pieces), is_error=failed)


def failed_result(tool: str, sentence: str) -> ToolResult:
    return McpToolResult(name=tool, result=[TextResultContent(content=sentence)], is_error=True)


Piece = TextResultContent | ImageResultContent


def _says(piece: Piece) -> bool:
    return not isinstance(piece, TextResultContent) or bool(piece.content.strip())


async def _piece(block: types.ContentBlock) -> Piece:
    match block.type:
        case "text":
            return TextResultContent(content=block.text)
        case "image":
            picture = await asyncio.to_thread(_picture, block.data)
            if picture is not None:
                return ImageResultContent(content=picture)
            return TextResultContent(content=f"[a picture that cannot be shown: {block.mimeType}]")
        case "audio":
            return TextResultContent(content=f"[a sound that cannot be played: {block.mimeType}]")
        case "resource_link":
            return TextResultContent(content=f"[{block.title or block.name}: {block.uri}]")
        case "resource":
            return TextResultContent(content=_resource(block.resource))


def _resource(resource: types.TextResourceContents | types.BlobResourceContents) -> str:
    text = getattr(resource, "text", None)
    if isinstance(text, str):
        return f"{resource.uri}\n{text}"
    return f"[{resource.uri}: {resource.mimeType or 'bytes'}, which are no text]"


def _picture(data: str) -> Image | None:
    """None for what is no picture, or too large a one."""
    import PIL.Image

    if len(data) > _LARGEST_PICTURE:
        return None
    try:
        opened = PIL.Image.open(io.BytesIO(base64.b64decode(data, validate=True)))
        if opened.width * opened.height > _MOST_PIXELS:
            return None
        return Image.from_pil(opened)
    except (OSError, ValueError, SyntaxError, binascii.Error, PIL.Image.DecompressionBombError):
        return None


def _bounded(pieces: list[Piece]) -> list[Piece]:
    bounded: list[Piece] = []
    room = LONGEST
    for piece in pieces:
        if not isinstance(piece, TextResultContent):
            bounded.append(piece)
            continue
        text = piece.content
        if len(text) > room:
            text = text[:room] + f"\n[cut here: {len(text) - room:,} more characters]"
        room = max(0, room - len(text))
        bounded.append(TextResultContent(content=text))
    return bounded
