"""What a new agent and a new team begin as: small, whole, and ready to be tried."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.json_place import Json, JsonObject, with_at
from gui.model.team_edits import with_pattern
from gui.model.team_shape import PATTERNS, Pattern

translate = QCoreApplication.translate

MOST_MESSAGES = 12
"""How long a new team goes on at most."""

CLASSES = {pattern: f"autogen_agentchat.teams.{name}" for name, pattern in PATTERNS.items()}
NEW_PATTERNS = tuple(CLASSES)


def new_model() -> JsonObject:
    """Stands for the chat's model: neither its name nor a key is ever read."""
    return {
        "provider": "autogen_ext.models.openai.OpenAIChatCompletionClient",
        "component_type": "model",
        "version": 1,
        "config": {"model": "chat"},
    }


def new_agent(name: str, *, about: str = "", told: str = "") -> JsonObject:
    return {
        "provider": "autogen_agentchat.agents.AssistantAgent",
        "component_type": "agent",
        "version": 2,
        "config": {
            "name": name,
            "description": about or translate("Agents", "An assistant that can help."),
            "system_message": told or translate("Agents", "You are a helpful assistant."),
            "model_client": new_model(),
            "model_client_stream": True,
            "max_tool_iterations": 10,
        },
        "parley": {"tools": [], "servers": [], "documents": []},
    }


def new_user(name: str) -> JsonObject:
    return {
        "provider": "autogen_agentchat.agents.UserProxyAgent",
        "component_type": "agent",
        "version": 1,
        "config": {"name": name, "description": translate("Agents", "The user, who is asked.")},
    }


def new_ending(messages: int = MOST_MESSAGES) -> JsonObject:
    return {
        "provider": "autogen_agentchat.conditions.MaxMessageTermination",
        "component_type": "termination",
        "version": 1,
        "config": {"max_messages": messages, "include_agent_event": False},
    }


def new_team(pattern: Pattern) -> Json:
    """Two members that work together in the way of the pattern."""
    writer = new_agent(
        "writer",
        about=translate("Agents", "Writes the answer."),
        told=translate("Agents", "You write a first answer, and improve it when it is reviewed."),
    )
    reviewer = new_agent(
        "reviewer",
        about=translate("Agents", "Reviews the answer."),
        told=translate("Agents", "You review what was written, and say in short what to improve."),
    )
    members: list[Json] = [writer, reviewer]
    if pattern is Pattern.SWARM:
        for member, target in ((writer, "reviewer"), (reviewer, "writer")):
            member["config"] = with_at(member["config"], "/handoffs", [target])
    config: JsonObject = {"participants": members, "termination_condition": new_ending()}
    if pattern in (Pattern.SELECTOR, Pattern.ORCHESTRATED):
        config["model_client"] = new_model()
    team: JsonObject = {
        "provider": CLASSES[Pattern.ROUND_ROBIN],
        "component_type": "team",
        "version": 1,
        "config": config,
    }
    return with_pattern(team, CLASSES[pattern])


def new_coder(name: str) -> JsonObject:
    """An agent that runs the code others write; each run asks the user first."""
    return {
        "provider": "autogen_agentchat.agents.CodeExecutorAgent",
        "component_type": "agent",
        "version": 1,
        "config": {
            "name": name,
            "description": translate("Agents", "Runs the code that others write."),
            "code_executor": {
                "provider": "autogen_ext.code_executors.local.LocalCommandLineCodeExecutor",
                "component_type": "code_executor",
                "version": 1,
                "config": {"timeout": 60},
            },
        },
    }
