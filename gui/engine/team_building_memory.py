"""Builds what agents remember with: contexts of models, and lists of things to know."""

from __future__ import annotations

from autogen_core.memory import ListMemory
from autogen_core.model_context import (
    BufferedChatCompletionContext,
    ChatCompletionContext,
    HeadAndTailChatCompletionContext,
    UnboundedChatCompletionContext,
)

from gui.engine.component_node import Node
from gui.engine.cut_contexts import EndsContext, NewestContext
from gui.engine.known_providers import known_as


def memory_of(agent: Node) -> ChatCompletionContext:
    """The context that the component of an agent states, else one that forgets nothing."""
    node = agent.child("model_context")
    if node is None:
        return UnboundedChatCompletionContext()
    match known_as(node.provider):
        case "UnboundedChatCompletionContext":
            return UnboundedChatCompletionContext()
        case "BufferedChatCompletionContext":
            buffered = node.validated(BufferedChatCompletionContext.component_config_schema)
            size = _positive(node, buffered.buffer_size)
            return NewestContext(buffer_size=size)
        case "HeadAndTailChatCompletionContext":
            config = node.validated(HeadAndTailChatCompletionContext.component_config_schema)
            return EndsContext(
                head_size=_positive(node, config.head_size),
                tail_size=_positive(node, config.tail_size),
            )
        case _:
            raise node.refused(f"Parley does not know the model context {node.provider}")


def knowledge_of(agent: Node) -> list[ListMemory]:
    found = []
    for node in agent.children("memory"):
        if known_as(node.provider) != "ListMemory":
            raise node.refused(f"Parley does not know the memory {node.provider}")
        config = node.validated(ListMemory.component_config_schema)
        found.append(ListMemory(name=config.name, memory_contents=config.memory_contents))
    return found


def _positive(node: Node, size: int) -> int:
    if size < 1:
        raise node.refused("a size must be at least 1")
    return size
