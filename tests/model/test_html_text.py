"""The text of web pages: structure is kept, scripts are not, and no page takes for ever."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.html_text import LONGEST, page_text

TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<a href='/x'>",
        "</a>",
        "<li>",
        "<ul>",
        "</ul>",
        "<pre>",
        "</pre>",
        "<svg>",
        "</svg>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<td>",
        "<br>",
        "&amp;",
        "<",
        "word ",
    ]
)


def text(html: str) -> str:
    return page_text(html, address="https://example.org/a/b").text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Two</h2>words", "## Two\n\nwords"),
        ("<p>a<p>b", "a\n\nb"),
        ("<ol><li>a<ul><li>b</ul><li>c</ol>d", "1. a\n  - b\n2. c\n\nd"),
        ("<pre>x = 1\n  y\n</pre>z", "```\nx = 1\n  y\n```\n\nz"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a | b\n1 | 2"),
        ("<a href='c'>x</a> <a href='#d'>y</a> <a href='javascript:z()'>z</a>",
         "[x](https://example.org/a/c) y z"),
        ("<a href='/c'><h3>Card</h3><p>more</p></a>",
         "### [Card](https://example.org/c)\n\n[more](https://example.org/c)"),
        ("<img alt='a  cat' src=x>", "[image: a cat]"),
        ("a<script>b</script><style>c</style><svg><text>d</text></svg>e", "ae"),
        ("&lt;b&gt; &copy; &#x4e2d;", "<b> © 中"),
        ("one\n  two\t three", "one two three"),
        ("<head><meta charset=x><body>no end of head", "no end of head"),
    ],
)  # fmt: skip
def test_structure(html: str, expected: str) -> None:
    assert text(html) == expected


@given(st.lists(TAGS, max_size=40).map("".join))
def test_no_tangle_of_tags_breaks_it(html: str) -> None:
    page = page_text(html, address="https://example.org/")
    assert page.whole
    assert "\n\n\n" not in page.text


@pytest.mark.parametrize(
    "unit",
    ["<", "<!", "<!--", "<a ", "<a/", "<div>", "&#", "<a b='", "<script>", "<ul><li>", "<p "],
)
def test_a_hostile_page_is_given_up(unit: str) -> None:
    end = time.monotonic() + 0.2
    page = page_text(unit * (5_000_000 // len(unit)), over=lambda: time.monotonic() > end)
    assert len(page.text) <= LONGEST


def test_a_long_page_is_cut() -> None:
    page = page_text("<p>words of it</p>" * 200_000)
    assert len(page.text) == LONGEST
    assert not page.whole
