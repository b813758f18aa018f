"""What is wrong with a component that can be read: where, what, and the facts for a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FieldProblemKind(StrEnum):
    MISSING = "missing"  # `field`
    WRONG_TYPE = "wrong_type"  # `field`, `expected`: a FieldType
    EMPTY = "empty"  # `field`
    TOO_SMALL = "too_small"  # `field`, `least`
    TOO_LARGE = "too_large"  # `field`, `most`
    NOT_A_CHOICE = "not_a_choice"  # `field`, `choices`
    BAD_PLACEHOLDER = "bad_placeholder"  # `field`, `allowed`: a template has other words in braces
    REFUSED = "refused"  # `provider`, `reason`: a RefusalReason
    WRONG_KIND = "wrong_kind"  # `field`, `found`, `expected`: ComponentKinds
    TOO_FEW = "too_few"  # `field`, `least`: components in a list
    BAD_NAME = "bad_name"  # `name`: letters, digits and _ only, and no digit first
    NAME_TAKEN = "name_taken"  # `name`
    TOOLS_AND_WORKBENCH = "tools_and_workbench"  # an assistant has tools in one of the two
    NO_HANDOFF = "no_handoff"  # `name`: the first of a swarm must be able to hand over
    UNKNOWN_AGENT = "unknown_agent"  # `name`: nobody in the team has it
    NO_LIMIT = "no_limit"  # a condition on tokens says no number
    NO_NODE = "no_node"  # `name`: a member that does not stand in the graph
    NO_START = "no_start"  # each agent of the graph waits for another
    NO_LEAF = "no_leaf"  # no agent of the graph is the last
    MIXED_EDGES = "mixed_edges"  # `name`: edges with and without a condition leave it
    MIXED_ACTIVATION = "mixed_activation"  # `name`: edges to it disagree on all or any
    CIRCLE = "circle"  # `names`: a circle that no condition leaves
    CIRCLE_WITHOUT_END = "circle_without_end"  # neither a condition nor a number of turns
    # Advice: it works, but hardly as meant.
    ENDLESS = "endless"  # nothing ends the team's talk but Stop
    UNREACHABLE = "unreachable"  # `name`: it never gets its turn


_ADVICE = {FieldProblemKind.ENDLESS, FieldProblemKind.UNREACHABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """`path` is the place in the JSON, as in ComponentNode."""

    path: str
    kind: FieldProblemKind
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocking(self) -> bool:
        """Whether the component cannot run like this."""
        return self.kind not in _ADVICE
