"""Variables of saved prompts: found once each, filled once, and nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.prompt_variables import filled, variables_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Write about {{topic}} for {{ reader }}, on {{topic}}.", ("topic", "reader")),
        ("写一篇关于{{主题}}的文章", ("主题",)),
        ("{one} {{}} {{ }} {{two\nlines}} {{{a}}}", ("a",)),
        ("plain", ()),
    ],
)
def test_names_are_found_in_their_order(text: str, names: tuple[str, ...]) -> None:
    assert variables_in(text) == names


def test_values_take_the_places_of_their_names() -> None:
    text = "About {{ topic }}: {{topic}}, {{other}}"
    assert filled(text, {"topic": "{{other}}"}) == "About {{other}}: {{other}}, {{other}}"


@given(st.text())
def test_nothing_changes_without_values(text: str) -> None:
    assert filled(text, {}) == text


@given(st.text(alphabet="{} ab\n", max_size=40), st.text(max_size=5))
def test_every_name_that_is_found_can_be_filled(text: str, value: str) -> None:
    plain = value.replace("{", "").replace("}", "")
    once = filled(text, dict.fromkeys(variables_in(text), plain))
    assert once.count("{{") <= text.count("{{")
