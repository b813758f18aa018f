"""Says whether the messages of a request are in the order that strict providers insist on."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]


def wrong_order(protocol: str, messages: list[JsonObject]) -> str:
    """What a strict provider would say of these messages; "" when they are in order."""
    last = ""
    open_calls: list[str] = []
    for message in messages:
        role = message.get("role", "")
        if role == "system":
            continue
        blocks = message.get("content")
        kinds = {block.get("type") for block in blocks} if isinstance(blocks, list) else set()
        is_result = role == "tool" or "tool_result" in kinds
        if open_calls and not is_result:
            return f"tool calls without results: {open_calls}"
        if is_result:
            if last not in ("calls", "tool"):
                return "a tool result without a call before it"
            done = _result_ids(message, protocol)
            open_calls = [] if protocol == "ollama" else [c for c in open_calls if c not in done]
            last = "tool"
            continue
        if role == last or (role == "user" and last in ("calls", "tool")):
            return f"roles must alternate, found {role} after {last}"
        if not last and role != "user":
            return "the first message must be the user's"
        if not message.get("content") and not message.get("tool_calls"):
            return "empty content"
        calls = _call_ids(message)
        open_calls = calls
        last = "calls" if calls else role
    if open_calls:
        return f"tool calls without results: {open_calls}"
    return ""


def _call_ids(message: JsonObject) -> list[str]:
    calls = [str(call.get("id", "")) for call in message.get("tool_calls") or []]
    content = message.get("content")
    if isinstance(content, list):
        calls += [block["id"] for block in content if block.get("type") == "tool_use"]
    return calls


def _result_ids(message: JsonObject, protocol: str) -> list[str]:
    if protocol == "anthropic":
        return [b["tool_use_id"] for b in message["content"] if b.get("type") == "tool_result"]
    return [str(message.get("tool_call_id", ""))]
