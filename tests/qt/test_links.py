"""Which addresses may be opened."""

from __future__ import annotations

import pytest

from gui.qt.links import allowed_link


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/b?c=1#d", "https://a.example/b?c=1#d"),
        ("HTTP://a.example", "http://a.example"),
        ("mailto:x@a.example", "mailto:x@a.example"),
        ("https://аррӏе.example/", "https://xn--80ak6aa92e.example/"),
        ("https://a.example/ü", "https://a.example/%C3%BC"),
    ],
)
def test_allowed_addresses_are_written_out(address: str, shown: str) -> None:
    assert allowed_link(address) == shown


@pytest.mark.parametrize(
    "address",
    ["", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "/path", "https:", "x"],
)
def test_everything_else_is_not_opened(address: str) -> None:
    assert allowed_link(address) is None
