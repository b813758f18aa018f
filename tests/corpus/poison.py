"""Texts that kill: recipes for whatever is too long, too deep, too odd or not to be trusted."""

from __future__ import annotations

from collections.abc import Callable


def _short(unit: str, length: int) -> str:
    return unit * (length // len(unit))


def _ragged_fences() -> str:
    return "".join(f"{'`' * (3 + number % 7)}\ncode {number}\n" for number in range(5_000))


POISON: dict[str, Callable[[], str]] = {
    "a line of 10 MB": lambda: "x" * 10_000_000,
    "a line of 10 MB with spaces": lambda: "word " * 2_000_000,
    "a line of 1 MB of spaces": lambda: " " * 1_000_000,
    "100,000 blank lines": lambda: "a\n" + "\n" * 100_000 + "b\n",
    "100,000 quotes on one line": lambda: ">" * 100_000 + " deep\n",
    "100,000 lines of quotes": lambda: "> quoted\n" * 100_000,
    "100,000 lines of quotes, deeper and deeper": lambda: "".join(
        ">" * (number % 30) + f" {number}\n" for number in range(100_000)
    ),
    "100,000 lists on one line": lambda: "- " * 100_000 + "deep\n",
    "lists 1,000 deep": lambda: "".join("  " * depth + "- item\n" for depth in range(1_000)),
    "numbered lists 300 deep": lambda: "".join("   " * depth + "1. item\n" for depth in range(300)),
    "lists in quotes in lists": lambda: "> - " * 25_000 + "deep\n",
    "100,000 brackets": lambda: "[" * 100_000,
    "100,000 brackets and their ends": lambda: "[" * 50_000 + "]" * 50_000,
    "100,000 parentheses": lambda: "(" * 100_000,
    "100,000 images begun": lambda: "![" * 50_000,
    "100,000 asterisks": lambda: "*" * 100_000,
    "100,000 asterisks apart": lambda: "* a" * 30_000,
    "100,000 underscores": lambda: "_a" * 50_000,
    "100,000 tildes": lambda: "~~a " * 25_000,
    "100,000 backticks": lambda: "`" * 100_000,
    "runs of backticks": lambda: " ".join("`" * (1 + number % 60) for number in range(5_000)),
    "100,000 less-than signs": lambda: "<" * 100_000,
    "tags begun": lambda: "<a " * 30_000,
    "comments begun": lambda: "<!--" * 25_000,
    "100,000 ampersands": lambda: "&" * 100_000,
    "100,000 exclamation marks": lambda: "!" * 100_000,
    "100,000 dollars": lambda: "$" * 100_000,
    "dollars line by line": lambda: "$$a\n" * 50_000,
    "brackets of formulas line by line": lambda: "\\[a\n" * 50_000,
    "formulas begun in turn": lambda: "$$a\n\\[b\n" * 25_000,
    "100,000 backslashes": lambda: "\\" * 100_000,
    "40 KB of links begun": lambda: "[a](" * 10_000,
    "40 KB of links in links": lambda: "[" * 10_000 + "a" + "](u)" * 10_000,
    "deep emphasis": lambda: "**a *b " * 20_000,
    "emphasis that never matches": lambda: "*_" * 50_000,
    "entities of nothing": lambda: "&#x0;" * 20_000,
    "an address of 1 MB": lambda: "https://example.org/" + "a" * 1_000_000,
    "an address in angles of 1 MB": lambda: "<https://example.org/" + "a" * 1_000_000 + ">",
    "addresses of nothing": lambda: "://" * 30_000,
    "addresses with brackets": lambda: "http://[" * 12_000,
    "addresses with parentheses": lambda: "http://a.b/(" * 10_000,
    "10,000 addresses": lambda: "https://example.org/a " * 10_000,
    "at signs": lambda: "a@" * 50_000,
    "a heading of 1 MB": lambda: "# " + "heading " * 125_000,
    "an underline of 1 MB": lambda: "title\n" + "=" * 1_000_000 + "\ntext\n",
    "underlines line by line": lambda: "=\n" * 100_000,
    "rules line by line": lambda: "---\n" * 50_000,
    "a table of 50,000 rows": lambda: "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 50_000,
    "a table of 2,000 rows": lambda: "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * 2_000,
    "a table of 5,000 columns": lambda: (
        "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n" + ("|1" * 5_000 + "|\n") * 20
    ),
    "a table of 300 columns": lambda: (
        "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + ("|1" * 300 + "|\n") * 200
    ),
    "a table whose rows are short": lambda: "|a" * 99 + "|\n" + "|-" * 99 + "|\n" + "x\n" * 20_000,
    "a table whose row is 1 MB": lambda: "|a|b|\n|-|-|\n|" + "word " * 200_000 + "|1|\n|2|3|\n",
    "a table of brackets": lambda: "|a|b|\n|-|-|\n" + ("|" + "[" * 1_500 + "|1|\n") * 100,
    "tables line by line": lambda: "a|b\n-|-\n" * 20_000,
    "pipes": lambda: "|\n" * 50_000,
    "1 MB of combining marks": lambda: "e" + "\u0301" * 1_000_000,
    "NUL and control characters": lambda: "".join(map(chr, range(32))) * 3_000,
    "lone surrogates": lambda: "a \ud800 b \udfff c\n" * 1_000,
    "ANSI escapes": lambda: "\x1b[31mred\x1b[0m \x1b]0;title\x07\n" * 2_000,
    "bidi overrides": lambda: "a \u202e evil \u2066 b \u2069 c\n" * 2_000,
    "line ends of every kind": lambda: "a\rb\r\nc\n\r\u2028d\u2029e\x85f\x0cg\n" * 2_000,
    "raw HTML": lambda: (
        "<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n\n"
        "<iframe src='file:///etc/passwd'></iframe>\n<style>* {display: none}</style>\n"
    ),
    "images of files and of data": lambda: (
        "![a](file:///etc/passwd)\n\n![b](data:image/png;base64,AAAA)\n\n![c](/etc/passwd)\n"
    ),
    "a link whose text is another address": lambda: (
        "[https://bank.example](https://evil.example)\n\n<https://bank.example@evil.example>\n\n"
        "[run](javascript:alert(1))\n"
    ),
    "a list of 3,000 items": lambda: "- item\n" * 3_000,
    "a numbered list of 3,000 items": lambda: "".join(f"{n}. item\n" for n in range(1, 3_001)),
    "a loose list of 3,000 items": lambda: "- item\n\n" * 3_000,
    "a list item of 200 KB": lambda: "1. begin\n" + "   more words\n" * 15_000 + "2. end\n",
    "a list item that holds 3,000 items": lambda: "1. begin\n" + "   - one\n" * 3_000 + "2. end\n",
    "a list item with 5,000 lines of code": lambda: (
        "1. Do this:\n   ```py\n" + "   x = 1\n" * 5_000 + "   ```\n2. end\n"
    ),
    "a list of tasks": lambda: "- [ ] do\n- [x] done\n" * 1_500,
    "code in a quote": lambda: "> ```\n" + "> x = 1\n" * 5_000 + "> ```\n\nend\n",
    "a lazy list item": lambda: "- item\n" + "lazy words\n" * 20_000 + "- next\n",
    "a fence in a list that may be none": lambda: "- a\nlazy\n  ```\n" + "x\n" * 20_000,
    "a paragraph of 200 KB": lambda: "words and more of them " * 9_000,
    "a paragraph of 200 KB in lines": lambda: "words and more of them\n" * 9_000,
    "5,000 definitions": lambda: "".join(f"[l{n}]: /url{n}\n" for n in range(5_000)) + "\n[l1]\n",
    "5,000 definitions, spaced": lambda: "".join(f"[l{n}]: /url{n}\n\n" for n in range(5_000)),
    "a definition of 1 MB": lambda: "[a]: /" + "u" * 1_000_000 + "\n",
    "5,000 footnotes": lambda: "".join(f"[^{n}]: note\n\n" for n in range(5_000)),
    "an open fence of 5,000 lines": lambda: "```py\n" + "x = 1\n" * 5_000,
    "an open fence with a line of 1 MB": lambda: "```\n" + "`" * 1_000_000,
    "fences line by line": _ragged_fences,
    "a fence whose info is 1 MB": lambda: "``` " + "info " * 200_000 + "\ncode\n```\nend\n",
    "indented code of 10,000 lines": lambda: "    code\n" * 10_000 + "\n\n" * 5_000 + "    code\n",
    "indented code in one line": lambda: "    " + "code " * 50_000,
    "tabs": lambda: "\t" * 50_000 + "a\n" + "-\t" * 20_000 + "a\n",
    "a formula of 200 KB": lambda: "$$\n" + "x + y\n" * 33_000 + "$$\nend\n",
    "a formula that never ends": lambda: "$$ x\n\ntext\n" * 5_000,
}
