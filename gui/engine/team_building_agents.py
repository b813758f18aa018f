"""Builds the agents of a file, each with a client, a memory and a gate of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autogen_agentchat.agents import (
    ApprovalRequest,
    ApprovalResponse,
    AssistantAgent,
    CodeExecutorAgent,
    SocietyOfMindAgent,
    UserProxyAgent,
)
from autogen_agentchat.base import ChatAgent, Handoff

from gui.engine.asking_agent import AskingAgent, asking
from gui.engine.code_executors import GatedExecutor
from gui.engine.component_node import Node
from gui.engine.crew import Member
from gui.engine.known_providers import known_as
from gui.engine.team_building_memory import knowledge_of, memory_of
from gui.engine.team_building_tools import executor_of, workbenches_of
from gui.engine.workshop import Workshop

TOOL_ROUNDS = 10  # where a file leaves AutoGen's 1, with which an agent cannot use a result


def agent_of(node: Node, path: str, shop: Workshop, *, kept: bool) -> ChatAgent:
    """`kept` tells whether the state of what is around it holds its memory."""
    kind = known_as(node.provider)
    shop.kinds.append(f"{path}:{kind}")
    try:
        match kind:
            case "AssistantAgent":
                return _assistant(node, path, shop, kept=kept)
            case "UserProxyAgent":
                return _user(node, path, shop)
            case "SocietyOfMindAgent":
                return _society(node, path, shop)
            case "CodeExecutorAgent":
                return _runs_code(node, path, shop)
            case _:
                raise node.refused(f"Parley does not know the agent {node.provider}")
    except (ValueError, TypeError) as error:
        raise node.refused(str(error)) from error


def _assistant(node: Node, path: str, shop: Workshop, *, kept: bool) -> AssistantAgent:
    node = replace(node, config={**node.config, "handoffs": _handoffs(node)})
    config: Any = node.validated(
        AssistantAgent.component_config_schema,
        description="An agent that provides assistance with ability to use tools.",
        reflect_on_tool_use=False,
        tool_call_summary_format="{result}",
    )
    node.check_template("tool_call_summary_format", "tool_name", "arguments", "result", "is_error")
    if config.structured_message_factory is not None:
        raise node.refused("Parley does not build structured messages from a file")
    memory = memory_of(node)
    handoffs = [Handoff(**stated.model_dump()) for stated in config.handoffs]
    handing_over = [handoff.name for handoff in handoffs]
    benches, _ = workbenches_of(node, config.name, path, shop, taken=handing_over)
    if not shop.line(node).info["function_calling"]:
        benches, handoffs = [], []
    agent = AssistantAgent(
        config.name,
        shop.client(node, config.name, path),
        workbench=benches or None,
        handoffs=handoffs or None,  # type: ignore[arg-type]
        model_context=memory,
        memory=knowledge_of(node) or None,
        description=config.description,
        system_message=shop.told(config.system_message) or None,
        model_client_stream=True,
        reflect_on_tool_use=config.reflect_on_tool_use,
        max_tool_iterations=config.max_tool_iterations
        if config.max_tool_iterations > 1
        else TOOL_ROUNDS,
        tool_call_summary_format=config.tool_call_summary_format,
        metadata=config.metadata,
    )
    shop.members.append(
        Member(
            path=path,
            source=config.name,
            kind="AssistantAgent",
            model=shop.line(node).asked.model,
            system=shop.told(config.system_message),
            memory=memory,
            workbenches=tuple(benches),
            handoffs=tuple(handing_over),
            kept=kept,
        )
    )
    return agent


def _handoffs(node: Node) -> list[object]:
    """As objects: AutoGen stumbles over the plain names that it allows."""
    stated = node.config.get("handoffs") or []
    if not isinstance(stated, list):
        raise node.refused("handoffs are a list")
    return [{"target": target} if isinstance(target, str) else target for target in stated]


def _user(node: Node, path: str, shop: Workshop) -> AskingAgent:
    config: Any = node.validated(UserProxyAgent.component_config_schema)
    shop.users.add(config.name)
    shop.members.append(Member(path=path, source=config.name, kind="UserProxyAgent"))
    ask = asking(shop.seat(config.name, path))
    return AskingAgent(config.name, description=config.description, ask=ask)


def _society(node: Node, path: str, shop: Workshop) -> SocietyOfMindAgent:
    config: Any = node.validated(SocietyOfMindAgent.component_config_schema)
    inner = node.child("team")
    if inner is None:
        raise node.refused("a team is expected")
    memory = memory_of(node)
    kind = SocietyOfMindAgent
    team = shop.make_team(inner, f"{path}/{inner.name or known_as(inner.provider)}", shop)
    shop.members.append(
        Member(
            path=path,
            source=config.name,
            kind="SocietyOfMindAgent",
            model=shop.line(node).asked.model,
            system=config.instruction or kind.DEFAULT_INSTRUCTION,
            memory=memory,
            kept=False,
        )
    )
    return SocietyOfMindAgent(
        config.name,
        team,
        shop.client(node, config.name, path),
        description=config.description or kind.DEFAULT_DESCRIPTION,
        instruction=config.instruction or kind.DEFAULT_INSTRUCTION,
        response_prompt=config.response_prompt or kind.DEFAULT_RESPONSE_PROMPT,
        model_context=memory,
    )


def _runs_code(node: Node, path: str, shop: Workshop) -> CodeExecutorAgent:
    config: Any = node.validated(CodeExecutorAgent.component_config_schema)
    inner = node.child("code_executor")
    if inner is None:
        raise node.refused("an executor is expected")
    calls = shop.new_calls(config.name, path)
    executor = executor_of(inner, shop)
    memory = memory_of(node)
    writes = config.model_client is not None
    system = config.system_message if "system_message" in node.config else _own_system()
    system = shop.told(system) if writes else system
    shop.members.append(
        Member(
            path=path,
            source=config.name,
            kind="CodeExecutorAgent",
            model=shop.line(node).asked.model if writes else "",
            system=system or "",
            memory=memory if writes else None,
            kept=False,
        )
    )
    return CodeExecutorAgent(
        config.name,
        GatedExecutor(executor, calls, place=shop.supplies.plan.folder),
        model_client=shop.client(node, config.name, path) if writes else None,
        model_context=memory,
        model_client_stream=True,
        description=config.description,
        system_message=system,
        sources=config.sources,
        supported_languages=config.supported_languages,
        approval_func=_approved,
    )


def _own_system() -> str:
    return CodeExecutorAgent.DEFAULT_SYSTEM_MESSAGE


async def _approved(request: ApprovalRequest) -> ApprovalResponse:
    """The gate is asked by the executor, where code can still be changed and a call be ended."""
    del request
    return ApprovalResponse(approved=True, reason="")
