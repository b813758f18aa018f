"""What the fields of components are called in forms, and what they are for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

Words = tuple[str, str]
"""A title, and a line of help or ""."""


def field_words(name: str) -> Words:
    """A field that has no words of its own keeps its name."""
    found = {**_agent_words(), **_team_words(), **_other_words()}
    return found.get(name, (name.replace("_", " ").capitalize(), ""))


def _agent_words() -> dict[str, Words]:
    return {
        "name": (
            translate("Fields", "Name"),
            translate("Fields", "Letters, digits and _. Others call it by this name."),
        ),
        "description": (
            translate("Fields", "Description"),
            translate("Fields", "What it is good for. Teams choose their next speaker by it."),
        ),
        "system_message": (
            translate("Fields", "Instructions"),
            translate("Fields", "What the model is told before everything else."),
        ),
        "model_client": (translate("Fields", "Model"), ""),
        "handoffs": (
            translate("Fields", "Hands over to"),
            translate("Fields", "Members to whom it can give the turn."),
        ),
        "memory": (
            translate("Fields", "Memory"),
            translate("Fields", "One fact on each line; it is always reminded of them."),
        ),
        "model_context": (
            translate("Fields", "Context"),
            translate("Fields", "How much of the chat its model is sent."),
        ),
        "max_tool_iterations": (
            translate("Fields", "Tool rounds"),
            translate("Fields", "How often it may use tools before it must answer."),
        ),
        "reflect_on_tool_use": (
            translate("Fields", "Answer in its own words"),
            translate("Fields", "After the last tool it writes an answer, not just the result."),
        ),
        "tool_call_summary_format": (
            translate("Fields", "How results are written"),
            translate("Fields", "Where it does not answer in its own words: {result} and others."),
        ),
        "model_client_stream": (
            translate("Fields", "Show the answer as it comes"),
            "",
        ),
    }


def _team_words() -> dict[str, Words]:
    return {
        "participants": (translate("Fields", "Members"), ""),
        "termination_condition": (
            translate("Fields", "Ends when"),
            translate("Fields", "A team without an end goes on until you stop it."),
        ),
        "max_turns": (
            translate("Fields", "Most turns"),
            translate("Fields", "Empty for no limit."),
        ),
        "selector_prompt": (
            translate("Fields", "How the next speaker is picked"),
            translate("Fields", "What the model is told; {roles}, {participants} and {history}."),
        ),
        "allow_repeated_speaker": (
            translate("Fields", "The same member may speak twice in a row"),
            "",
        ),
        "max_selector_attempts": (
            translate("Fields", "Tries to pick"),
            translate("Fields", "How often the model is asked again when it names nobody."),
        ),
        "emit_team_events": (translate("Fields", "Tell who was picked"), ""),
        "model_client_streaming": (translate("Fields", "Stream the choice"), ""),
        "max_stalls": (
            translate("Fields", "Most setbacks"),
            translate("Fields", "After so many without progress it makes a new plan."),
        ),
        "final_answer_prompt": (translate("Fields", "How the final answer is asked for"), ""),
        "graph": (
            translate("Fields", "Arrows"),
            translate("Fields", "An arrow with words is followed only when a message has them."),
        ),
        "team": (translate("Fields", "Team inside"), ""),
        "instruction": (translate("Fields", "Before the team's words"), ""),
        "response_prompt": (translate("Fields", "How the answer is asked for"), ""),
    }


def _other_words() -> dict[str, Words]:
    return {
        "tools": (translate("Fields", "Other tools"), ""),
        "workbench": (translate("Fields", "Workbenches"), ""),
        "parley_tools": (
            translate("Fields", "Tools"),
            translate("Fields", "What changes or runs something still asks you first."),
        ),
        "parley_servers": (translate("Fields", "MCP servers"), ""),
        "parley_documents": (
            translate("Fields", "Documents"),
            translate("Fields", "The path of a file or folder on each line."),
        ),
        "title": (translate("Fields", "Title"), translate("Fields", "As it stands in lists.")),
        "about": (translate("Fields", "About"), translate("Fields", "One sentence for its card.")),
        "code_executor": (translate("Fields", "Runs code"), ""),
        "sources": (
            translate("Fields", "Only from"),
            translate("Fields", "Names of members, one on each line; empty for all."),
        ),
        "supported_languages": (translate("Fields", "Languages"), ""),
        "metadata": (translate("Fields", "Notes for programs"), ""),
        "timeout": (translate("Fields", "Seconds at most"), ""),
        "image": (translate("Fields", "Container image"), ""),
        "text": (translate("Fields", "Words"), ""),
        "max_messages": (translate("Fields", "Messages"), ""),
        "timeout_seconds": (translate("Fields", "Seconds"), ""),
        "target": (translate("Fields", "Member"), ""),
        "source": (translate("Fields", "Member"), ""),
        "function_name": (translate("Fields", "Tool"), ""),
        "max_total_token": (translate("Fields", "Tokens"), ""),
        "max_prompt_token": (translate("Fields", "Tokens sent"), ""),
        "max_completion_token": (translate("Fields", "Tokens answered"), ""),
        "buffer_size": (translate("Fields", "Last messages"), ""),
        "head_size": (translate("Fields", "First messages"), ""),
        "tail_size": (translate("Fields", "Last messages"), ""),
    }
