"""What models cost: never below zero, adding up, and unknown where nobody knows."""

from __future__ import annotations

from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.bound_models import bound_models
from gui.model.endpoint import Endpoint, Protocol
from gui.model.limits import LimitKind, Limits, Spent, reached
from gui.model.prices import Price, PriceTable
from gui.model.turn import Turn, Usage
from gui.model.usage_sum import by_agent, of_turn
from gui.services.presets import read_presets
from gui.services.price_book import PriceBook, read_prices
from gui.services.sections import MemorySections
from gui.services.settings import Json
from tests.turns import limits, turns, usages

amounts = st.floats(0, 1000)
prices = st.builds(Price, prompt=amounts, completion=amounts)
tables = st.builds(
    PriceTable, prices=st.dictionaries(st.sampled_from(["a", "a-*", "a-b*", "*"]), prices)
)
models = st.sampled_from(["a", "a-1", "a-b-1", "maker/a-b", "z", "", "A"])


@given(tables, models, usages, usages)
def test_a_cost_is_never_below_zero_and_adds_up(
    table: PriceTable, model: str, one: Usage, other: Usage
) -> None:
    both = table.cost(model, one + other)
    first, second = table.cost(model, one), table.cost(model, other)
    if both is None or first is None or second is None:
        assert both is first is second is None
        return
    assert min(first, second) >= 0
    assert isclose(both, first + second, rel_tol=1e-9, abs_tol=1e-9)


@given(turns, tables)
def test_the_agents_of_a_turn_add_up_to_the_turn(turn: Turn, table: PriceTable) -> None:
    whole, agents = of_turn(turn, table.cost), by_agent(turn, table.cost).values()
    if turn.requests:
        assert whole.tokens == sum(one.tokens for one in agents)
        assert isclose(whole.seconds, sum(one.seconds for one in agents), abs_tol=1e-6)
        costs = [one.cost for one in agents if one.cost is not None]
        assert isclose(whole.cost or 0.0, sum(costs), rel_tol=1e-9, abs_tol=1e-9)
    elif turn.usage is not None:
        assert whole.usage == turn.usage


def test_the_longest_beginning_counts_and_a_maker_before_the_name_does_not() -> None:
    table = read_prices()
    million = Usage(prompt_tokens=1_000_000)
    assert table.cost("gpt-4.1", million) == 2.0
    assert table.cost("gpt-4.1-mini-2025-04-14", million) == 0.4
    assert table.cost("openai/GPT-4o-mini", million) == 0.15
    assert table.cost("claude-sonnet-4-20250514", Usage(completion_tokens=1_000_000)) == 15.0
    assert table.cost("my-own-model", million) is None
    assert table.date == "2025-10-01"


def test_the_price_of_each_model_that_is_offered_by_name_is_known() -> None:
    table = read_prices()
    offered = [model for preset in read_presets() for model in preset.models]
    # What these names stand for changes, and so does the price.
    changing = {"openrouter/auto", "kimi-latest", "glm-4-plus"}
    assert {model for model in offered if table.price(model) is None} == changing


def test_own_prices_count_first_and_models_of_this_computer_are_free() -> None:
    servers = [
        Endpoint(id="o", name="Ollama", protocol=Protocol.OLLAMA, models=("llama3.2", "both")),
        Endpoint(
            id="l", name="Local", protocol=Protocol.OPENAI, base_url="http://127.0.0.1:1/v1",
            models=("gpt-4o",),
        ),
        Endpoint(id="far", name="Far", protocol=Protocol.OPENAI, models=("both", "own")),
    ]  # fmt: skip
    book = PriceBook(MemorySections(), lambda: servers)
    million = Usage(prompt_tokens=1_000_000)
    assert book.cost("llama3.2", million) == 0.0
    assert book.cost("gpt-4o", million) == 0.0
    assert book.cost("both", million) is None
    assert book.cost("gpt-4.1", million) == 2.0
    book.set_own("gpt-4.1", Price(prompt=1.0, completion=2.0))
    book.set_own("own*", Price(prompt=3.0, completion=3.0))
    assert book.cost("gpt-4.1", million) == 1.0
    assert book.cost("own", million) == 3.0
    book.set_own("gpt-4.1", None)
    assert book.cost("gpt-4.1", million) == 2.0
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="from 0 on"):
            book.set_own("own*", Price(prompt=wrong, completion=0.0))


def test_prices_that_are_no_prices_are_passed_over() -> None:
    sections = MemorySections()
    row: dict[str, Json] = {"prompt": 1, "completion": 2.5}
    sections.set_section(
        "prices",
        {"good": row, "low": {**row, "prompt": -1}, "half": {"prompt": 1}, "no": 3, "t": True},
    )
    book = PriceBook(sections, tuple, path=Path("unused"))
    assert book.own() == {"good": Price(prompt=1.0, completion=2.5)}


@given(limits)
def test_limits_come_back_from_json(given: Limits) -> None:
    assert Limits.from_json(dict(given.to_json())) == given


@given(limits, st.builds(Spent, turns=st.integers(0, 9), tokens=st.integers(0, 9)))
def test_a_limit_is_reached_when_nothing_is_left(given: Limits, spent: Spent) -> None:
    found = reached(given, spent)
    left = [
        kind
        for kind in LimitKind
        if (limit := getattr(given, kind)) is not None and getattr(spent, kind) >= limit
    ]
    assert (found.which if found else None) == (left[0] if left else None)


def test_models_that_a_component_binds_are_found_wherever_they_stand() -> None:
    component = """{"config": {"participants": [
        {"config": {"model_client": {"parley": {"endpoint": "e", "model": "m"}}}},
        {"config": {"tools": [{"parley": {"endpoint": "e", "model": "n"}}]}},
        {"parley": {"endpoint": "e", "model": "m"}}, {"parley": {"endpoint": "", "model": "x"}},
        {"parley": {"tools": ["files"]}}, {"parley": [1]}
    ]}}"""
    assert bound_models(component) == (("e", "m"), ("e", "n"))
    assert bound_models("") == bound_models("{") == bound_models("[" * 100_000) == ()
