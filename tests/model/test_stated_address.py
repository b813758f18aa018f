"""A link that states one address and leads to another says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.stated_address import real_host


@pytest.mark.parametrize(
    ("text", "address", "host"),
    [
        ("example.com", "https://evil.example/", "evil.example"),
        ("https://bank.example/login", "https://evil.example/bank.example", "evil.example"),
        ("www.bank.example", "http://bank.example.evil.test/", "bank.example.evil.test"),
        ("see https://bank.example now", "https://evil.test", "evil.test"),
        ("https://bank.example@evil.test", "https://bank.example/", "bank.example"),
        ("bank.example", "https://bank.example@evil.test/", "evil.test"),
        ("bаnk.com", "https://bank.com/", "bank.com"),
        ("example。com", "https://evil.test/", "evil.test"),
        ("me@bank.example", "mailto:you@evil.test?subject=x", "you@evil.test"),
        ("me@bank.example", "https://evil.test/", "evil.test"),
        ("co.uk", "https://evil.co.uk/", "evil.co.uk"),
        ("docs.example.com", "https://example.com/", "example.com"),
    ],
)
def test_another_address_is_told(text: str, address: str, host: str) -> None:
    assert real_host(text, address) == host


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("here", "https://evil.example/"),
        ("example.com", "https://www.example.com/a?b#c"),
        ("https://example.com/a", "https://EXAMPLE.com/a"),
        ("example.com", "https://docs.example.com/"),
        ("main.py", "https://github.com/a/b"),
        ("README.md and setup.cfg", "https://github.com/a/b"),
        ("version 3.12.1, e.g. this", "https://docs.example/"),
        ("me@example.com", "mailto:me@example.com"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("example.com", "mailto:me@example.com"),
        ("", "https://a.example"),
    ],
)
def test_what_states_nothing_else_stays_as_it_is(text: str, address: str) -> None:
    assert real_host(text, address) == ""


@given(st.text(max_size=200))
def test_any_text_may_stand_there(text: str) -> None:
    assert real_host(text, "https://a.example/") in ("", "a.example")
