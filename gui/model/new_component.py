"""New components as an editor puts them in: with AutoGen's defaults, and what they cannot lack."""

from __future__ import annotations

from gui.model import component_providers as names
from gui.model.component_export import DEFAULT_MODEL
from gui.model.component_fields import fields_of
from gui.model.component_json import Json
from gui.model.component_providers import KIND_OF, ComponentKind, newest_version
from gui.model.component_writing import Component
from gui.model.field_facts import FieldFacts, FieldType

# The first that is offered where one of a kind is needed.
_FIRST_CHOICES = {
    ComponentKind.AGENT: names.ASSISTANT,
    ComponentKind.TEAM: names.ROUND_ROBIN,
    ComponentKind.MODEL: names.OPENAI_MODEL,
    ComponentKind.TERMINATION: names.MAX_MESSAGES,
    ComponentKind.EXECUTOR: names.LOCAL_EXECUTOR,
}
_ITERATIONS = 10
_SOURCE = 'def {name}(text: str) -> str:\n    """What the tool does."""\n    return text\n'


def providers_of(*kinds: ComponentKind) -> tuple[str, ...]:
    """What a field that holds components of these kinds may be filled with."""
    return tuple(provider for provider, kind in KIND_OF.items() if kind in kinds)


def new_component(provider: str, name: str = "agent") -> Component:
    """A component that can be loaded as it is, as far as that is possible; a known provider.

    `name` is its own, or that of the first agent in it.
    """
    config: Component = {}
    for field in fields_of(provider):
        value = _value(field, name)
        if value is not None or (field.required and field.nullable):
            config[field.name] = value
    if provider == names.ASSISTANT:
        config |= {"model_client_stream": True, "max_tool_iterations": _ITERATIONS}
    if provider == names.FUNCTION_TOOL:
        config["source_code"] = _SOURCE.format(name=name)
    if provider == names.TOKEN_USAGE:
        config["max_total_token"] = 100_000
    if provider == names.GRAPH_FLOW:
        config["graph"] = {"nodes": {name: {"name": name, "edges": [], "activation": "all"}}}
    if KIND_OF[provider] is ComponentKind.TEAM and provider != names.GRAPH_FLOW:
        config["termination_condition"] = new_component(names.MAX_MESSAGES)
    if provider == names.SWARM:
        _hand_over(config)
    return {
        "provider": provider,
        "component_type": KIND_OF[provider].value,
        "version": newest_version(provider),
        "component_version": newest_version(provider),
        "config": config,
    }


def _value(field: FieldFacts, name: str) -> Json:
    if field.type is FieldType.COMPONENT and field.required:
        return new_component(_FIRST_CHOICES[field.kinds[0]], name)
    if field.type is FieldType.COMPONENTS and field.required:
        count = int(field.least or 1)
        first = _FIRST_CHOICES[field.kinds[0]]
        return [new_component(first, f"{name}_{n}" if n > 1 else name) for n in range(1, count + 1)]
    if field.type is FieldType.NAME:
        return name
    if field.default is not None or not field.required or field.nullable:
        return field.default
    if field.name == "model":
        return DEFAULT_MODEL
    return _EMPTY[field.type]


_EMPTY: dict[FieldType, Json] = {
    FieldType.TEXT: "",
    FieldType.LONG_TEXT: "",
    FieldType.CODE: "",
    FieldType.TEXTS: [],
    FieldType.OBJECT: {},
    FieldType.LIST: [],
    FieldType.GRAPH: {},
    FieldType.WHOLE: 1,
    FieldType.SWITCH: False,
}


def _hand_over(config: Component) -> None:
    """The first of a swarm must be able to hand over; until there are others, to the user."""
    members = config["participants"]
    first = members[0] if isinstance(members, list) else None
    inner = first.get("config") if isinstance(first, dict) else None
    if isinstance(inner, dict):
        inner["handoffs"] = [{"target": "user"}]
        config["termination_condition"] = {
            "provider": names.ANY_OF,
            "component_type": ComponentKind.TERMINATION.value,
            "version": 1,
            "component_version": 1,
            "config": {
                "conditions": [
                    new_component(names.HANDOFF_END),
                    new_component(names.MAX_MESSAGES),
                ]
            },
        }
