"""Builds exports of other programs from trees of messages, each to the shape that it publishes."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x06\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82"
)
ZEROS = "00000000-0000-0000-0000-000000000000"
CLAUDE_ZEROS = "00000000-0000-4000-8000-000000000000"
START = 1_700_000_000


@dataclass(frozen=True)
class Said:
    """`parent` is the place of another before it in the list, or None."""

    parent: int | None
    user: bool
    text: str


Record = dict[str, object]


def chatgpt_node(
    name: str, parent: str | None, children: Sequence[str], message: Record | None
) -> Record:
    return {"id": name, "parent": parent, "children": list(children), "message": message}


def chatgpt_message(name: str, role: str, content: Record, **more: object) -> Record:
    return {
        "id": name,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": START,
        "content": content,
        "status": "finished_successfully",
        "weight": 1.0,
        "recipient": "all",
        "metadata": {},
        **more,
    }


def chatgpt_text(*parts: object) -> Record:
    return {"content_type": "text", "parts": list(parts)}


def chatgpt(tree: Sequence[Said], *, name: str = "c1", title: str = "Trees") -> Record:
    """As ChatGPT writes it: a root without a message, then a hidden one of the system."""
    mapping: Record = {
        "root": chatgpt_node("root", None, ["system"], None),
        "system": chatgpt_node(
            "system",
            "root",
            [str(i) for i, said in enumerate(tree) if said.parent is None],
            chatgpt_message(
                "system",
                "system",
                chatgpt_text(""),
                weight=0.0,
                metadata={"is_visually_hidden_from_conversation": True},
            ),
        ),
    }
    for place, said in enumerate(tree):
        children = [str(i) for i, other in enumerate(tree) if other.parent == place]
        message = chatgpt_message(
            str(place),
            "user" if said.user else "assistant",
            chatgpt_text(said.text),
            create_time=START + place + 0.25,
            metadata={} if said.user else {"model_slug": "gpt-5"},
        )
        parent = "system" if said.parent is None else str(said.parent)
        mapping[str(place)] = chatgpt_node(str(place), parent, children, message)
    return {
        "title": title,
        "create_time": START + 0.5,
        "update_time": START + 100.0,
        "mapping": mapping,
        "current_node": str(len(tree) - 1),
        "conversation_id": name,
        "id": name,
        "is_archived": False,
    }


def claude(tree: Sequence[Said], *, name: str = "c1", title: str = "Trees") -> Record:
    return {
        "uuid": name,
        "name": title,
        "created_at": "2023-11-14T22:13:20.500000Z",
        "updated_at": "2023-11-14T22:15:00.000000Z",
        "account": {"uuid": "a"},
        "chat_messages": [
            {
                "uuid": f"m{place}",
                "text": said.text,
                "content": [{"type": "text", "text": said.text, "citations": []}],
                "sender": "human" if said.user else "assistant",
                "created_at": "2023-11-14T22:13:20.250000Z",
                "updated_at": "2023-11-14T22:13:20.250000Z",
                "attachments": [],
                "files": [],
                "parent_message_uuid": CLAUDE_ZEROS if said.parent is None else f"m{said.parent}",
            }
            for place, said in enumerate(tree)
        ],
        "current_leaf_message_uuid": f"m{len(tree) - 1}",
    }


def open_webui(tree: Sequence[Said], *, name: str = "c1", title: str = "Trees") -> Record:
    messages = {
        f"m{place}": {
            "id": f"m{place}",
            "parentId": None if said.parent is None else f"m{said.parent}",
            "childrenIds": [f"m{i}" for i, other in enumerate(tree) if other.parent == place],
            "role": "user" if said.user else "assistant",
            "content": said.text,
            "timestamp": START + place,
            **({} if said.user else {"model": "llama3.1:latest", "done": True}),
        }
        for place, said in enumerate(tree)
    }
    return {
        "id": name,
        "user_id": "u",
        "title": title,
        "chat": {
            "title": title,
            "models": ["llama3.1:latest"],
            "history": {"messages": messages, "currentId": f"m{len(tree) - 1}"},
        },
        "created_at": START,
        "updated_at": START + 100,
        "archived": False,
        "pinned": False,
    }


def librechat(tree: Sequence[Said], *, recursive: bool = False) -> Record:
    messages: list[Record] = [
        {
            "messageId": f"m{place}",
            "parentMessageId": ZEROS if said.parent is None else f"m{said.parent}",
            "isCreatedByUser": said.user,
            "sender": "User" if said.user else "GPT-4",
            "model": None if said.user else "gpt-4o",
            "text": said.text,
            "createdAt": "2023-11-14T22:13:20.250Z",
            "unfinished": False,
            "error": False,
        }
        for place, said in enumerate(tree)
    ]
    top = messages
    if recursive:
        for place, message in enumerate(messages):
            message["children"] = [
                messages[i] for i, other in enumerate(tree) if other.parent == place
            ]
        top = [messages[i] for i, said in enumerate(tree) if said.parent is None]
    return {
        "conversationId": "c1",
        "title": "Trees",
        "endpoint": "openAI",
        "branches": True,
        "recursive": recursive,
        "options": {"model": "gpt-4o"},
        "messages": top,
    }


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def write_zip(path: Path, value: object, files: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", json.dumps(value))
        archive.writestr("user.json", "{}")
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return path


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()
