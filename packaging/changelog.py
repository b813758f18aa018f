"""Reads CHANGELOG.md: its sections, newest first, and what a software centre shows of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\] - (?P<date>\S+)$", re.MULTILINE)
UNRELEASED = "Unreleased"
ENTRY = re.compile(r"^- (?P<text>.+)$", re.MULTILINE)
SENTENCE = re.compile(r".+?(?:\.(?=\s|$)|$)")
MARKS = re.compile(r"[*`]+")


@dataclass(frozen=True, kw_only=True)
class Section:
    """What changed in one version; `date` is None until it is released."""

    version: str
    date: str | None
    text: str

    @property
    def entries(self) -> list[str]:
        """The first sentence of each entry, without its marks."""
        texts = (MARKS.sub("", match["text"]) for match in ENTRY.finditer(self.text))
        return [found[0] for text in texts if (found := SENTENCE.match(text))]


def sections(changelog: str) -> list[Section]:
    """Every section, in the order of the file."""
    matches = list(HEADING.finditer(changelog))
    ends = [match.start() for match in matches[1:]] + [len(changelog)]
    return [
        Section(
            version=match["version"],
            date=None if match["date"] == UNRELEASED else match["date"],
            text=changelog[match.end() : end].strip(),
        )
        for match, end in zip(matches, ends, strict=True)
    ]
