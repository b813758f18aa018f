"""A chat as HTML: well formed, complete, and nothing in it runs or is fetched."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gui.model.turn import FilePart, ImagePart, TextPart, ThoughtPart, ToolCallPart, ToolState
from gui.model.turn_retelling import DocumentWords
from gui.services.whole_chats import WholeChat
from gui.views.export.chat_html import html_pieces
from tests.services.test_chat_file import UNHURRIED, a_chat, chats
from tests.services.test_chat_versions import tree

VOID = frozenset({"meta", "img", "br", "hr", "path", "input"})
TAGS = re.compile(
    "html|head|meta|title|style|body|main|h[1-6]|section|header|time|p|details|summary|pre|code"
    "|figure|img|figcaption|ul|ol|li|table|thead|tbody|tr|th|td|blockquote|div|a|em|strong|s|sup"
    "|aside|span|svg|path|br|hr"
)
ATTRIBUTES = re.compile(
    "lang|charset|http-equiv|content|name|class|style|alt|src|href|start|role|aria-label|viewbox|d"
)
MARKDOWN = (
    "<script>alert(1)</script>", "<img src=x onerror=y>", "![a](https://x.example/p.png)",
    "[a](javascript:x)", "[a](<data:text/html,x>)", "```html\n</code></pre><script>\n```",
    "$</svg><script>$", "$$\n\\href{javascript:x}{y}\n$$", "|a|b|\n|-|-|\n|<b>|`c`|",
    "> [!NOTE]\n> a", "- [ ] a\n  1. b\n     > c", "[^1]\n\n[^1]: x", "</section></main>",
    "<style>*{background:url(//x)}</style>", "![", "`", "**", "<!--",
)  # fmt: skip


class Page(HTMLParser):
    """Refuses what a page of ours never has."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: list[str] = []
        self.sources: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert TAGS.fullmatch(tag), tag
        self.tags.append(tag)
        for name, value in attrs:
            assert ATTRIBUTES.fullmatch(name), name
            if name == "src":
                assert (value or "").startswith("data:image/")
                self.sources.append(value or "")
            if name == "href":
                assert (value or "").startswith(("http://", "https://", "mailto:"))
            if name == "style":
                assert "url" not in (value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def html_of(chat: WholeChat, *, versions: bool = False) -> str:
    return "".join(html_pieces(chat, DocumentWords(), versions=versions))


def saying(*parts: TextPart | ToolCallPart | ImagePart | ThoughtPart | FilePart) -> WholeChat:
    chat = a_chat()
    return replace(chat, turns=(chat.turns[0], replace(chat.turns[1], parts=parts)))


def answer(markdown: str) -> WholeChat:
    return saying(TextPart(source="a", text=markdown))


def test_both_themes_are_in_it_and_nothing_else_is_needed() -> None:
    html = html_of(a_chat())
    page = Page(html)
    assert "prefers-color-scheme: dark" in html
    assert "default-src 'none'" in html
    assert "url(" not in html
    assert "Hello" in page.text
    assert "Plans" in page.text


def test_code_is_coloured_and_formulas_are_drawn() -> None:
    page = html_of(answer("```python\ndef f(): pass\n```\n\nso $a^2$ and\n\n$$\nb\n$$\n"))
    assert '<span class="keyword">def</span>' in page
    assert page.count('<svg class="formula"') == 2
    Page(page)


def test_calls_and_thoughts_are_folded() -> None:
    call = ToolCallPart(
        source="a", call_id="1", name="read", arguments='{"path": "<b>"}', state=ToolState.DONE,
        result="</details><script>x</script>",
    )  # fmt: skip
    page = Page(html_of(saying(ThoughtPart(source="a", text="hm"), call)))
    assert page.tags.count("details") == 2
    assert "script" not in page.tags
    assert "</details><script>x</script>" in page.text


def test_pictures_are_inside_and_what_is_none_is_named() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, "PNG")
    good = ImagePart(
        source="a", digest="", media_type="text/html", name='a"<', data=buffer.getvalue()
    )
    bad = replace(good, data=b"<svg onload=x>", name="bad")
    file = FilePart(source="a", digest="", media_type="text/plain", name="n.txt", size=4)
    page = Page(html_of(saying(good, bad, file)))
    assert [source.split(";")[0] for source in page.sources] == ["data:image/png"]
    assert "bad" in page.text
    assert "n.txt" in page.text


@given(st.lists(st.sampled_from(MARKDOWN), min_size=1, max_size=4).map("\n\n".join))
@UNHURRIED
def test_no_markdown_gets_out_of_its_place(markdown: str) -> None:
    Page(html_of(answer(markdown)))


@given(chats())
@UNHURRIED
def test_every_chat_becomes_a_page(chat: WholeChat) -> None:
    Page(html_of(chat)).text.encode()


def test_the_last_line_of_a_diff_is_coloured() -> None:
    html = html_of(answer("```diff\n-old\n+new\n```"))
    assert '<span class="removed">-old</span>\n<span class="added">+new</span>' in html


@given(chats())
@UNHURRIED
def test_all_versions_are_folded_where_they_branch_off(chat: WholeChat) -> None:
    html = html_of(chat, versions=True)
    page = Page(html)
    assert page.tags.count("section") == sum(bool(turn.parts) for turn in chat.turns)
    assert ("Other version" in page.text) or "version 2 of" not in page.text


def test_other_versions_have_titles() -> None:
    html = html_of(tree("a2", q1="", a1="q1", a2="q1"), versions=True)
    before, other = html.split('<details class="version">')
    assert "Assistant (version 2 of 2)" in before
    assert "<summary>Other version 1 of 2</summary>" in other
    assert "says a1" in other
    assert "says a1" not in html_of(tree("a2", q1="", a1="q1", a2="q1"))
