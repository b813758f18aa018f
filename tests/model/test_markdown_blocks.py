"""Growing Markdown: what settles, what stays open, and that splitting changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gui.model.markdown_blocks import MarkdownSplit, SettledBlock, dedented, normalised


def _feed(*texts: str) -> tuple[list[str], MarkdownSplit]:
    split, settled, whole = MarkdownSplit(), [], ""
    for text in texts:
        whole += text
        settled += [whole[block.start : block.end] for block in split.feed(whole)]
    return settled, split


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True})
    return parser.enable(["table", "strikethrough", "linkify"])


def test_a_paragraph_settles_at_the_blank_line() -> None:
    settled, split = _feed("one\n", "two\n", "\n", "three")
    assert settled == ["one\ntwo\n\n"]
    assert split.tail == "three"


def test_a_paragraph_stays_open_while_it_may_become_a_heading() -> None:
    settled, split = _feed("title\n", "---\n")
    assert settled == []
    assert split.tail == "title\n---\n"


def test_a_heading_settles_with_its_line() -> None:
    settled, split = _feed("## Head", "ing\ntext")
    assert settled == ["## Heading\n"]
    assert split.tail == "text"


@pytest.mark.parametrize("more", ["- b\n", "  b\n", "\n", "lazy\n"])
def test_a_list_stays_open_while_it_may_go_on(more: str) -> None:
    settled, _ = _feed("- a\n\n", more)
    if more == "lazy\n":
        assert settled == ["- a\n\n"]
    else:
        assert settled == []


def test_a_list_settles_when_the_next_line_has_only_begun() -> None:
    settled, split = _feed("1. a\n2. b\n\n", "Th")
    assert settled == ["1. a\n2. b\n\n"]
    assert split.tail == "Th"


def test_a_list_settles_the_paragraph_before_it() -> None:
    settled, split = _feed("Steps:\n- a\n- b\n")
    assert settled == ["Steps:\n"]
    assert split.tail == "- a\n- b\n"


def test_indented_code_goes_on_after_blank_lines() -> None:
    settled, _ = _feed("    a\n\n", "    b\n", "c\n")
    assert settled == ["    a\n\n    b\n"]


def test_an_open_fence_gives_its_code_as_it_comes() -> None:
    split = MarkdownSplit()
    assert [b.fence for b in split.feed("Look:\n```python title\nx = ")] == [None]
    fence = split.open_fence
    assert fence is not None
    assert (fence.language, fence.info) == ("python", "python title")
    code, at = split.code_from(fence.body)
    assert code == "x = "
    split.feed(split.text + "1\n``")
    more, at = split.code_from(at)
    assert more == "1\n"  # the last line may become the closing fence
    (block,) = split.feed(split.text + "`\nafter")
    assert block.fence is not None
    assert split.text[block.fence.body : block.body_end] == "x = 1\n"
    assert split.open_fence is None
    assert split.tail == "after"


def test_the_work_of_an_append_does_not_grow_with_the_text() -> None:
    split, text, seen = MarkdownSplit(), "```\n", 0
    for number in range(2_000):
        text += f"line {number}\n"
        split.feed(text)
        fence = split.open_fence
        assert fence is not None
        code, seen = split.code_from(seen or fence.body)
        assert code == f"line {number}\n"


def test_a_text_that_does_not_grow_is_refused() -> None:
    split = MarkdownSplit()
    split.feed("abc")
    assert not split.grows_into("abd")
    with pytest.raises(ValueError, match="grow"):
        split.feed("abd")


def test_references_are_noted_outside_of_code() -> None:
    assert _feed("see [a]\n\n[a]: http://b.example\n")[1].may_have_references
    assert not _feed("```\n[a]: x\n```\n")[1].may_have_references


def test_line_ends_and_nul_are_normalised() -> None:
    assert normalised("a\r\nb\rc\0") == "a\nb\nc�"


def test_code_of_an_indented_fence_loses_that_indent() -> None:
    assert dedented("  a\n b\n   c\n", 2) == "a\nb\n c\n"


LINES = [
    "text", "text two", "", "", "", "  ", "- item", "- ", "-", "* other", "1. one", "2. two",
    "2) two", "10. ten", "-     far", "  inside", "   deeper", "    code", "     more", "\ttab",
    "- \ttab", "```", "```py", "~~~", "  ```", "   ```", "    ```", "````", "``` a`b", "> quote",
    "> - item", "> ```", ">", "# head", "  ## head", "#no", "---", "- - -", "***", "===", "+ plus",
    "| a | b |", "|---|---|", "| 1 | 2 |", "a | b", "--|--", "- ```", "  - nested", "   - nested",
    "1. ```", "*em", "**", "`co", "de`", "http://a.example", "[x](y)", "~~gone~~", "<b>html</b>",
    "[ref]", "[ref]: /url", "- [ref]: /two", "\\", "a  ", "\xa0", "\x0b", "1.", "0. zero", "1) x",
    "- [ ] task", "    - deep", "      text", "=", "- > q", "  > q", "* * *", "_ _ _", "-\ttab",
]  # fmt: skip


@st.composite
def _cut_text(draw: st.DrawFn) -> tuple[str, list[int]]:
    lines = draw(st.lists(st.sampled_from(LINES), max_size=14))
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8))
    return text, sorted({*cuts, len(text)})


@settings(max_examples=600, deadline=None)
@given(_cut_text())
@example(("> ```\n    - deep\n\n    ```", [25]))
@example(("-    ```\n| a |\n|---|\n    code\n\n    more", [39]))
@example(("  - nested\ntext\n1.\n   ```\n", [26]))
def test_settled_blocks_and_tail_render_as_the_whole_does(case: tuple[str, list[int]]) -> None:
    text, cuts = case
    split, blocks = MarkdownSplit(), list[SettledBlock]()
    for cut in cuts:
        blocks += split.feed(text[:cut])
    parser, references = _parser(), dict[str, object]()
    whole = parser.render(text, references)
    pieces = [text[block.start : block.end] for block in blocks]
    assert "".join([*pieces, split.tail]) == text
    rendered = [parser.render(piece, references) for piece in [*pieces, split.tail]]
    assert "".join(rendered) == whole


@settings(max_examples=300, deadline=None)
@given(_cut_text())
def test_fences_hold_the_code_that_the_parser_sees(case: tuple[str, list[int]]) -> None:
    text, cuts = case
    split, codes = MarkdownSplit(), list[tuple[str, str]]()
    streamed, seen = "", 0
    for cut in cuts:
        for block in split.feed(text[:cut]):
            if block.fence is not None:
                code = dedented(text[block.fence.body : block.body_end], block.fence.indent)
                assert code.startswith(streamed)
                codes.append((block.fence.info, code))
                streamed, seen = "", 0
        if (fence := split.open_fence) is not None:
            code, seen = split.code_from(seen or fence.body)
            streamed += code
    tokens = _parser().parse(text)
    fences = [(t.info.strip(), t.content) for t in tokens if t.type == "fence" and t.level == 0]
    assert [code for _, code in codes] == [code for _, code in fences][: len(codes)]
    assert [info for info, _ in codes] == [info for info, _ in fences][: len(codes)]
