"""Finds passages of the handbook by their words, in English and in Chinese."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

# Each section begins with a heading of the second level; this comment below it holds further
# words by which it is found.
_FIND = re.compile(r"<!--\s*find:(?P<words>.*?)-->\s*", re.DOTALL)
_HEADING = re.compile(r"^## +(?P<title>.+?)\s*$", re.MULTILINE)
_WORD = re.compile(r"[a-z0-9]+(?:[.+'-][a-z0-9]+)*|[\u3400-\u9fff\uf900-\ufaff]", re.IGNORECASE)
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

# Words that say nothing of what a question is about.
_NOISE = frozenset(
    """a about an and any are at be by can could did do does for from get give has have help how i
    if in into is it its just know let make may me mean more my need not of on one or our out
    parley please should show so some tell than that the their them then there these they this to
    up use used want was we what when where which while who why will with without would you your
    的 了 是 在 我 你 吗 呢 怎 么 样 什 如 何 可 以 能 会 要 想 请 问 把 这 那 个 和 与 有 没 不 为
    啥 哪 里 一 下 使 用
    """.split()  # noqa: SIM905 - far easier to read
)
_OWN_NAME = "parley"  # in nearly every passage, so it counts only when it stands alone
_MOST_TERMS = 40
_SHARE = 0.5  # of the words of a question that must occur
_CJK_SHARE = 0.6  # single characters occur more often by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One section of the handbook, in Markdown, without its heading."""

    title: str
    text: str


def is_chinese(text: str) -> bool:
    """Whether `text` has Chinese characters in it."""
    return _CJK.search(text) is not None


class Handbook:
    """One language of the handbook, indexed in memory."""

    def __init__(self, folder: Path) -> None:
        self._passages: list[Passage] = []
        # Read only after this; threads may build it and the loop's thread use it.
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(
            "CREATE VIRTUAL TABLE passage"
            " USING fts5(title, words, text, tokenize='porter unicode61')"
        )
        for path in sorted(folder.glob("*.md")):
            self._read(path.read_text(encoding="utf-8"))

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(passage.title for passage in self._passages)

    def close(self) -> None:
        self._index.close()

    def search(self, question: str, *, limit: int = 3) -> list[Passage]:
        """The passages that fit `question`, best first; none where no word of it occurs."""
        words = _words(question)
        terms = [word for word in words if word not in _NOISE][:_MOST_TERMS]
        if not terms and _OWN_NAME in words:
            return [p for p in self._passages if _OWN_NAME in p.title.lower()][:limit]
        if not terms:
            return []
        rows = self._index.execute(
            "SELECT rowid FROM passage WHERE passage MATCH ?"
            " ORDER BY bm25(passage, 6.0, 8.0, 1.0) LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms), limit),
        )
        return [self._passages[row - 1] for (row,) in rows.fetchall() if self._fits(row, terms)]

    def _fits(self, row: int, terms: list[str]) -> bool:
        """Whether enough of the words occur; a single common one is no answer."""
        unique = set(terms)
        query = "SELECT 1 FROM passage WHERE rowid = ? AND passage MATCH ?"
        found = sum(
            self._index.execute(query, (row, f'"{term}"')).fetchone() is not None for term in unique
        )
        needed = _CJK_SHARE if any(map(is_chinese, unique)) else _SHARE
        return found >= needed * len(unique)

    def _read(self, text: str) -> None:
        _, *rest = _HEADING.split(text)
        for title, body in zip(rest[::2], rest[1::2], strict=True):
            found = _FIND.search(body)
            words = found["words"] if found else ""
            passage = Passage(title=title, text=_FIND.sub("", body).strip())
            self._passages.append(passage)
            self._index.execute(
                "INSERT INTO passage VALUES (?, ?, ?)",
                tuple(" ".join(_words(part)) for part in (title, words, passage.text)),
            )


class Handbooks:
    """The handbook in each of its languages, read when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._books: dict[str, Handbook] = {}

    def of(self, folder: str) -> Handbook:
        if folder not in self._books:
            self._books[folder] = Handbook(self._root / folder)
        return self._books[folder]

    def close(self) -> None:
        """Let go of the indexes; asking again reads again."""
        books, self._books = self._books, {}
        for book in books.values():
            book.close()


def _words(text: str) -> list[str]:
    """Lower-case words; Chinese is split into single characters."""
    return [word.lower() for word in _WORD.findall(text)]
