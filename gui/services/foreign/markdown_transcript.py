"""Chats that were written down as Markdown, by Parley or by other programs.

A turn begins with a label, outside of any block of code: a heading ("## You"), or words in bold
that stand at the beginning of a line ("**Assistant:** text", "**User**"). Who speaks in the
label is known by usual names ("You", "User", "Assistant", "ChatGPT", "用户" …); a heading of the
same level as those is a label with another name where a time stands below it, alone in its line and
slanted, as Parley writes it. `# Title` before the first label is the title. Pictures that stand as
data at the end of the text, as `[picture-1]: <data:image/png;base64,…>`, are taken along.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from gui.model.turn import Role, TextPart
from gui.services.foreign.foreign_chat import (
    USER,
    BadChatError,
    Flaw,
    ForeignChat,
    ForeignFile,
    ForeignMessage,
    ForeignPart,
    Source,
)
from gui.services.foreign.message_tree import message_tree

LARGEST = 50_000_000
"""Characters."""

_USERS = frozenset(
    {"you", "user", "human", "me", "prompt", "question", "你", "您", "用户", "我", "提问"}
)
_AGENTS = frozenset(
    {
        *("assistant", "ai", "bot", "chatgpt", "gpt", "claude", "gemini", "copilot", "model"),
        *("response", "answer", "llm", "guide", "deepseek", "grok", "parley", "agent"),
        *("助手", "助理", "回答", "模型", "向导", "智能体"),
    }
)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.{1,200}?)[ \t#]*$")
_BOLD = re.compile(r"^(?:\*\*|__)([^*_\n]{1,60}?)[ \t]*([::]?)(?:\*\*|__)[ \t]*([::]?)[ \t]*(.*)$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_WHEN = re.compile(r"^[*_](\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?)[*_]$")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_BESIDE = re.compile(r"\s+(?:said|says|\(.*\)|[-–—·|].*|\d.*)\s*:?$", re.IGNORECASE)
_PICTURE = re.compile(r"^\[([^\]\s]{1,100})\]: <data:[\w/+.-]{1,100};base64,([A-Za-z0-9+/=]+)>$")
_SHOWN = re.compile(r"!\[([^\]\n]{0,200})\]\[([^\]\s]{1,100})\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    role: Role
    name: str
    level: int  # of a heading; 0 for bold words
    rest: str = ""


@dataclass(slots=True, kw_only=True)
class _Block:
    label: _Label
    lines: list[str]
    at: int | None = None


def is_transcript(text: str) -> bool:
    """Whether both the user and somebody else speak in it."""
    roles = {block.label.role for block in _blocks(text.split("\n"))[0]}
    return roles == {Role.USER, Role.AGENT}


def transcript_chat(text: str, *, name: str) -> ForeignChat:
    """`name` is that of the file. Raises BadChatError."""
    if len(text) > LARGEST:
        raise BadChatError(Flaw.TOO_LARGE)
    lines = text.replace("\r\n", "\n").split("\n")
    pictures, lines = _pictures(lines)
    blocks, title = _blocks(lines)
    if {block.label.role for block in blocks} != {Role.USER, Role.AGENT}:
        raise BadChatError(Flaw.NO_CHAT)
    tree = message_tree(list(_messages(blocks, pictures)), None)
    moments = [block.at for block in blocks if block.at is not None]
    stem = PurePath(name).stem
    return ForeignChat(
        source=Source.MARKDOWN,
        original_id=name,
        title=title or stem,
        created_at=min(moments, default=None),
        updated_at=max(moments, default=None),
        messages=tree.messages,
        head_id=tree.messages[-1].id,
    )


def _messages(blocks: list[_Block], pictures: dict[str, bytes]) -> Iterator[ForeignMessage]:
    before: str | None = None
    for number, block in enumerate(blocks):
        is_user = block.label.role is Role.USER
        speaker = USER if is_user else block.label.name
        message = ForeignMessage(
            id=str(number),
            parent_id=before,
            role=block.label.role,
            parts=tuple(_parts("\n".join(block.lines).strip(), speaker, pictures)),
            created_at=block.at,
            agent="" if is_user else speaker,
        )
        yield message
        before = message.id


def _parts(text: str, speaker: str, pictures: dict[str, bytes]) -> Iterator[ForeignPart]:
    shown = [(name, mark) for name, mark in _SHOWN.findall(text) if mark in pictures]
    words = _SHOWN.sub(lambda m: "" if m[2] in pictures else m[0], text).strip()
    if words:
        yield TextPart(source=speaker, text=words)
    for name, mark in shown:
        plain = _ESCAPED.sub(r"\1", name)
        yield ForeignFile(source=speaker, name=plain, data=pictures[mark])


def _blocks(lines: list[str]) -> tuple[list[_Block], str]:
    """What each speaker says, and the title before it all."""
    level = _level(lines)
    blocks: list[_Block] = []
    title = ""
    for number, line in _outside_code(lines):
        label = _label(line, level, lines, number) if line is not None else None
        if label is not None:
            blocks.append(_Block(label=label, lines=[label.rest] if label.rest else []))
        elif blocks:
            last = blocks[-1]
            when = _WHEN.match(lines[number]) if not "".join(last.lines).strip() else None
            if when and last.at is None:
                last.at = _moment(when[1])
            else:
                last.lines.append(lines[number])
        elif line and not title and (heading := _HEADING.match(line)):
            title = _ESCAPED.sub(r"\1", heading[2])
    return blocks, title


def _level(lines: list[str]) -> int:
    """That of the headings in which the user is named; 0 where none does that."""
    for _, line in _outside_code(lines):
        heading = _HEADING.match(line) if line else None
        if heading and _role(heading[2]) is Role.USER:
            return len(heading[1])
    return 0


def _label(line: str, level: int, lines: list[str], number: int) -> _Label | None:
    heading = _HEADING.match(line) if level else None
    if heading:
        name = _ESCAPED.sub(r"\1", heading[2])
        role = _role(name)
        if len(heading[1]) != level or (role is None and not _is_dated(lines, number)):
            return None
        return _Label(role=role or Role.AGENT, name=_bare(name), level=level)
    bold = _BOLD.match(line) if not level else None
    role = _role(bold[1]) if bold else None
    if bold is None or role is None or (bold[4] and not (bold[2] or bold[3])):
        return None
    return _Label(role=role, name=_bare(bold[1]), level=0, rest=bold[4])


def _is_dated(lines: list[str], number: int) -> bool:
    below = (line for line in lines[number + 1 : number + 4] if line.strip())
    return _WHEN.match(next(below, "")) is not None


def _role(label: str) -> Role | None:
    name = _bare(label).casefold()
    first = re.split(r"[\s\-.0-9]", name, maxsplit=1)[0]
    if name in _USERS:
        return Role.USER
    return Role.AGENT if name in _AGENTS or first in _AGENTS else None


def _bare(label: str) -> str:
    """The name in a label, without signs around it and what stands beside it."""
    return _AROUND.sub("", _BESIDE.sub("", _AROUND.sub("", label.strip()))) or label.strip()


def _outside_code(lines: list[str]) -> Iterator[tuple[int, str | None]]:
    """The lines by number; None for those of blocks of code."""
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
            yield number, None
        elif found:
            fence = found[1]
            yield number, None
        else:
            yield number, line


def _pictures(lines: list[str]) -> tuple[dict[str, bytes], list[str]]:
    pictures: dict[str, bytes] = {}
    kept: list[str] = []
    for line in lines:
        found = _PICTURE.match(line) if line.startswith("[") else None
        if found is None:
            kept.append(line)
            continue
        try:
            pictures[found[1]] = base64.b64decode(found[2], validate=True)
        except (binascii.Error, ValueError):
            kept.append(line)
    return pictures, kept


def _moment(text: str) -> int:
    """Unix milliseconds of a time by the clock of this computer."""
    return int(datetime.fromisoformat(text).astimezone().timestamp() * 1000)
