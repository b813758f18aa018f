"""Every problem has a sentence and a next step."""

from __future__ import annotations

import pytest

from gui.model.problem import Problem, ProblemKind
from gui.views.problem_text import problem_text


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_every_kind_has_words_even_without_facts(kind: ProblemKind) -> None:
    text = problem_text(Problem(kind=kind))
    for words in text:
        assert words.endswith(".")
        assert "{" not in words
        assert words[0].isupper()


def test_facts_are_named() -> None:
    facts = {"host": "api.example.com", "model": "m-1"}
    text = problem_text(Problem(kind=ProblemKind.MODEL_NOT_FOUND, facts=facts))
    assert text.sentence == "There is no model called m-1 at api.example.com."


def test_a_fact_is_never_read_as_a_pattern() -> None:
    facts = {"host": "{model}", "seconds": "120"}
    text = problem_text(Problem(kind=ProblemKind.TIMED_OUT, facts=facts))
    assert text.sentence == "Nothing came from {model} for 120 seconds."
