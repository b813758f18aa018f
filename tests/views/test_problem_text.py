"""Every problem has a sentence and a next step."""

from __future__ import annotations

import pytest

from gui.model.problem import Problem, ProblemKind
from gui.views.problem_text import leads_to_settings, problem_text


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


def test_a_fault_of_the_server_is_named_with_its_number() -> None:
    facts = {"host": "127.0.0.1:8080", "status": "500"}
    text = problem_text(Problem(kind=ProblemKind.SERVER_ERROR, facts=facts))
    assert text.sentence == "There was an internal error at 127.0.0.1:8080 (500)."


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_who_is_sent_to_the_settings_is_led_there(kind: ProblemKind) -> None:
    problem = Problem(kind=kind)
    named = "Settings" in problem_text(problem).next_step
    assert leads_to_settings(problem) or not named


def test_a_fact_is_never_read_as_a_pattern() -> None:
    facts = {"host": "{model}", "seconds": "120"}
    text = problem_text(Problem(kind=ProblemKind.TIMED_OUT, facts=facts))
    assert text.sentence == "Nothing came from {model} for 120 seconds."


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"sessions": "7", "turns": "30", "copy": ""}, "7"),
        ({"sessions": "7", "turns": "30", "copy": "copy.db"}, "last copy"),
        ({"sessions": "0", "turns": "0", "copy": ""}, "nothing could be recovered"),
    ],
)
def test_recovery_says_how_much_came_back(facts: dict[str, str], expected: str) -> None:
    problem = Problem(kind=ProblemKind.STORE_DAMAGED, facts={"path": "kept.db", **facts})
    words = problem_text(problem)
    assert expected in words.sentence
    assert "kept.db" in words.next_step


@pytest.mark.parametrize(
    ("which", "limit", "expected"),
    [
        ("turns", "20", "This chat has reached its limit of 20 answers."),
        ("tokens", "150000", "This chat has reached its limit of 150,000 tokens."),
        ("cost", "0.50", "This chat has reached its limit of $0.50."),
        ("seconds", "60", "This chat has reached its limit of 60 seconds of answering."),
        ("stars", "5", "This chat has reached one of its limits."),
    ],
)
def test_a_limit_is_named_with_its_unit(which: str, limit: str, expected: str) -> None:
    facts = {"which": which, "used": "9", "limit": limit}
    text = problem_text(Problem(kind=ProblemKind.LIMIT_REACHED, facts=facts))
    assert text.sentence == expected
    assert "new one" in text.next_step
