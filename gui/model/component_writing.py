"""Writes a component anew from its tree: public names, today's versions, nothing missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gui.model import component_providers as names
from gui.model.component import EXTRAS, ComponentNode
from gui.model.component_fields import fields_of, slots_of
from gui.model.component_json import Json
from gui.model.component_providers import newest_version
from gui.model.field_facts import FieldFacts, FieldType

Component = dict[str, Json]
WritePart = Callable[[ComponentNode], Component | None]
"""Writes a component inside another; None leaves it out."""


def normalised(node: ComponentNode) -> Component:
    """The same component as AutoGen 0.7 loads it.

    An assistant of version 1 gets its one workbench in a list; what AutoGen insists on and the
    text leaves out gets its default; null goes where AutoGen wants a value or nothing. Handoffs
    become objects: AutoGen writes names too, and cannot read them.
    """
    return written(node, config=written_config(node, normalised), extras=node.extras)


def written(
    node: ComponentNode, *, config: Mapping[str, Json], extras: Mapping[str, Json]
) -> Component:
    """The JSON of a component around its config."""
    version = newest_version(node.provider) if node.kind is not None else node.version
    component: Component = {"provider": node.provider}
    if node.kind is not None:
        component["component_type"] = node.kind.value
    component |= {"version": version, "component_version": version}
    if node.description:
        component["description"] = node.description
    if node.label:
        component["label"] = node.label
    component["config"] = dict(config)
    if extras:
        component[EXTRAS] = dict(extras)
    return component


def written_config(node: ComponentNode, write: WritePart) -> Component:
    """The config of a component, with the parts in it as `write` wants them."""
    slots = slots_of(node.provider)
    config: Component = {}
    for name, value in node.config.items():
        if value is None:
            continue
        if name not in slots:
            config[name] = _handoffs(value) if name == "handoffs" else value
        elif (kept := _slot(node, slots[name], value, write)) is not None:
            config[name] = kept
    for field in fields_of(node.provider):
        fills = field.nullable or field.default is not None
        if field.required and fills and field.name not in config:
            config[field.name] = field.default
    return config


def set_tools_on_bench(config: Component) -> None:
    """An assistant has either tools or workbenches: move its tools onto a bench of their own."""
    tools = config.pop("tools", None)
    if tools:
        bench: Component = {
            "provider": names.STATIC_WORKBENCH,
            "component_type": names.ComponentKind.WORKBENCH.value,
            "version": 1,
            "component_version": 1,
            "config": {"tools": tools, "tool_overrides": {}},
        }
        benches = config.get("workbench")
        config["workbench"] = [bench, *(benches if isinstance(benches, list) else [])]


def _handoffs(value: Json) -> Json:
    if not isinstance(value, list):
        return value
    return [{"target": entry} if isinstance(entry, str) else entry for entry in value]


def _slot(node: ComponentNode, field: FieldFacts, value: Json, write: WritePart) -> Json:
    """A single component in place of a list is what older versions of AutoGen wrote."""
    kept: list[Json] = [
        part for child in node.in_slot(field.name) if (part := write(child)) is not None
    ]
    if field.type is FieldType.COMPONENTS or isinstance(value, list):
        return kept
    return kept[0] if kept else None


def with_servers(node: ComponentNode, ids: Mapping[str, str]) -> Component:
    """The same component, whose agents name MCP servers by other ids; unknown ones are left out."""

    def write(part: ComponentNode) -> Component:
        extras = dict(part.extras)
        servers = extras.get("servers")
        if isinstance(servers, list):
            known: list[Json] = [
                ids[name] for name in servers if isinstance(name, str) and name in ids
            ]
            extras["servers"] = known
        return written(part, config=written_config(part, write), extras=extras)

    return write(node)
