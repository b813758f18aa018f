"""The first letter of a text decides in which direction it is read."""

from __future__ import annotations

import pytest

from gui.model.text_direction import reads_rtl


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("", False),
        ("abc", False),
        ("שלום", True),
        ("**1.** «مرحبا» abc", True),
        ("abc שלום", False),
        ("中文", False),
        ("123 - 😀", False),
        (" " * 10_000 + "שלום", False),
    ],
)
def test_direction(text: str, rtl: bool) -> None:
    assert reads_rtl(text) is rtl
