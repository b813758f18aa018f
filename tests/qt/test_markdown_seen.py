"""The texts that words are looked for in are those a reader sees, block by block."""

from __future__ import annotations

from gui.qt.markdown_seen import seen_texts

MARKDOWN = """\
# A **title**

Some *words* with `code`, [a link](http://example.org/far) &amp; more
on a second line.

1. first
2. **重要**的

| A | B |
|---|---|
| c | d |

```python
print("code")
```

See [the docs][1].

[1]: http://example.org/docs
"""


def all_of(markdown: str) -> list[str]:
    return list(seen_texts(markdown, lambda _: True))


def test_marks_and_addresses_are_not_seen() -> None:
    assert all_of(MARKDOWN) == [
        "A title",
        "Some words with code, a link & more on a second line.",
        "first",
        "重要的",
        "A",
        "B",
        "c",
        "d",
        'print("code")\n',
        "See the docs.",
    ]


def test_blocks_that_do_not_matter_are_left_out() -> None:
    assert "A title" not in list(seen_texts(MARKDOWN, lambda source: "docs" in source))


def test_each_row_of_a_long_table_is_seen_once() -> None:
    rows = 1234
    table = "| A |\n|---|\n" + "".join(f"| row {n} |\n" for n in range(rows))
    assert all_of(table) == ["A", *(f"row {n}" for n in range(rows))]
