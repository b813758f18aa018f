"""The tool that looks for words or a pattern in the files of the working folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from gui.engine.tools.file_walk import walk
from gui.engine.tools.files import FAMILY
from gui.engine.tools.kit import BuiltInTool
from gui.engine.tools.patience import Patience, patiently
from gui.engine.tools.work_folder import WorkFolder
from gui.model.gate import Effect
from gui.model.tool_refusal import ToolRefusal

_LIMIT = 10.0  # seconds
_MOST_FOUND = 200
_LARGEST = 4 * 1024 * 1024
_LONGEST_PATTERN = 500
_LONGEST_LINE = 2000  # characters of a line that are looked at
_SHOWN = 300
_MEMORY = 8 * 1024 * 1024  # bytes that one pattern may take

_Finds = Callable[[str], int | None]
"""Where in a line the first match begins, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    folder: Path
    files: str
    finds: _Finds


class FileSearch:
    """Patterns are matched by RE2, whose time grows with the text only, whatever is written."""

    def __init__(self, folder: WorkFolder) -> None:
        self._folder = folder

    def tool(self) -> BuiltInTool:
        place = str(self._folder.root)
        return BuiltInTool(run=self.search_files, family=FAMILY, effect=Effect.READ, place=place)

    async def search_files(
        self,
        pattern: Annotated[str, "words that stand in one line, or a regular expression"],
        path: Annotated[str, "a folder or file, relative to the working folder"] = ".",
        files: Annotated[str, "which files, like '*.py' or 'src/*.md'"] = "*",
        *,
        regular_expression: Annotated[bool, "whether pattern is one, in the syntax of RE2"] = False,
        match_case: Annotated[bool, "whether upper and lower case differ"] = False,
    ) -> str:
        """Looks for text in files, line by line; answers 'file:line: text' for each match."""
        if not pattern or len(pattern) > _LONGEST_PATTERN:
            raise ToolRefusal(f"A pattern has 1 to {_LONGEST_PATTERN} characters.")
        finder = _expression if regular_expression else _words
        finds = finder(pattern, match_case=match_case)

        def work(patience: Patience) -> str:
            wanted = _Wanted(folder=self._folder.place(path), files=files, finds=finds)
            return self._found(wanted, patience)

        return await patiently(work, seconds=_LIMIT, what="the search")

    def _found(self, wanted: _Wanted, patience: Patience) -> str:
        if not wanted.folder.exists():
            raise ToolRefusal("There is no such place. list_files shows what there is.")
        found: list[str] = []
        for place in self._places(wanted):
            for line in self._lines(place, wanted.finds, patience):
                if len(found) == _MOST_FOUND:
                    return "\n".join([*found, f"… and more: only {_MOST_FOUND} are shown."])
                found.append(line)
            if patience.over:
                found.append(f"The search ended after {_LIMIT:g} seconds; name a smaller folder.")
                return "\n".join(found)
        return "\n".join(found) or "Nothing was found."

    def _places(self, wanted: _Wanted) -> Iterator[Path]:
        if wanted.folder.is_file():
            yield wanted.folder
            return
        for entry in walk(wanted.folder):
            if entry.is_folder or entry.is_link or entry.size > _LARGEST:
                continue
            name = self._folder.name_of(entry.place)
            if fnmatchcase(entry.name, wanted.files) or fnmatchcase(name, wanted.files):
                yield entry.place

    def _lines(self, place: Path, finds: _Finds, patience: Patience) -> Iterator[str]:
        try:
            found = self._folder.read(self._folder.name_of(place), most=_LARGEST)
        except ToolRefusal:
            return  # it may not be read, or is gone
        if found.binary:
            return
        for number, line in enumerate(found.text.split("\n"), start=1):
            if patience.over:
                return
            at = finds(line[:_LONGEST_LINE])
            if at is not None:
                yield f"{found.name}:{number}: {_shown(line, at)}"


def _words(pattern: str, *, match_case: bool) -> _Finds:
    needle = pattern if match_case else pattern.casefold()

    def finds(line: str) -> int | None:
        at = (line if match_case else line.casefold()).find(needle)
        return None if at < 0 else at

    return finds


def _expression(pattern: str, *, match_case: bool) -> _Finds:
    import re2

    options = re2.Options()
    options.case_sensitive = match_case
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError) as error:
        raise ToolRefusal(f"This is no regular expression of RE2: {_reason(error)}.") from error

    def finds(line: str) -> int | None:
        match = compiled.search(line)
        return None if match is None else int(match.start())

    return finds


def _reason(error: Exception) -> str:
    """RE2 tells it in bytes."""
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)


def _shown(line: str, at: int) -> str:
    line = line.strip("\r")
    if len(line) <= _SHOWN:
        return line
    start = max(0, at - _SHOWN // 3)
    end = start + _SHOWN
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
