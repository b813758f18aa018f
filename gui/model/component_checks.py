"""Checks a component as far as that is possible without AutoGen: each problem with its place."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from gui.model import component_providers as names
from gui.model.component import ComponentNode, read_component
from gui.model.component_fields import fields_of
from gui.model.component_json import Json, item, member
from gui.model.component_providers import ComponentKind, RefusalReason, refusal
from gui.model.field_facts import FieldFacts, FieldType
from gui.model.field_problem import FieldProblem, FieldProblemKind
from gui.model.graph_checks import graph_problems
from gui.model.handoffs import broken_handoffs, handoffs_of
from gui.model.team_checks import team_problems

_TYPES: dict[FieldType, tuple[type, ...]] = {
    FieldType.NAME: (str,),
    FieldType.TEXT: (str,),
    FieldType.LONG_TEXT: (str,),
    FieldType.CODE: (str,),
    FieldType.CHOICE: (str,),
    FieldType.WHOLE: (int, float),
    FieldType.NUMBER: (int, float),
    FieldType.SWITCH: (bool,),
    FieldType.TEXTS: (list,),
    FieldType.COMPONENT: (dict,),
    FieldType.COMPONENTS: (list,),
    FieldType.HANDOFFS: (list,),
    FieldType.LIST: (list,),
    FieldType.GRAPH: (dict,),
    FieldType.TEXT_MAP: (dict,),
    FieldType.OBJECT: (dict,),
}
_MAY_NOT_BE_EMPTY = {FieldType.TEXT, FieldType.CODE}


def validate(text: str) -> tuple[FieldProblem, ...]:
    """All problems of the one component in `text`; raises ComponentError where it has none."""
    return problems_of(read_component(text))


def problems_of(node: ComponentNode) -> tuple[FieldProblem, ...]:
    """The same for a component that has been read."""
    return tuple(problem for part in node.walk() for problem in _problems(part))


def _problems(node: ComponentNode) -> Iterator[FieldProblem]:
    reason = RefusalReason.HIDDEN if node.hidden else refusal(node.provider)
    if reason is not None:
        facts = {"provider": node.provider, "reason": reason.value}
        yield FieldProblem(path=node.path, kind=FieldProblemKind.REFUSED, facts=facts)
        return
    for field in fields_of(node.provider):
        yield from _field_problems(node, field)
    if node.provider == names.ASSISTANT:
        yield from _assistant_problems(node)
    elif node.provider == names.TOKEN_USAGE:
        if not any(node.config.get(field.name) for field in fields_of(node.provider)):
            yield FieldProblem(path=node.config_path, kind=FieldProblemKind.NO_LIMIT)
    elif node.kind is ComponentKind.TEAM:
        yield from team_problems(node)
        if node.provider == names.GRAPH_FLOW:
            yield from graph_problems(node)


def _field_problems(node: ComponentNode, field: FieldFacts) -> Iterator[FieldProblem]:
    path = member(node.config_path, field.name)
    value = node.config.get(field.name)
    if value is None:
        # A nullable one that is missing is put there when the component is imported or saved.
        if field.required and not field.nullable and field.default is None:
            yield _problem(path, FieldProblemKind.MISSING, field)
        return
    if not _has_type(value, field.type):
        yield _problem(path, FieldProblemKind.WRONG_TYPE, field, expected=field.type.value)
        return
    yield from _value_problems(value, field, path)
    for child in node.in_slot(field.name):
        if child.kind is not None and child.kind not in field.kinds:
            expected = ", ".join(kind.value for kind in field.kinds)
            yield _problem(
                child.path,
                FieldProblemKind.WRONG_KIND,
                field,
                found=child.kind.value,
                expected=expected,
            )


def _has_type(value: Json, kind: FieldType) -> bool:
    if isinstance(value, bool) and kind is not FieldType.SWITCH:
        return False
    if kind is FieldType.WHOLE and isinstance(value, float) and not value.is_integer():
        return False
    if kind is FieldType.TEXTS and isinstance(value, list):
        return all(isinstance(entry, str) for entry in value)
    if kind is FieldType.TEXT_MAP and isinstance(value, dict):
        return all(isinstance(entry, str) for entry in value.values())
    return isinstance(value, _TYPES[kind])


def _value_problems(value: Json, field: FieldFacts, path: str) -> Iterator[FieldProblem]:
    match value:
        case str():
            yield from _text_problems(value, field, path)
        case int() | float() if not isinstance(value, bool):
            if field.least is not None and value < field.least:
                yield _problem(path, FieldProblemKind.TOO_SMALL, field, least=f"{field.least:g}")
            if field.most is not None and value > field.most:
                yield _problem(path, FieldProblemKind.TOO_LARGE, field, most=f"{field.most:g}")
        case list():
            if field.least is not None and len(value) < field.least:
                yield _problem(path, FieldProblemKind.TOO_FEW, field, least=f"{field.least:g}")
        case _:
            pass


def _text_problems(value: str, field: FieldFacts, path: str) -> Iterator[FieldProblem]:
    if field.type is FieldType.NAME and not value.isidentifier():
        facts = {"name": value}
        yield FieldProblem(path=path, kind=FieldProblemKind.BAD_NAME, facts=facts)
    if field.required and field.type in _MAY_NOT_BE_EMPTY and not value.strip():
        yield _problem(path, FieldProblemKind.EMPTY, field)
    if field.type is FieldType.CHOICE and value not in field.choices:
        yield _problem(path, FieldProblemKind.NOT_A_CHOICE, field, choices=", ".join(field.choices))
    if field.placeholders is not None and not _fits(value, field.placeholders):
        allowed = ", ".join(f"{{{name}}}" for name in sorted(field.placeholders))
        yield _problem(path, FieldProblemKind.BAD_PLACEHOLDER, field, allowed=allowed)


def _fits(template: str, placeholders: frozenset[str]) -> bool:
    """Whether a template asks for nothing else: an attribute, or a width beyond all memory."""
    try:
        parts = [(name, spec, turned) for _, name, spec, turned in Formatter().parse(template)]
    except ValueError:
        return False
    return all(
        name is None or (name in placeholders and not spec and not turned)
        for name, spec, turned in parts
    )


def _assistant_problems(node: ComponentNode) -> Iterator[FieldProblem]:
    if node.config.get("tools") and node.config.get("workbench"):
        path = member(node.config_path, "tools")
        yield FieldProblem(path=path, kind=FieldProblemKind.TOOLS_AND_WORKBENCH)
    seen: set[str] = set()
    for tool in _tools_of(node):
        name = tool.config.get("name")
        if isinstance(name, str):
            yield from _taken(name, seen, member(tool.config_path, "name"))
    path = member(node.config_path, "handoffs")
    for number in broken_handoffs(node):
        facts = {"field": "handoffs", "expected": FieldType.HANDOFFS.value}
        yield FieldProblem(path=item(path, number), kind=FieldProblemKind.WRONG_TYPE, facts=facts)
    for number, handoff in handoffs_of(node):
        if not handoff.name.isidentifier():
            facts = {"name": handoff.name}
            yield FieldProblem(path=item(path, number), kind=FieldProblemKind.BAD_NAME, facts=facts)
        yield from _taken(handoff.name, seen, item(path, number))


def _tools_of(node: ComponentNode) -> Iterator[ComponentNode]:
    for child in node.children:
        if child.kind is ComponentKind.TOOL:
            yield child
        elif child.kind is ComponentKind.WORKBENCH:
            yield from child.in_slot("tools")


def _taken(name: str, seen: set[str], path: str) -> Iterator[FieldProblem]:
    if name in seen:
        yield FieldProblem(path=path, kind=FieldProblemKind.NAME_TAKEN, facts={"name": name})
    seen.add(name)


def _problem(path: str, kind: FieldProblemKind, field: FieldFacts, **facts: str) -> FieldProblem:
    return FieldProblem(path=path, kind=kind, facts={"field": field.name, **facts})
