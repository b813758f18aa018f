"""Termination conditions as a tree, and what each change makes of it."""

from __future__ import annotations

from typing import cast

from gui.model.component_providers import ALL_OF, ANY_OF, MAX_MESSAGES, TEXT_MENTION
from gui.model.endings import ending_of, with_ending, with_provider, without_ending
from gui.model.json_place import Json, JsonObject
from tests.model.teams import ends_after

TWELVE = cast("Json", ends_after(12))
SAID: JsonObject = {"provider": TEXT_MENTION, "config": {"text": "APPROVE"}}
ANY: JsonObject = {"provider": ANY_OF, "config": {"conditions": []}}
ALL: JsonObject = {"provider": ALL_OF, "config": {"conditions": []}}


def test_one_condition_becomes_the_first_of_a_group() -> None:
    group = with_ending(with_provider(TWELVE, "", ANY), "", SAID)
    ending = ending_of(group)
    assert ending is not None
    assert ending.group
    assert [part.provider for part in ending.parts] == [MAX_MESSAGES, TEXT_MENTION]


def test_a_group_keeps_its_parts_as_another_group() -> None:
    group = with_ending(with_provider(TWELVE, "", ANY), "", SAID)
    ending = ending_of(with_provider(group, "", ALL))
    assert ending is not None
    assert ending.provider == ALL_OF
    assert len(ending.parts) == 2


def test_a_group_of_one_becomes_that_one() -> None:
    group = with_ending(with_provider(TWELVE, "", ANY), "", SAID)
    assert without_ending(group, "/config/conditions/1") == TWELVE
    assert without_ending(group, "") is None


def test_a_condition_within_a_group_becomes_a_group_itself() -> None:
    group = with_ending(with_provider(TWELVE, "", ANY), "", SAID)
    inner = with_provider(group, "/config/conditions/1", ALL)
    ending = ending_of(inner)
    assert ending is not None
    assert [part.provider for part in ending.parts] == [MAX_MESSAGES, ALL_OF]
    assert without_ending(inner, "/config/conditions/1/config/conditions/0") == TWELVE


def test_what_is_no_condition_has_no_tree() -> None:
    assert ending_of(None) is None
    assert ending_of({"provider": 3}) is None
