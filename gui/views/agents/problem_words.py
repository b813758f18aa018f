"""What is wrong with a component, in one sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from gui.model.component_json import ComponentError, ComponentFault
from gui.model.component_providers import RefusalReason, class_name
from gui.model.field_problem import FieldProblem, FieldProblemKind
from gui.views.agents.field_words import field_words

translate = QCoreApplication.translate

Kind = FieldProblemKind
Fault = ComponentFault


def problem_words(problem: FieldProblem) -> str:
    facts = dict(problem.facts)
    if "field" in facts:
        facts["field"] = field_words(facts["field"])[0]
    if problem.kind is Kind.REFUSED:
        return refusal_words(facts.get("provider", ""), facts.get("reason", ""))
    sentence = _field_sentences().get(problem.kind) or _team_sentences()[problem.kind]
    return sentence.format_map(_Facts(facts))


def refusal_words(provider: str, reason: str) -> str:
    """Why a component is not built."""
    name = class_name(provider) or translate("Agents", "Something without a name")
    match RefusalReason(reason):
        case RefusalReason.FOREIGN:
            name = provider or name
            text = translate(
                "Agents", "{name} is not part of AutoGen: loading it would run foreign code."
            )
        case RefusalReason.NOT_OFFERED:
            text = translate("Agents", "{name} is part of AutoGen, but Parley does not build it.")
        case RefusalReason.CODE_IN_CONDITION:
            text = translate("Agents", "{name} needs a function that no file can carry.")
        case RefusalReason.FETCHES_TABLES:
            text = translate(
                "Agents", "{name} fetches tables from the network; limit the messages instead."
            )
        case RefusalReason.HIDDEN:
            text = translate("Agents", "{name} stands where no component belongs.")
        case RefusalReason.BAD_IMPORT:
            text = translate("Agents", "{name} imports something that is no module's name.")
        case _ as never:
            assert_never(never)
    return text.format(name=name)


def fault_words(error: ComponentError) -> str:
    """Why a text cannot be taken as a component."""
    if error.fault is Fault.REFUSED:
        return refusal_words(error.facts.get("provider", ""), error.facts.get("reason", ""))
    return _fault_sentences()[error.fault].format_map(_Facts(dict(error.facts)))


class _Facts(dict[str, str]):
    """A fact that is not told is an empty place, not an error of its own."""

    def __missing__(self, key: str) -> str:
        return "…"


def _field_sentences() -> Mapping[FieldProblemKind, str]:
    return {
        Kind.MISSING: translate("Agents", "“{field}” is needed."),
        Kind.WRONG_TYPE: translate("Agents", "“{field}” cannot be this kind of value."),
        Kind.EMPTY: translate("Agents", "“{field}” must not be empty."),
        Kind.TOO_SMALL: translate("Agents", "“{field}” must be at least {least}."),
        Kind.TOO_LARGE: translate("Agents", "“{field}” must be at most {most}."),
        Kind.NOT_A_CHOICE: translate("Agents", "“{field}” must be one of: {choices}."),
        Kind.BAD_PLACEHOLDER: translate(
            "Agents", "Only these may stand in braces here: {allowed}."
        ),
        Kind.WRONG_KIND: translate("Agents", "“{field}” takes another kind of component."),
        Kind.TOO_FEW: translate("Agents", "“{field}” needs at least {least}."),
        Kind.BAD_NAME: translate(
            "Agents", "“{name}” is no name: use letters, digits and _, with no digit first."
        ),
        Kind.NAME_TAKEN: translate("Agents", "The name “{name}” is taken; choose another one."),
        Kind.TOOLS_AND_WORKBENCH: translate(
            "Agents", "An agent has its tools in one place: empty “tools” or “workbench”."
        ),
    }


def _team_sentences() -> Mapping[FieldProblemKind, str]:
    return {
        Kind.NO_HANDOFF: translate(
            "Agents", "“{name}” speaks first and must be able to hand over to somebody."
        ),
        Kind.UNKNOWN_AGENT: translate("Agents", "Nobody in the team is called “{name}”."),
        Kind.NO_LIMIT: translate("Agents", "Say how many tokens are the most."),
        Kind.NO_NODE: translate("Agents", "“{name}” has no place in the flow; draw an arrow."),
        Kind.NO_START: translate(
            "Agents", "Everybody waits for somebody else: one member must have no arrow to it."
        ),
        Kind.NO_LEAF: translate(
            "Agents", "The flow has no end: one member must have no arrow from it."
        ),
        Kind.MIXED_EDGES: translate(
            "Agents", "Of the arrows from “{name}”, either all have words or none."
        ),
        Kind.MIXED_ACTIVATION: translate(
            "Agents", "The arrows to “{name}” disagree on whether all or any are waited for."
        ),
        Kind.CIRCLE: translate(
            "Agents", "No arrow with words leads out of the circle {names}; it would not end."
        ),
        Kind.CIRCLE_WITHOUT_END: translate(
            "Agents", "A flow with a circle needs an end: a condition or a number of turns."
        ),
        Kind.ENDLESS: translate("Agents", "Nothing ends this team but your Stop; add an end."),
        Kind.UNREACHABLE: translate("Agents", "“{name}” never gets its turn; nothing leads to it."),
    }


def _fault_sentences() -> Mapping[ComponentFault, str]:
    return {
        Fault.UNREADABLE: translate("Agents", "The file cannot be read: {error}"),
        Fault.TOO_LARGE: translate("Agents", "This is larger than any component."),
        Fault.NOT_TEXT: translate("Agents", "This is not text that can be read."),
        Fault.NOT_JSON: translate("Agents", "This is not JSON: see line {line}, column {column}."),
        Fault.TOO_DEEP: translate("Agents", "This is nested too deeply."),
        Fault.DUPLICATE_KEY: translate("Agents", "“{key}” stands twice in one object."),
        Fault.BAD_NUMBER: translate("Agents", "JSON knows no such number: {number}"),
        Fault.NOT_A_COMPONENT: translate(
            "Agents", "This is no AutoGen component: it needs “provider” and “config”."
        ),
        Fault.WRONG_TYPE: translate("Agents", "“{field}” cannot be this kind of value."),
        Fault.TOO_MANY: translate("Agents", "There are more than {most} components in it."),
        Fault.NOT_ONE: translate("Agents", "One component was expected, but there are {count}."),
        Fault.NOBODY_ANSWERS: translate("Agents", "There is neither an agent nor a team in it."),
        Fault.NEWER: translate(
            "Agents", "This was written by a newer version ({version}); update Parley first."
        ),
        Fault.NOT_ACCEPTED: translate(
            "Agents", "The rest cannot do without what you did not allow."
        ),
    }
