"""What a model answers as a title is read as Markdown, and only its words are kept."""

from __future__ import annotations

import pytest

from gui.model.titles import suggested_title
from gui.services.title_marks import without_marks


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("**Weather in Berlin**", "Weather in Berlin"),
        ("**Title:** Weather in Berlin.", "Weather in Berlin"),
        ("Title: **Weather** in *Berlin*!", "Weather in Berlin"),
        ("# Weather in Berlin #", "Weather in Berlin"),
        ("### **Weather in Berlin**", "Weather in Berlin"),
        ('"Weather in Berlin."', "Weather in Berlin"),
        ("“Weather in `Berlin`”", "Weather in Berlin"),
        ("`Weather in Berlin`", "Weather in Berlin"),
        ("```text\nWeather in Berlin\n```", "Weather in Berlin"),
        ("- Weather in Berlin", "Weather in Berlin"),
        ("1. *Weather in Berlin*;", "Weather in Berlin"),
        ("> - [ ] Weather in Berlin", "Weather in Berlin"),
        ("---\nWeather in Berlin\n===", "Weather in Berlin"),
        ("[Weather in Berlin](https://example.org/a)", "Weather in Berlin"),
        ("![Sun](a.png) over [**Berlin**][1]", "Sun over Berlin"),
        ("__Weather__ _in_ ~~Rome~~ Berlin", "Weather in Rome Berlin"),
        ("Weather \\*in\\* Berlin:", "Weather *in* Berlin"),
        ("What is `__init__` for?", "What is __init__ for?"),
        ("Rename my_old_name to my_new_name", "Rename my_old_name to my_new_name"),
        ("Why 2 * 3 * 4 is 24", "Why 2 * 3 * 4 is 24"),
        ("**柏林天气**。", "柏林天气"),
        ("《柏林天气》", "柏林天气"),
        ("**\n---\n", ""),
        ("", ""),
    ],
)
def test_only_the_words_are_kept(answer: str, title: str) -> None:
    assert suggested_title(without_marks(answer)) == title


@pytest.mark.parametrize("sign", ["*", "_", "`", "[", "<", "~", "#", "\\", "> ", "- "])
def test_a_flood_of_marks_is_read_in_no_time(sign: str) -> None:
    without_marks(sign * 3000)
    without_marks((sign + "a ") * 1000)
