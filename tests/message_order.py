"""Says whether the messages of a request are in the order that strict providers insist on."""

from __future__ import annotations

import json
import re
from typing import Any

JsonObject = dict[str, Any]

_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def wrong_order(protocol: str, body: JsonObject) -> str:
    """What the strictest of its providers would say of this request; "" where all is in order."""
    messages: list[JsonObject] = body.get("messages", [])
    return (
        _wrong_roles(protocol, messages)
        or _wrong_contents(protocol, messages)
        or _wrong_calls(protocol, messages)
        or _wrong_names(body)
    )


def _wrong_roles(protocol: str, messages: list[JsonObject]) -> str:
    last = ""
    open_calls: list[str] = []
    for message in messages:
        role = message.get("role", "")
        if role == "system":
            if last or protocol == "anthropic":
                return "a system message that is not at the beginning"
        elif _is_result(message):
            if wrong := _wrong_results(protocol, message, last, open_calls):
                return wrong
            last = "tool"
        else:
            if wrong := _wrong_role(role, last, open_calls):
                return wrong
            open_calls = _call_ids(message)
            last = "calls" if open_calls else role
    if open_calls:
        return f"tool calls without results: {open_calls}"
    return "" if last in ("user", "tool") else "the last message must be the user's or a tool's"


def _wrong_role(role: str, last: str, open_calls: list[str]) -> str:
    if open_calls:
        return f"tool calls without results: {open_calls}"
    if role == last or (role == "user" and last in ("calls", "tool")):
        return f"roles must alternate, found {role} after {last}"
    return "" if last or role == "user" else "the first message must be the user's"


def _wrong_results(protocol: str, message: JsonObject, last: str, open_calls: list[str]) -> str:
    """What is wrong; where nothing is, `open_calls` are those that still have no result."""
    done = _result_ids(message, protocol)
    if last not in ("calls", "tool") or not open_calls:
        return "a tool result without a call before it"
    if protocol == "ollama":
        del open_calls[0]
        return ""
    if not set(done) <= set(open_calls):
        return f"results of calls that were not made: {done}"
    open_calls[:] = [call for call in open_calls if call not in done]
    if protocol != "anthropic":
        return ""
    if open_calls:
        return f"results must be in one message, missing: {open_calls}"
    kinds = [block.get("type") for block in _blocks(message)[: len(done)]]
    return "" if kinds == ["tool_result"] * len(done) else "results come first in their message"


def _is_result(message: JsonObject) -> bool:
    kinds = [block.get("type") for block in _blocks(message)]
    return message.get("role") == "tool" or "tool_result" in kinds


def _wrong_contents(protocol: str, messages: list[JsonObject]) -> str:
    for message in messages:
        content = message.get("content")
        blocks = _blocks(message)
        texts = [block["text"] for block in blocks if block.get("type") == "text"]
        if isinstance(content, str):
            texts.append(content)
        calls = bool(_call_ids(message)) or message.get("role") == "tool"
        if any(not text.strip() for text in texts) and not (calls and protocol != "anthropic"):
            return "text must not be empty"
        if not texts and not blocks and not calls and not message.get("images"):
            return "empty content"
    return ""


def _wrong_calls(protocol: str, messages: list[JsonObject]) -> str:
    """Calls have ids of their own, fit names, and objects as arguments."""
    seen: set[str] = set()
    for message in messages:
        for call_id in _call_ids(message) if protocol != "ollama" else ():
            if call_id in seen or not call_id:
                return f"the id of a call is not its own: {call_id!r}"
            seen.add(call_id)
        functions = [call["function"] for call in message.get("tool_calls") or []]
        used = [block for block in _blocks(message) if block.get("type") == "tool_use"]
        names = [f["name"] for f in functions] + [block["name"] for block in used]
        arguments = [f["arguments"] for f in functions] + [block["input"] for block in used]
        if any(not _NAME.fullmatch(name) for name in names):
            return f"a call's name does not fit: {names}"
        if not all(_is_object(told) for told in arguments):
            return f"a call's arguments are no object: {arguments}"
    return ""


def _wrong_names(body: JsonObject) -> str:
    tools = body.get("tools") or []
    names = [tool.get("function", tool).get("name", "") for tool in tools]
    if any(not _NAME.fullmatch(name) for name in names) or len(set(names)) < len(names):
        return f"the tools' names do not fit: {names}"
    used = any(_call_ids(message) for message in body.get("messages", []))
    return "calls, but no tools" if used and not tools else ""


def _is_object(arguments: object) -> bool:
    if not isinstance(arguments, str):
        return isinstance(arguments, dict)
    try:
        return isinstance(json.loads(arguments), dict)
    except ValueError:
        return False


def _blocks(message: JsonObject) -> list[JsonObject]:
    content = message.get("content")
    return content if isinstance(content, list) else []


def _call_ids(message: JsonObject) -> list[str]:
    calls = [str(call.get("id", "")) for call in message.get("tool_calls") or []]
    return calls + [b["id"] for b in _blocks(message) if b.get("type") == "tool_use"]


def _result_ids(message: JsonObject, protocol: str) -> list[str]:
    if protocol == "anthropic":
        return [b["tool_use_id"] for b in message["content"] if b.get("type") == "tool_result"]
    return [str(message.get("tool_call_id", ""))]
