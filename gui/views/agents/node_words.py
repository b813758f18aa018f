"""What the members and patterns of a team are called in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.team_shape import Node, NodeKind, Pattern, TeamShape
from gui.qt.phrases import labelled

translate = QCoreApplication.translate


def pattern_name(pattern: Pattern) -> str:
    names = {
        Pattern.SINGLE: translate("Agents", "One agent"),
        Pattern.ROUND_ROBIN: translate("Agents", "In turn"),
        Pattern.SELECTOR: translate("Agents", "A model picks"),
        Pattern.SWARM: translate("Agents", "Handoffs"),
        Pattern.GRAPH: translate("Agents", "Flow"),
        Pattern.ORCHESTRATED: translate("Agents", "Orchestrated"),
    }
    return names[pattern]


def pattern_words(pattern: Pattern) -> str:
    """Who speaks next, in one sentence."""
    said = {
        Pattern.SINGLE: translate("Agents", "One agent answers."),
        Pattern.ROUND_ROBIN: translate("Agents", "The members speak one after the other."),
        Pattern.SELECTOR: translate("Agents", "A model picks who speaks next."),
        Pattern.SWARM: translate("Agents", "Each member hands over to the next one itself."),
        Pattern.GRAPH: translate(
            "Agents", "The work follows the arrows, in parallel if they part."
        ),
        Pattern.ORCHESTRATED: translate("Agents", "An orchestrator plans and gives out the work."),
    }
    return said[pattern]


def node_name(node: Node) -> str:
    if node.kind is NodeKind.SELECTOR:
        return translate("Agents", "Selector")
    if node.kind is NodeKind.ORCHESTRATOR:
        return translate("Agents", "Orchestrator")
    return node.name


def role_words(node: Node) -> str:
    """The small line under a name, "" where there is nothing to say."""
    match node.kind:
        case NodeKind.SELECTOR:
            return translate("Agents", "picks who speaks")
        case NodeKind.ORCHESTRATOR:
            return translate("Agents", "plans the work")
        case NodeKind.USER:
            return translate("Agents", "asks you")
        case NodeKind.CODE:
            return translate("Agents", "runs code")
        case NodeKind.GROUP:
            count = len(node.inside.nodes) if node.inside else 0
            return translate("Agents", "%n member(s)", "", count)
        case NodeKind.AGENT:
            return translate("Agents", "%n tool(s)", "", node.tools) if node.tools else ""


def node_sentence(node: Node) -> str:
    """What a screen reader says of a node."""
    role = role_words(node)
    return labelled(node_name(node), role) if role else node_name(node)


def shape_sentence(shape: TeamShape) -> str:
    """What a screen reader says of the whole picture."""
    members = translate("Agents", ", ").join(node_name(node) for node in shape.nodes)
    return labelled(pattern_name(shape.pattern), members)
