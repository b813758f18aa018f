"""New components: what an editor starts with has nothing wrong that only its user can know."""

from __future__ import annotations

import pytest

from gui.model import component_providers as names
from gui.model.component import component_of
from gui.model.component_checks import problems_of
from gui.model.component_json import ComponentError
from gui.model.component_providers import ComponentKind
from gui.model.new_component import new_component, providers_of
from gui.model.trust_inspection import trust_report
from tests.components import assistant, round_robin

# Which server, host, words or agents only the user can say.
OPEN = {names.MCP_WORKBENCH, names.HTTP_TOOL, names.FUNCTION_CALL, names.SOURCE_MATCH}


@pytest.mark.parametrize("provider", names.KNOWN_PROVIDERS)
def test_a_new_component_is_complete(provider: str) -> None:
    node = component_of(new_component(provider, "helper"))
    problems = [problem for problem in problems_of(node) if problem.blocking]
    assert not problems or provider in OPEN
    if provider != names.MCP_WORKBENCH:
        assert not trust_report(node).refused
    else:
        with pytest.raises(ComponentError):
            trust_report(node)


def test_what_a_field_may_be_filled_with() -> None:
    assert providers_of(ComponentKind.MEMORY) == (names.LIST_MEMORY,)
    field_of_team = providers_of(ComponentKind.AGENT, ComponentKind.TEAM)
    assert names.SWARM in field_of_team
    assert names.ASSISTANT in field_of_team


def test_a_new_member_fits_in() -> None:
    team = round_robin(assistant("one"))
    team["config"]["participants"].append(new_component(names.SELECTOR, "two"))
    assert problems_of(component_of(team)) == ()
