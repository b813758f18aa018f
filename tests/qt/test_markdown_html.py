"""HTML made of Markdown: complete, and harmless whatever is in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.qt.markdown_html import html_of


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**a** `<b>`", "<p><strong>a</strong> <code>&lt;b&gt;</code></p>\n"),
        ("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>\n"),
        ("<script>\nx\n</script>", "<p>&lt;script&gt;\nx\n&lt;/script&gt;</p>\n"),
        ('![a "b"](https://x.example/p.png)', "<p>a &quot;b&quot;</p>\n"),
        ("[a](ftp://x.example)", "<p><a>a</a></p>\n"),
        ("[a](https://x.example/ 'title')", '<p><a href="https://x.example/">a</a></p>\n'),
        ("$a<b$", "<p><code>$a&lt;b$</code></p>\n"),
        ("$$\na\n$$", "<p><code>$$a$$</code></p>\n"),
        ("a[^1]\n\n[^1]: b\n", "<p>a<sup>1</sup></p>\n<aside><sup>1</sup>\n<p>b</p>\n</aside>\n"),
        (
            "- [x] a",
            '<ul class="contains-task-list">\n<li class="task-list-item">☑ a</li>\n</ul>\n',
        ),
    ],
)
def test_what_becomes_of(markdown: str, html: str) -> None:
    assert html_of(markdown) == html


PIECES = ("<script>", "<img src=x onerror=y>", "](javascript:x)", "![", "[", "$", "$$", "`", "\n\n")


@given(st.lists(st.sampled_from((*PIECES, "[^1]: ", "[^1]", "> ", "- ", "a"))).map("".join))
def test_no_markup_of_its_own_is_in_it(markdown: str) -> None:
    html = html_of(markdown)
    assert re.search(r"<(?:script|img|[^>]* on\w+=)|href=\"(?!https?:|mailto:)", html) is None


def test_tasks_have_boxes() -> None:
    html = html_of("- [x] done\n- [ ] open\n")
    assert "☑ done</li>" in html
    assert "☐ open</li>" in html
