"""Keeps the releases in the AppStream file equal to CHANGELOG.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from changelog import Section

RELEASES = re.compile(r"  <releases>.*?</releases>\n", re.DOTALL)
RELEASE = re.compile(r'<release version="(?P<version>[^"]+)"[^>]* date="(?P<date>[^"]+)"')


def with_releases(metainfo: str, sections: Sequence[Section], *, today: str) -> str:
    """The file with these releases in it; one that has no date yet keeps the one it had."""
    if not RELEASES.search(metainfo):
        raise ValueError("the AppStream file has no place for releases")
    known = {match["version"]: match["date"] for match in RELEASE.finditer(metainfo)}
    rows = [_release(section, known.get(section.version, today)) for section in sections]
    text = "\n".join(["  <releases>", *rows, "  </releases>", ""])
    return RELEASES.sub(lambda _: text, metainfo, count=1)


def _release(section: Section, planned: str) -> str:
    """AppStream wants a date in any case; `development` says that it is not one of a release."""
    kind, date = ("stable", section.date) if section.date else ("development", planned)
    rows = [f'    <release version="{section.version}" type="{kind}" date="{date}">']
    if section.entries:
        entries = [f"          <li>{escape(entry)}</li>" for entry in section.entries]
        rows += ["      <description>", "        <ul>", *entries, "        </ul>"]
        rows += ["      </description>"]
    return "\n".join([*rows, "    </release>"])
