"""The fields that each known provider has in its config, as forms and checks need them."""

from __future__ import annotations

from collections.abc import Mapping

from gui.model import component_providers as names
from gui.model.component_providers import ComponentKind
from gui.model.field_facts import FieldFacts, FieldType

SUMMARY_FORMAT = "{result}"
SELECTOR_PROMPT = """You are in a role play game. The following roles are available:
{roles}.
Read the following conversation. Then select the next role from {participants} to play. Only return the role.

{history}

Read the above conversation. Then select the next role from {participants} to play. Only return the role.
"""  # noqa: E501 - AutoGen's own words
FINAL_ANSWER_PROMPT = (
    "The request has been completed as far as possible. Write the final answer for the user, "
    "complete in itself, without mentioning the team or its plan."
)
INSTRUCTION = (
    "Earlier you were asked to fulfill a request. You and your team worked diligently to address "
    "that request. Here is a transcript of that conversation:"
)
RESPONSE_PROMPT = (
    "Output a standalone response to the original request, without mentioning any of the "
    "intermediate discussion."
)

_LONGEST_WAIT = 86_400  # seconds

Fields = tuple[FieldFacts, ...]


def fields_of(provider: str) -> Fields:
    """In the order of a form; none for a provider that is not known."""
    return FIELDS.get(provider, ())


def slots_of(provider: str) -> Mapping[str, FieldFacts]:
    """The fields that hold other components, by name."""
    return {field.name: field for field in fields_of(provider) if field.holds_components}


def _name() -> FieldFacts:
    return FieldFacts(name="name", type=FieldType.NAME, required=True)


def _text(name: str, default: str | None = None, *, required: bool = False) -> FieldFacts:
    return FieldFacts(name=name, type=FieldType.TEXT, default=default, required=required)


def _long(name: str, default: str | None = None, *, required: bool = False) -> FieldFacts:
    return FieldFacts(name=name, type=FieldType.LONG_TEXT, default=default, required=required)


def _folded(name: str, kind: FieldType, default: str | None = None) -> FieldFacts:
    return FieldFacts(name=name, type=kind, default=default, main=False)


def _switch(name: str, *, default: bool, required: bool = False) -> FieldFacts:
    return FieldFacts(
        name=name, type=FieldType.SWITCH, default=default, required=required, main=False
    )


def _whole(
    name: str,
    default: int | None = None,
    *,
    least: int = 1,
    required: bool = False,
    main: bool = True,
) -> FieldFacts:
    return FieldFacts(
        name=name, type=FieldType.WHOLE, default=default, least=least, required=required, main=main
    )


def _tokens(name: str) -> FieldFacts:
    return FieldFacts(name=name, type=FieldType.WHOLE, least=1, required=True, nullable=True)


def _child(
    name: str, *kinds: ComponentKind, required: bool = False, main: bool = True
) -> FieldFacts:
    return FieldFacts(
        name=name, type=FieldType.COMPONENT, kinds=kinds, required=required, main=main
    )


def _children(
    name: str,
    *kinds: ComponentKind,
    least: int | None = None,
    required: bool = False,
    main: bool = True,
) -> FieldFacts:
    return FieldFacts(
        name=name,
        type=FieldType.COMPONENTS,
        kinds=kinds,
        least=least,
        required=required,
        main=main,
    )


_MODEL = _child("model_client", ComponentKind.MODEL, required=True)
_CONTEXT = _child("model_context", ComponentKind.CONTEXT, main=False)
_END = _child("termination_condition", ComponentKind.TERMINATION)
_MESSAGES = FieldFacts(name="initial_messages", type=FieldType.LIST, main=False)
_OVERRIDES = FieldFacts(name="tool_overrides", type=FieldType.OBJECT, default={}, main=False)
_TEAM_EVENTS = _switch("emit_team_events", default=False)
_TURNS = _whole("max_turns")


def _team(*members: ComponentKind, least: int = 1, own: Fields = ()) -> Fields:
    return (
        _folded("name", FieldType.TEXT),
        _folded("description", FieldType.LONG_TEXT),
        _children("participants", *members, least=least, required=True),
        *own,
        _END,
        _TURNS,
    )


_AGENT_FIELDS: dict[str, Fields] = {
    names.ASSISTANT: (
        _name(),
        _long("description", required=True),
        _long("system_message"),
        _MODEL,
        _children("tools", ComponentKind.TOOL),
        _children("workbench", ComponentKind.WORKBENCH),
        FieldFacts(name="handoffs", type=FieldType.HANDOFFS),
        _children("memory", ComponentKind.MEMORY, main=False),
        _CONTEXT,
        _whole("max_tool_iterations", 1, main=False),
        _switch("reflect_on_tool_use", default=False, required=True),
        FieldFacts(
            name="tool_call_summary_format",
            type=FieldType.TEXT,
            required=True,
            default=SUMMARY_FORMAT,
            placeholders=frozenset({"tool_name", "arguments", "result", "is_error"}),
            main=False,
        ),
        _switch("model_client_stream", default=False),
        FieldFacts(name="metadata", type=FieldType.TEXT_MAP, main=False),
    ),
    names.USER_PROXY: (_name(), _long("description", "A human user")),
    names.SOCIETY: (
        _name(),
        _long("description"),
        _child("team", ComponentKind.TEAM, required=True),
        _MODEL,
        _folded("instruction", FieldType.LONG_TEXT, INSTRUCTION),
        _folded("response_prompt", FieldType.LONG_TEXT, RESPONSE_PROMPT),
        _CONTEXT,
    ),
    names.CODE_EXECUTOR_AGENT: (
        _name(),
        _long("description"),
        _child("code_executor", ComponentKind.EXECUTOR, required=True),
        _child("model_client", ComponentKind.MODEL),
        _long("system_message"),
        FieldFacts(name="sources", type=FieldType.TEXTS, main=False),
        FieldFacts(name="supported_languages", type=FieldType.TEXTS, main=False),
        _CONTEXT,
        _switch("model_client_stream", default=False),
    ),
}

_MEMBERS = (ComponentKind.AGENT, ComponentKind.TEAM)

_TEAM_FIELDS: dict[str, Fields] = {
    names.ROUND_ROBIN: (*_team(*_MEMBERS), _TEAM_EVENTS),
    names.SELECTOR: (
        *_team(*_MEMBERS, least=2, own=(_MODEL,)),
        FieldFacts(
            name="selector_prompt",
            type=FieldType.LONG_TEXT,
            required=True,
            default=SELECTOR_PROMPT,
            placeholders=frozenset({"roles", "participants", "history"}),
        ),
        _switch("allow_repeated_speaker", default=False, required=True),
        _whole("max_selector_attempts", 3, main=False),
        _TEAM_EVENTS,
        _switch("model_client_streaming", default=False),
        _CONTEXT,
    ),
    names.SWARM: (*_team(ComponentKind.AGENT), _TEAM_EVENTS),
    names.GRAPH_FLOW: _team(
        ComponentKind.AGENT,
        own=(FieldFacts(name="graph", type=FieldType.GRAPH, required=True),),
    ),
    names.MAGENTIC_ONE: (
        *_team(ComponentKind.AGENT, own=(_MODEL,)),
        _whole("max_stalls", 3, least=0, required=True, main=False),
        FieldFacts(
            name="final_answer_prompt",
            type=FieldType.LONG_TEXT,
            required=True,
            default=FINAL_ANSWER_PROMPT,
            main=False,
        ),
        _TEAM_EVENTS,
    ),
}

_CONDITION_FIELDS: dict[str, Fields] = {
    names.STOP_MESSAGE: (),
    names.MAX_MESSAGES: (
        _whole("max_messages", 20, required=True),
        _switch("include_agent_event", default=False),
    ),
    names.TEXT_MENTION: (_text("text", "APPROVE", required=True),),
    names.TOKEN_USAGE: (
        _tokens("max_total_token"),
        _tokens("max_prompt_token"),
        _tokens("max_completion_token"),
    ),
    names.HANDOFF_END: (_text("target", "user", required=True),),
    names.TIMEOUT: (
        FieldFacts(
            name="timeout_seconds",
            type=FieldType.NUMBER,
            required=True,
            default=600,
            least=1,
            most=_LONGEST_WAIT,
        ),
    ),
    names.EXTERNAL: (),
    names.SOURCE_MATCH: (FieldFacts(name="sources", type=FieldType.TEXTS, required=True),),
    names.TEXT_MESSAGE: (_text("source"),),
    names.FUNCTION_CALL: (_text("function_name", required=True),),
    names.ALL_OF: (_children("conditions", ComponentKind.TERMINATION, least=1, required=True),),
    names.ANY_OF: (_children("conditions", ComponentKind.TERMINATION, least=1, required=True),),
}

_MEMORY_FIELDS: dict[str, Fields] = {
    names.UNBOUNDED: (_MESSAGES,),
    names.BUFFERED: (_whole("buffer_size", 20, required=True), _MESSAGES),
    names.HEAD_AND_TAIL: (
        _whole("head_size", 2, required=True),
        _whole("tail_size", 20, required=True),
        _MESSAGES,
    ),
    names.LIST_MEMORY: (
        _text("name"),
        FieldFacts(name="memory_contents", type=FieldType.LIST, default=[]),
    ),
}

_LAST_MESSAGE = _switch("return_value_as_last_message", default=False)
_TOOLS = _children("tools", ComponentKind.TOOL)

_TOOL_FIELDS: dict[str, Fields] = {
    names.AGENT_TOOL: (_child("agent", ComponentKind.AGENT, required=True), _LAST_MESSAGE),
    names.TEAM_TOOL: (
        _name(),
        _long("description", required=True),
        _child("team", ComponentKind.TEAM, required=True),
        _LAST_MESSAGE,
    ),
    names.FUNCTION_TOOL: (
        _name(),
        _long("description", required=True),
        FieldFacts(name="source_code", type=FieldType.CODE, required=True),
        FieldFacts(
            name="global_imports", type=FieldType.LIST, required=True, default=[], main=False
        ),
        _switch("has_cancellation_support", default=False, required=True),
    ),
    names.PYTHON_TOOL: (
        _child("executor", ComponentKind.EXECUTOR, required=True),
        _long("description", "Execute Python code blocks."),
    ),
    names.HTTP_TOOL: (
        _name(),
        FieldFacts(name="description", type=FieldType.LONG_TEXT, required=True, nullable=True),
        FieldFacts(
            name="method",
            type=FieldType.CHOICE,
            default="POST",
            choices=("GET", "POST", "PUT", "DELETE", "PATCH"),
        ),
        FieldFacts(name="scheme", type=FieldType.CHOICE, default="http", choices=("http", "https")),
        _text("host", required=True),
        FieldFacts(name="port", type=FieldType.WHOLE, required=True, least=1, most=65_535),
        _text("path", "/"),
        FieldFacts(name="headers", type=FieldType.TEXT_MAP, main=False),
        FieldFacts(name="json_schema", type=FieldType.OBJECT, required=True),
        FieldFacts(
            name="return_type",
            type=FieldType.CHOICE,
            default="text",
            choices=("text", "json"),
            main=False,
        ),
        FieldFacts(
            name="timeout",
            type=FieldType.NUMBER,
            default=5.0,
            least=0.1,
            most=_LONGEST_WAIT,
            main=False,
        ),
    ),
    names.LOCAL_EXECUTOR: (_whole("timeout", 60),),
    names.DOCKER_EXECUTOR: (_text("image", "python:3-slim"), _whole("timeout", 60)),
    names.STATIC_WORKBENCH: (_TOOLS, _OVERRIDES),
    names.STATIC_STREAM_WORKBENCH: (_TOOLS, _OVERRIDES),
    names.MCP_WORKBENCH: (
        FieldFacts(name="server_params", type=FieldType.OBJECT, required=True),
        _OVERRIDES,
        _child("model_client", ComponentKind.MODEL, main=False),
    ),
}

# Of a model only its name counts: keys, addresses and abilities are those the user has set.
_MODEL_FIELDS: dict[str, Fields] = {
    provider: (_text("model", required=True),)
    for provider, kind in names.KIND_OF.items()
    if kind is ComponentKind.MODEL
}

FIELDS: Mapping[str, Fields] = {
    **_AGENT_FIELDS,
    **_TEAM_FIELDS,
    **_CONDITION_FIELDS,
    **_MEMORY_FIELDS,
    **_TOOL_FIELDS,
    **_MODEL_FIELDS,
}
