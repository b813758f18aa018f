"""Which models a component asks for by name, instead of taking the chat's own."""

from __future__ import annotations

import json


def bound_models(component: str) -> tuple[tuple[str, str], ...]:
    """Endpoint ids and names, each pair once, in their order; nothing of what is no JSON."""
    try:
        waiting: list[object] = [json.loads(component)] if component else []
    except (ValueError, RecursionError):
        return ()
    found: dict[tuple[str, str], None] = {}
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            bound = node.get("parley")
            if isinstance(bound, dict):
                endpoint, model = bound.get("endpoint"), bound.get("model")
                if isinstance(endpoint, str) and isinstance(model, str) and endpoint and model:
                    found[(endpoint, model)] = None
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))
    return tuple(found)
