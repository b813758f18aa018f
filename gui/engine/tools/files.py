"""The tools for files: what lies in the working folder, what is in it, and changes to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

from gui.engine.tools.file_walk import QUIET, Entry, walk
from gui.engine.tools.kit import BuiltInTool, Look, text_of, tool_id_of
from gui.engine.tools.patience import Patience, patiently
from gui.engine.tools.work_folder import FoundFile, WorkFolder
from gui.model.gate import Effect, ToolFacts
from gui.model.line_diff import unified_diff
from gui.model.patch import FilePatch, patched, read_patch
from gui.model.tool_refusal import ToolRefusal

FAMILY = "files"

_LIMIT = 30.0  # seconds; a disk that is asleep or far away
_MOST_LISTED = 500
_MOST_LINES = 2000
_MOST_TEXT = 60_000  # characters of one answer
_LONGEST_LINE = 2000
_BYTE_ORDER = "\ufeff"

_Preview = Callable[[Mapping[str, Any]], str]


class FileTools:
    """Each function is a tool; what it does with the disk is done in a thread."""

    def __init__(self, folder: WorkFolder) -> None:
        self._folder = folder

    def listing(self) -> BuiltInTool:
        return self._tool(self.list_files, Effect.READ)

    def reading(self) -> BuiltInTool:
        return self._tool(self.read_file, Effect.READ)

    def writing(self) -> BuiltInTool:
        look = partial(self._look, self.write_file.__name__, self._preview_of_writing)
        return self._tool(self.write_file, Effect.WRITE, look)

    def patching(self) -> BuiltInTool:
        look = partial(self._look, self.apply_patch.__name__, self._preview_of_patch)
        return self._tool(self.apply_patch, Effect.WRITE, look)

    async def list_files(
        self,
        path: Annotated[str, "a folder, relative to the working folder"] = ".",
        depth: Annotated[int, "how many levels of folders to look into, from 1"] = 2,
    ) -> str:
        """Lists the files and folders of the working folder, with sizes in bytes."""
        return await _patiently(lambda _: self._list(path, max(1, depth)), "listing files")

    async def read_file(
        self,
        path: Annotated[str, "a text file, relative to the working folder"],
        offset: Annotated[int, "the first line to read, from 1"] = 1,
        limit: Annotated[int, "how many lines to read at most"] = 400,
    ) -> str:
        """Reads a text file; each line comes with its number and a tab before it."""
        return await _patiently(
            lambda _: _slice(self._folder.read(path), max(1, offset), limit), "reading a file"
        )

    async def write_file(
        self,
        path: Annotated[str, "a file, relative to the working folder"],
        content: Annotated[str, "all that the file is to hold"],
    ) -> str:
        """Writes a text file as a whole; folders that are missing are made.

        For a change to a part of a file, use apply_patch where there is one.
        """
        return await _patiently(lambda _: self._write(path, content), "writing a file")

    async def apply_patch(
        self, patch: Annotated[str, "a unified diff, with paths relative to the working folder"]
    ) -> str:
        """Changes, makes or removes text files by a unified diff, all of it or nothing.

        It needs '--- a/file' and '+++ b/file' (/dev/null for a file that is made or removed),
        and '@@' hunks whose old lines stand in the file exactly as given.
        """
        return await _patiently(lambda _: self._apply(patch), "patching files")

    def _list(self, path: str, depth: int) -> str:
        folder = self._folder.place(path)
        if not folder.exists():
            if folder == self._folder.place("."):
                return "The working folder is empty."
            raise ToolRefusal(f"There is no folder {path!r}. list_files shows what there is.")
        if not folder.is_dir():
            raise ToolRefusal(f"{path!r} is a file; read_file reads it.")
        lines: list[str] = []
        for entry in walk(folder, depth=depth):
            if len(lines) == _MOST_LISTED:
                lines.append(f"… and more: only {_MOST_LISTED} are listed. Name a folder in it.")
                break
            lines.append(self._line(entry, depth))
        return "\n".join(lines) or "The folder is empty."

    def _line(self, entry: Entry, depth: int) -> str:
        name = self._folder.name_of(entry.place)
        if entry.is_link:
            return f"{name} (a link)"
        if not entry.is_folder:
            return f"{name} ({entry.size:,} bytes)"
        closed = entry.name in QUIET or entry.depth >= depth
        return f"{name}/ (not looked into)" if closed else f"{name}/"

    def _write(self, path: str, content: str) -> str:
        data = _encoded(content)
        there = self._folder.place(path).exists()
        name = self._folder.write(path, data)
        return f"{'Replaced' if there else 'Made'} {name}: {_size(content, data)}."

    def _apply(self, patch: str) -> str:
        changes = self._changes(read_patch(patch))
        done: list[str] = []
        for name, (old, new) in changes.items():
            try:
                if new is None:
                    self._folder.remove(name)
                else:
                    self._folder.write(name, _encoded(new))
            except ToolRefusal as refusal:
                so_far = f" Already done: {', '.join(done)}." if done else ""
                raise ToolRefusal(f"{refusal}{so_far}") from refusal
            done.append(_deed(name, old, new))
        return f"{'; '.join(done)}."

    def _changes(self, patches: Sequence[FilePatch]) -> dict[str, tuple[str | None, str | None]]:
        """By name, the text before and after; raises before anything is changed."""
        changes: dict[str, tuple[str | None, str | None]] = {}
        for patch in patches:
            before, now = changes.get(patch.name) or 2 * (self._text(patch.name),)
            changes[patch.name] = (before, _after(patch, now))
        return changes

    def _text(self, path: str) -> str | None:
        found = self._folder.read_if_there(path)
        if found is None:
            return None
        if not found.whole:
            raise ToolRefusal(f"{path!r} has {found.size:,} bytes, which is too much to patch.")
        try:
            return found.data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ToolRefusal(f"{path!r} is no text in UTF-8, so it cannot be patched.") from error

    def _look(self, name: str, preview: _Preview, arguments: Mapping[str, Any]) -> ToolFacts:
        try:
            diff = preview(arguments)
        except (ToolRefusal, OSError):
            diff = ""  # the call itself will say what is wrong
        return ToolFacts(
            tool_id=tool_id_of(FAMILY, name),
            effect=Effect.WRITE,
            place=str(self._folder.root),
            preview=diff,
        )

    def _preview_of_writing(self, arguments: Mapping[str, Any]) -> str:
        path, content = text_of(arguments, "path"), text_of(arguments, "content")
        found = self._folder.read_if_there(path)
        if found is None or found.binary:
            return unified_diff(None, content, path)
        return unified_diff(found.text, content, found.name)

    def _preview_of_patch(self, arguments: Mapping[str, Any]) -> str:
        changes = self._changes(read_patch(text_of(arguments, "patch")))
        return "".join(unified_diff(old, new, name) for name, (old, new) in changes.items())

    def _tool(
        self, run: Callable[..., Awaitable[str]], effect: Effect, look: Look | None = None
    ) -> BuiltInTool:
        return BuiltInTool(
            run=run, family=FAMILY, effect=effect, place=str(self._folder.root), look=look
        )


async def _patiently(work: Callable[[Patience], str], what: str) -> str:
    return await patiently(work, seconds=_LIMIT, what=what)


def _slice(found: FoundFile, offset: int, limit: int) -> str:
    if found.binary:
        raise ToolRefusal(
            f"{found.name} is a binary file of {found.size:,} bytes; it cannot be read as text."
        )
    lines = found.text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if not lines:
        return f"{found.name} is empty."
    if offset > len(lines):
        raise ToolRefusal(f"{found.name} has {len(lines)} lines; line {offset} is behind its end.")
    shown: list[str] = []
    room = _MOST_TEXT
    for number, line in enumerate(lines[offset - 1 :], start=offset):
        numbered = f"{number:6}\t{_cut(line)}"
        room -= len(numbered)
        if len(shown) >= min(max(1, limit), _MOST_LINES) or (shown and room < 0):
            break
        shown.append(numbered)
    return "\n".join([*_heads(found, offset, len(shown), len(lines)), *shown])


def _heads(found: FoundFile, offset: int, shown: int, lines: int) -> list[str]:
    last = offset + shown - 1
    heads = [f"{found.name}, lines {offset} to {last} of {lines}"]
    if last < lines:
        heads[0] += f"; go on with offset={last + 1}"
    if not found.whole:
        heads.append(f"Only the first {len(found.data):,} of {found.size:,} bytes can be read.")
    return heads


def _cut(line: str) -> str:
    line = line.removesuffix("\r")
    if len(line) <= _LONGEST_LINE:
        return line
    return f"{line[:_LONGEST_LINE]}… (the line has {len(line):,} characters)"


def _encoded(content: str) -> bytes:
    try:
        return content.encode()
    except UnicodeEncodeError as error:
        raise ToolRefusal(
            "The text has half of a character in it; it cannot be written."
        ) from error


def _size(content: str, data: bytes) -> str:
    lines = content.count("\n") + (not content.endswith("\n") and content != "")
    return f"{lines} lines, {len(data):,} bytes"


def _after(patch: FilePatch, text: str | None) -> str | None:
    """What a file is after its patch; None where it is removed."""
    if patch.old is None:
        if text is not None:
            raise ToolRefusal(f"{patch.name!r} is to be made, but it exists. Nothing was changed.")
        return patched("", patch)
    if text is None:
        raise ToolRefusal(f"There is no file {patch.name!r} to be patched. Nothing was changed.")
    mark = _BYTE_ORDER if text.startswith(_BYTE_ORDER) else ""
    try:
        after = patched(text.removeprefix(_BYTE_ORDER), patch)
    except ToolRefusal as refusal:
        raise ToolRefusal(f"{patch.name}: {refusal}") from refusal
    if patch.new is not None:
        return mark + after
    if after:
        raise ToolRefusal(f"The patch removes {patch.name!r} but not all of its lines.")
    return None


def _deed(name: str, old: str | None, new: str | None) -> str:
    if old is None:
        return f"made {name}"
    return f"removed {name}" if new is None else f"changed {name}"
