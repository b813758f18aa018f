"""What passages say is read in a turn is what its panes show, match by match."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gui.model.search_words import SearchWords
from gui.model.turn import Part, ThoughtPart, ToolCallPart, Turn
from gui.qt.document_matches import matches_in
from gui.qt.text_pane import TextPane
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.code_lines import CodeSlice
from gui.views.transcript.passages import Spot, passages_of
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_spots import TurnSpots
from gui.views.transcript.user_turn import UserTurn
from gui.views.transcript.way_to_spot import follow, unfold
from tests.views.transcript.turns import agent, destroy, finish, user

MARKDOWN = """\
# A *sun*day

Sun and **su**n, [sun](https://example.com/sun), `sun`\nand su\\n. [Sun][there]

[there]: https://example.com/sun

> - a sun 😀 and a 太阳 in a list
>   1. sunny

| sun | moon |
| --- | --- |
| the sun | *sun* |

```python
sun = "sun"
if sun: pass
```

    indented sun

- [x] sun

The formula $sun^2$ and a sun
"""


def spots(turn: Turn, words: str) -> list[Spot]:
    found = SearchWords(words)
    return [spot for passage in passages_of(turn) if passage for spot in passage.spots(found)]


def in_panes(block: AgentTurn | UserTurn, words: str) -> int:
    looked_for = SearchWords(words)
    count = 0
    for pane in block.findChildren(TextPane):
        flows = isinstance(pane.parentWidget(), CodeSlice)
        count += len(matches_in(pane.document(), looked_for, by_paragraph=not flows))
    return count


@pytest.mark.parametrize(
    "words", ["sun", "SUN", "太阳", "sun moon", "😀", "sun and su", "n^2", "a"]
)
def test_the_matches_of_passages_are_those_of_the_panes(around: Surroundings, words: str) -> None:
    turn = agent("t", MARKDOWN)
    block = AgentTurn(around)
    block.show_turn(turn)
    finish(block)
    assert len(spots(turn, words)) == in_panes(block, words)
    destroy(block)


MARKS = (
    *("sun", "su", "n", "太阳", "😀", "*", "**", "`", "~~", "-", ">", "#", "1."),
    *("```", "[", "](x)", "\\", "$", "$$", "[^1]", "[^1]: ", "<b>", "&amp;"),
)
GAPS = (" ", "\n", "\n\n", "    ", "- ", "> ", "\n| a | b |\n| - | - |\n| sun | c |\n")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from((*MARKS, *GAPS)), max_size=30).map("".join))
def test_they_are_for_any_markdown(around: Surroundings, text: str) -> None:
    turn = agent("t", text)
    block = AgentTurn(around)
    block.show_turn(turn)
    finish(block)
    assert len(spots(turn, "sun")) == in_panes(block, "sun")
    destroy(block)


def test_a_spot_leads_to_the_pane_that_shows_it(around: Surroundings) -> None:
    long = "\n\n".join(f"Paragraph {n} of {'many ' * 30}" for n in range(300))
    code = "```\n" + "\n".join(f"line {n}" for n in range(500)) + "\n```"
    rows = "\n".join(f"| row {n} | b |" for n in range(100))
    parts: tuple[Part | str, ...] = (
        f"{long}\n\n{code}\n\n| a | b |\n| - | - |\n{rows}",
        ThoughtPart(source="a", text="A **thought**"),
        ToolCallPart(
            source="a", call_id="c", name="tool", arguments='{"a": "given"}', result="got"
        ),
    )
    turn = agent("t", *parts)
    block = AgentTurn(around)
    block.show_turn(turn)
    finish(block)
    for words in ("paragraph 250", "line 0", "line 99", "line 499", "row 0", "row 99", "thought"):
        (spot,) = spots(turn, words)[:1]
        unfold(block, spot)
        finish(block)
        arrival = follow(block, spot)
        assert arrival.pane is not None
        assert words in arrival.pane.toPlainText().casefold()
        assert arrival.stretch is not None
        assert arrival.stretch.begin <= spot < arrival.stretch.end
    for words in ("given", "got"):
        (spot,) = spots(turn, words)
        unfold(block, spot)
        finish(block)
        pane = follow(block, spot).pane
        assert pane is not None
        assert words in pane.toPlainText()
    destroy(block)


def test_what_the_user_wrote_is_read_as_it_was_typed(around: Surroundings) -> None:
    turn = user("t", "**Sun** and\n*sun*")
    assert spots(turn, "sun") == [Spot(0, start=2), Spot(0, start=13)]
    block = UserTurn(around)
    block.show_turn(turn)
    finish(block)
    pane = follow(block, Spot(0, start=13)).pane
    assert pane is not None
    assert "*sun*" in pane.toPlainText()
    destroy(block)


async def test_the_matches_of_a_long_text_are_found_in_small_steps() -> None:
    """The loop runs on meanwhile."""
    turn = agent("t", "\n\n".join(f"Paragraph {n} with a sun" for n in range(8_000)))
    steps = 0

    async def count_steps() -> None:
        nonlocal steps
        while True:
            steps += 1
            await asyncio.sleep(0)

    book = TurnSpots(SearchWords("sun"))
    async with asyncio.TaskGroup() as group:
        counting = group.create_task(count_steps())
        assert len(await book.of(turn)) == 8_000
        counting.cancel()
    assert steps > 5
    assert book.kept("t") is not None
