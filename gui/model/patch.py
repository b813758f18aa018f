"""Reads unified diffs and applies them where they fit exactly, and nowhere else.

Libraries either only read diffs, and refuse those whose counted lines are wrong, as a model's
often are, or apply them where they nearly fit. Here the lines count and the numbers are a hint:
a hunk goes where its old lines stand, if that is one place only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gui.model.tool_refusal import ToolRefusal

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_NOTHING = "/dev/null"
_UNSUPPORTED = ("rename from ", "copy from ", "GIT binary patch", "Binary files ")
_SHOWN = 120  # characters of a line in a refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """`start` is where the old lines are said to begin, from 1.

    `lines` have their sign and no line end; `old_ends` and `new_ends` tell whether one stands
    behind the last line.
    """

    start: int
    lines: tuple[str, ...]
    old_ends: bool = True
    new_ends: bool = True

    @property
    def old(self) -> list[str]:
        return [line[1:] for line in self.lines if line[0] != "+"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePatch:
    """`old` is None where the file is made, `new` where it is removed; never both."""

    old: str | None
    new: str | None
    hunks: tuple[Hunk, ...]

    @property
    def name(self) -> str:
        return self.new or self.old or ""


def read_patch(text: str) -> tuple[FilePatch, ...]:
    """Raises ToolRefusal for what is no unified diff, or does more than change lines."""
    lines = text.strip("\r\n").split("\n")
    if all(line.endswith("\r") for line in lines[:-1]):
        lines = [line.removesuffix("\r") for line in lines]
    return _Reader(lines).files()


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

    def files(self) -> tuple[FilePatch, ...]:
        found = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.startswith(_UNSUPPORTED):
                raise ToolRefusal(f"{line!r}: only lines of text files can be patched.")
            if self._is_file():
                found.append(self._file())
            elif line.startswith("@@"):
                raise ToolRefusal("A hunk comes before the lines '--- a/file' and '+++ b/file'.")
            else:
                self._at += 1
        if not found:
            raise ToolRefusal(
                "This is no unified diff: it needs '--- a/file', '+++ b/file' and '@@' lines."
            )
        return tuple(found)

    def _is_file(self) -> bool:
        pair = self._lines[self._at : self._at + 2]
        return len(pair) == 2 and pair[0].startswith("--- ") and pair[1].startswith("+++ ")

    def _file(self) -> FilePatch:
        old, new = (line[4:].split("\t")[0].strip() for line in self._pair())
        self._at += 2
        if old == new == _NOTHING:
            raise ToolRefusal("Both names of a file are /dev/null.")
        hunks = []
        while self._at < len(self._lines) and self._lines[self._at].startswith("@@"):
            hunks.append(self._hunk())
        if not hunks:
            raise ToolRefusal(f"There is no hunk ('@@ -1,2 +1,3 @@') for {new}.")
        before, after = _named(old, new)
        if before is not None and after is not None and before != after:
            raise ToolRefusal(f"{old} and {new} differ: files cannot be renamed by a patch.")
        return FilePatch(old=before, new=after, hunks=tuple(hunks))

    def _pair(self) -> list[str]:
        return self._lines[self._at : self._at + 2]

    def _hunk(self) -> Hunk:
        head = self._lines[self._at]
        match = _HUNK.match(head)
        if match is None:
            raise ToolRefusal(f"{head[:_SHOWN]!r} is no head of a hunk: '@@ -1,2 +1,3 @@'.")
        self._at += 1
        counts = _Counts(old=int(match[2] or 1), new=int(match[4] or 1))
        body = _Body()
        while self._at < len(self._lines) and not self._ends(counts):
            if not body.take(self._lines[self._at], counts):
                break
            self._at += 1
        return body.hunk(start=int(match[1]))

    def _ends(self, counts: _Counts) -> bool:
        line = self._lines[self._at]
        if line.startswith("\\"):
            return False
        if line.startswith(("@@ ", "diff --git ")):
            return True
        if not self._is_file():
            return False
        after = self._lines[self._at + 2 : self._at + 3]
        return counts.done or bool(after and after[0].startswith("@@ "))


@dataclass(slots=True)
class _Counts:
    """How many lines of a hunk are still to come, as its head says."""

    old: int
    new: int

    @property
    def done(self) -> bool:
        return self.old <= 0 and self.new <= 0


class _Body:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._ends = [True, True]

    def take(self, line: str, counts: _Counts) -> bool:
        """Whether the line belongs to the hunk."""
        if line.startswith("\\"):
            self._note_end()
            return True
        sign = line[:1] or " "  # editors strip the space of an empty line
        if counts.done and (not line or sign not in " +-"):
            return False
        if sign not in " +-":
            raise ToolRefusal(
                f"{line[:_SHOWN]!r}: each line of a hunk begins with a space, '+' or '-'."
            )
        self._lines.append(line or " ")
        counts.old -= sign != "+"
        counts.new -= sign != "-"
        return True

    def _note_end(self) -> None:
        sign = self._lines[-1][0] if self._lines else " "
        if sign != "+":
            self._ends[0] = False
        if sign != "-":
            self._ends[1] = False

    def hunk(self, *, start: int) -> Hunk:
        if all(line[0] == " " for line in self._lines) and self._ends[0] == self._ends[1]:
            raise ToolRefusal(f"The hunk at line {start} changes nothing.")
        return Hunk(
            start=start,
            lines=tuple(self._lines),
            old_ends=self._ends[0],
            new_ends=self._ends[1],
        )


def _named(old: str, new: str) -> tuple[str | None, str | None]:
    """Without the prefixes of Git, where both names have them."""
    if old.startswith(("a/", _NOTHING)) and new.startswith(("b/", _NOTHING)):
        old, new = (name if name == _NOTHING else name[2:] for name in (old, new))
    return (None if old == _NOTHING else old, None if new == _NOTHING else new)


def patched(text: str, patch: FilePatch) -> str:
    """`text` after the patch; raises ToolRefusal, naming the first hunk that does not fit.

    Lines that stay keep their ends; new ones get those that most lines of `text` have.
    """
    lines = text.split("\n")
    ends = lines[-1] == ""
    if ends:
        lines.pop()
    carriage = "\r" if _is_windows(text, patch) else ""
    shift = least = 0
    for number, hunk in enumerate(patch.hunks, start=1):
        at = _place(lines, hunk, _Search(shift=shift, least=least, number=number))
        size = len(hunk.old)
        if at + size == len(lines):
            ends = _new_end(hunk, ends=ends)
        new = _new_lines(lines[at : at + size], hunk, carriage)
        lines[at : at + size] = new
        shift = at - (max(hunk.start, 1) - 1) + len(new) - size
        least = at + len(new)
    return "\n".join(lines) + ("\n" if ends and lines else "")


def _is_windows(text: str, patch: FilePatch) -> bool:
    said = any(line.endswith("\r") for hunk in patch.hunks for line in hunk.lines)
    return not said and text.count("\r\n") * 2 > text.count("\n")


def _new_lines(old: list[str], hunk: Hunk, carriage: str) -> list[str]:
    remaining = iter(old)
    new = []
    for line in hunk.lines:
        if line[0] == "+":
            new.append(line[1:] + carriage)
            continue
        kept = next(remaining)
        if line[0] == " ":
            new.append(kept)
    return new


def _new_end(hunk: Hunk, *, ends: bool) -> bool:
    """A patch that says nothing of the end of the file leaves it as it is."""
    if hunk.old_ends and hunk.new_ends:
        return ends or not hunk.old
    return hunk.new_ends


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """Where a hunk may go: not before `least`, and best `shift` lines after its number."""

    shift: int
    least: int
    number: int


def _place(lines: list[str], hunk: Hunk, search: _Search) -> int:
    old = [line.removesuffix("\r") for line in hunk.old]
    if not old:
        return _place_of_new(lines, hunk, search)
    said = hunk.start - 1 + search.shift
    if said >= search.least and _fits(lines, old, said):
        return said
    found = [at for at in range(search.least, len(lines)) if _fits(lines, old, at)]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(str(at + 1) for at in found[:5])
        raise ToolRefusal(
            f"Hunk {search.number} fits at {len(found)} places (lines {places}) but not at line "
            f"{hunk.start}. Give more lines around the change, or the right line number."
        )
    raise ToolRefusal(_misfit(lines, old, max(said, 0), search.number))


def _fits(lines: list[str], old: list[str], at: int) -> bool:
    if at + len(old) > len(lines):
        return False
    return all(lines[at + number].removesuffix("\r") == line for number, line in enumerate(old))


def _place_of_new(lines: list[str], hunk: Hunk, search: _Search) -> int:
    """A hunk without old lines goes after the line that its head names."""
    at = hunk.start + search.shift
    if search.least <= at <= len(lines):
        return at
    raise ToolRefusal(
        f"Hunk {search.number} adds lines after line {hunk.start}, but the file has "
        f"{len(lines)} lines."
    )


def _misfit(lines: list[str], old: list[str], at: int, number: int) -> str:
    for offset, expected in enumerate(old):
        if at + offset >= len(lines):
            found = "the file ends there"
        elif lines[at + offset].removesuffix("\r") == expected:
            continue
        else:
            found = f"the file has {lines[at + offset][:_SHOWN]!r}"
        return (
            f"Hunk {number} does not fit: at line {at + offset + 1} it expects "
            f"{expected[:_SHOWN]!r}, but {found}. Nothing was changed. Read the file again."
        )
    return f"Hunk {number} overlaps the one before it. Nothing was changed."
