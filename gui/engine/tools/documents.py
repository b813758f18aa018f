"""The tool that searches the documents of an agent: text files and PDFs, by their words."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
import weakref
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from gui.engine.tools.kit import BuiltInTool
from gui.engine.tools.patience import Patience, patiently
from gui.engine.tools.pdf_text import pdf_text
from gui.engine.tools.work_folder import FoundFile
from gui.model.gate import Effect
from gui.model.passages import Passage, full_text_query, indexed, passages
from gui.model.tool_refusal import ToolRefusal

FAMILY = "documents"

LARGEST = 64 * 1024 * 1024
_LIMIT = 60.0  # seconds; the first search reads all documents
_MOST_SHOWN = 10
_MOST_NAMED = 20
_PDF = b"%PDF-"

_Stamp = tuple[int, int]


class DocumentTools:
    """Reads a document when it is first searched, and again when it has changed."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(dict.fromkeys(paths))
        self._names = _names(self._paths)
        self._lock = threading.Lock()
        self._stamps: dict[Path, _Stamp] = {}
        self._faults: dict[Path, str] = {}
        self._passages: dict[int, tuple[Path, Passage]] = {}
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(
            "CREATE VIRTUAL TABLE passage USING fts5(words, tokenize='porter unicode61')"
        )
        weakref.finalize(self, self._index.close)

    def searching(self) -> BuiltInTool:
        named = ", ".join(self._names[path] for path in self._paths[:_MOST_NAMED])
        return BuiltInTool(
            run=self.search_documents,
            family=FAMILY,
            effect=Effect.READ,
            note=f"The documents: {named}." if named else "",
            refusal="" if self._paths else "No documents are attached to this agent.",
        )

    async def search_documents(
        self,
        question: Annotated[str, "words that stand in the passage, best the rare ones"],
        limit: Annotated[int, "how many passages to answer, at most 10"] = 5,
    ) -> str:
        """Finds passages in the documents of this agent, with file and page or line."""
        query = full_text_query(question)
        if not query:
            raise ToolRefusal("The question has no word to look for.")
        count = max(1, min(limit, _MOST_SHOWN))
        return await patiently(
            lambda patience: self._search(query, count, patience),
            seconds=_LIMIT,
            what="the search in the documents",
        )

    def _search(self, query: str, limit: int, patience: Patience) -> str:
        with self._lock:
            for path in self._paths:
                self._refresh(path, patience)
            rows = self._index.execute(
                "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?",
                (query, limit),
            )
            found = [self._passages[row] for (row,) in rows.fetchall()]
            shown = [f"[{self._where(path, one)}]\n{one.text}" for path, one in found]
            faults = [f"{self._names[path]}: {fault}" for path, fault in self._faults.items()]
        if not shown:
            shown.append("Nothing was found. Try other words.")
        return "\n\n".join(shown + faults)

    def _where(self, path: Path, passage: Passage) -> str:
        place = f"page {passage.page}" if passage.page else f"line {passage.line}"
        return f"{self._names[path]}, {place}"

    def _refresh(self, path: Path, patience: Patience) -> None:
        """Nothing is done for a document that is as it was when it was read."""
        try:
            facts = path.stat()
        except OSError as error:
            self._forget(path)
            self._faults[path] = f"It cannot be read: {error.strerror}."
            return
        stamp = (facts.st_mtime_ns, facts.st_size)
        if self._stamps.get(path) == stamp:
            return
        self._forget(path)
        try:
            self._take(path, _document(path, patience), patience)
        except ToolRefusal as refusal:
            self._faults[path] = str(refusal)
        if not patience.over:
            self._stamps[path] = stamp

    def _take(self, path: Path, document: _Document, patience: Patience) -> None:
        if document.gap:
            self._faults[path] = document.gap
        for passage in passages(document.pages, paged=document.paged):
            if patience.over:
                self._forget(path)
                raise ToolRefusal("It took too long to read.")
            row = self._index.execute(
                "INSERT INTO passage (words) VALUES (?)", (indexed(passage.text),)
            ).lastrowid
            if row is not None:
                self._passages[row] = (path, passage)

    def _forget(self, path: Path) -> None:
        gone = [row for row, (of, _) in self._passages.items() if of == path]
        self._index.executemany("DELETE FROM passage WHERE rowid = ?", [(row,) for row in gone])
        for row in gone:
            del self._passages[row]
        self._stamps.pop(path, None)
        self._faults.pop(path, None)


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """The file's name, or the whole path where two have the same name."""
    count = Counter(path.name for path in paths)
    return {path: path.name if count[path.name] == 1 else str(path) for path in paths}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """`gap` is a sentence where not all of it was read."""

    pages: tuple[str, ...]
    paged: bool
    gap: str = ""


def _document(path: Path, patience: Patience) -> _Document:
    data = _data(path)
    if data.startswith(_PDF):
        pdf = pdf_text(data, patience)
        return _Document(pages=pdf.pages, paged=True, gap=pdf.gap)
    found = FoundFile(name=path.name, data=data, size=len(data))
    if found.binary:
        raise ToolRefusal("It is neither text nor PDF, so it cannot be searched.")
    return _Document(pages=(found.text,), paged=False)


def _data(path: Path) -> bytes:
    try:
        # A pipe without a writer would be waited for.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise ToolRefusal("It is no ordinary file.")
            if facts.st_size > LARGEST:
                raise ToolRefusal(f"It has more than {LARGEST:,} bytes, which is too much.")
            return file.read(LARGEST)
    except OSError as error:
        raise ToolRefusal(f"It cannot be read: {error.strerror}.") from error
