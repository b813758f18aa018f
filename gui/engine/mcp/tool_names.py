"""Names under which models call the tools of servers: valid for every provider, each once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

LONGEST = 64
_FOREIGN = re.compile(r"[^a-zA-Z0-9_-]")
Tool = tuple[str, str, str]
"""The server's id, its name, and the name it has given to the tool."""


def tool_names(
    tools: Iterable[Tool],
    taken: Collection[str] = (),
    given: Mapping[tuple[str, str], str] | None = None,
) -> dict[tuple[str, str], str]:
    """By server id and the server's own name; where two would be one, the server's name helps.

    What was `given` before stays, also to a tool that is not among `tools` now.
    """
    names = dict(given or {})
    rows = tuple(row for row in tools if (row[0], row[2]) not in names)
    plain = {(server, tool): _valid(tool) for server, _, tool in rows}
    counted = Counter(plain.values())
    used = {*taken, *names.values()}
    for server, title, tool in rows:
        name = plain[server, tool]
        if counted[name] > 1 or name in used:
            name = _valid(f"{_valid(title)}_{name}")
        if name in used or (server, tool) in names:
            name = _numbered(name, used)
        used.add(name)
        names.setdefault((server, tool), name)
    return names


def _valid(name: str) -> str:
    plain = _FOREIGN.sub("_", name).strip("_") or "tool"
    return (plain if plain[0].isalpha() else f"t_{plain}")[:LONGEST]


def _numbered(name: str, used: Collection[str]) -> str:
    number = 2
    while (numbered := f"{name[: LONGEST - len(str(number)) - 1]}_{number}") in used:
        number += 1
    return numbered
