"""Markdown as HTML to be saved or pasted: nothing in it is loaded, run, or leads astray."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, cast

from gui.model.growing_text import normalised
from gui.qt.links import allowed_link
from gui.qt.markdown_document import parse
from gui.qt.markdown_rules import source_of_formula

if TYPE_CHECKING:
    from types import MethodType

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

    Rule = Callable[[Sequence[Token], int, OptionsDict, dict[str, object]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlDress:
    """How formulas (their TeX, their source, whether displayed) and code (and its language) look.

    Both give HTML.
    """

    formula: Callable[[str, str, bool], str]
    code: Callable[[str, str], str]


def _source(tex: str, source: str, display: bool) -> str:
    del tex, display
    return f"<code>{escape(source)}</code>"


def _escaped(code: str, language: str) -> str:
    del language
    return escape(code)


PLAIN_DRESS = HtmlDress(formula=_source, code=_escaped)


def html_of(markdown: str, dress: HtmlDress = PLAIN_DRESS) -> str:
    """The body of a page. Raw HTML comes as the text it is, images as their words."""
    return html_of_tokens(parse(normalised(markdown), {}), dress)


def html_of_tokens(tokens: Sequence[Token], dress: HtmlDress = PLAIN_DRESS) -> str:
    for token in tokens:
        if token.meta.get("continues"):
            token.attrSet("class", "continues")
        for child in token.children or ():
            _take_out_addresses(child)
    renderer, options = _renderer()
    return str(renderer.render(tokens, options, {"dress": dress}))


def _take_out_addresses(token: Token) -> None:
    """Of links that may not be opened."""
    if token.type == "link_open":
        address = allowed_link(str(token.attrs.get("href", "")))
        token.attrs = {} if address is None else {"href": address}


@lru_cache(maxsize=1)
def _renderer() -> tuple[RendererHTML, OptionsDict]:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML

    parser = MarkdownIt("commonmark", {"html": False})
    rules: dict[str, Rule] = {
        "math_block": lambda tokens, at, _, env: (
            f"<p>{_formula(tokens[at], env, display=True)}</p>\n"
        ),
        "math_inline": lambda tokens, at, _, env: _formula(tokens[at], env, display=False),
        "math_inline_double": lambda tokens, at, _, env: _formula(tokens[at], env, display=True),
        "fence": _code,
        "code_block": _code,
        "image": lambda tokens, at, *_: escape(tokens[at].content),
        "html_inline": lambda tokens, at, *_: _task_box(tokens[at]),
        "html_block": lambda tokens, at, *_: escape(tokens[at].content),
        "link_host": lambda tokens, at, *_: escape(tokens[at].content),
        "footnote_ref": lambda tokens, at, *_: f"<sup>{escape(tokens[at].content)}</sup>",
        "footnote_reference_open": _open_footnote,
        "footnote_reference_close": lambda *_: "</aside>\n",
    }
    renderer = RendererHTML(parser)
    renderer.rules.update(cast("dict[str, MethodType]", rules))
    return renderer, parser.options


def _dress(env: dict[str, object]) -> HtmlDress:
    dress = env["dress"]
    return dress if isinstance(dress, HtmlDress) else PLAIN_DRESS


def _formula(token: Token, env: dict[str, object], *, display: bool) -> str:
    source = source_of_formula(token.content, token.markup)
    return _dress(env).formula(token.content, source, display)


def _code(tokens: Sequence[Token], at: int, options: OptionsDict, env: dict[str, object]) -> str:
    del options
    language = (tokens[at].info.split() or [""])[0]
    return f"<pre><code>{_dress(env).code(tokens[at].content, language)}</code></pre>\n"


def _task_box(token: Token) -> str:
    """The only HTML in tokens is what the parser makes of `[ ]` and `[x]` in a list."""
    return "☑" if 'checked="checked"' in token.content else "☐"


def _open_footnote(
    tokens: Sequence[Token], at: int, options: OptionsDict, env: dict[str, object]
) -> str:
    del options, env
    return f"<aside><sup>{escape(str(tokens[at].meta['label']))}</sup>\n"
