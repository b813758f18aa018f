"""What a tool is called where the user reads of it: its title, whose it is, and what it can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from gui.model.gate import Effect, ToolFacts
from gui.model.words import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolTitle:
    """`owner` is who offers the tool; `effect` is None where it is not known."""

    title: str
    owner: str
    effect: Effect | None = None

    @property
    def about(self) -> str:
        said = "" if self.effect is None else effect_words(self.effect)
        return " · ".join(filter(None, (self.owner, said)))


_OWN = {
    "files/list_files": (QT_TRANSLATE_NOOP("Tools", "List files"), Effect.READ),
    "files/read_file": (QT_TRANSLATE_NOOP("Tools", "Read files"), Effect.READ),
    "files/search_files": (QT_TRANSLATE_NOOP("Tools", "Search files"), Effect.READ),
    "files/write_file": (QT_TRANSLATE_NOOP("Tools", "Write files"), Effect.WRITE),
    "files/apply_patch": (QT_TRANSLATE_NOOP("Tools", "Change files"), Effect.WRITE),
    "documents/search_documents": (QT_TRANSLATE_NOOP("Tools", "Search documents"), Effect.READ),
    "web/read_web_page": (QT_TRANSLATE_NOOP("Tools", "Read web pages"), Effect.READ),
    "everyday/arithmetic": (QT_TRANSLATE_NOOP("Tools", "Calculate"), Effect.READ),
    "everyday/date_and_time": (QT_TRANSLATE_NOOP("Tools", "Date and time"), Effect.READ),
    "memory/remember": (QT_TRANSLATE_NOOP("Tools", "Remember"), Effect.WRITE),
    "memory/recall_memories": (QT_TRANSLATE_NOOP("Tools", "Recall"), Effect.READ),
    "memory/forget_memory": (QT_TRANSLATE_NOOP("Tools", "Forget"), Effect.WRITE),
    "code/run_python": (QT_TRANSLATE_NOOP("Tools", "Run Python"), Effect.RUN),
    "code/run_shell": (QT_TRANSLATE_NOOP("Tools", "Run commands"), Effect.RUN),
}
"""Parley's own tools, by their ids."""


def tool_title(
    tool_id: str, servers: Mapping[str, str], facts: ToolFacts | None = None
) -> ToolTitle:
    """`servers` are names of MCP servers by their ids; `facts` are of a call of this tool."""
    effect = None if facts is None else facts.effect
    if tool_id in _OWN:
        title, known = _OWN[tool_id]
        owner = translate("Tools", "Built into Parley")
        return ToolTitle(title=translate("Tools", title), owner=owner, effect=effect or known)
    family, _, rest = tool_id.partition("/")
    middle, _, last = rest.partition("/")
    match family:
        case "mcp":
            owner = _server_words(servers.get(middle) or (facts.place if facts else ""))
            return ToolTitle(title=last or rest, owner=owner, effect=effect)
        case "http":
            owner = translate("Tools", "Web service {name}").format(name=middle)
            return ToolTitle(title=last.partition("/")[0] or rest, owner=owner, effect=effect)
        case "function":
            owner = translate("Tools", "Code that came with an agent")
            return ToolTitle(title=last or rest, owner=owner, effect=effect or Effect.RUN)
        case "team_code":
            owner = translate("Tools", "Agent {name}").format(name=last or rest)
            title = translate("Tools", "Run code that agents write")
            return ToolTitle(title=title, owner=owner, effect=effect or Effect.RUN)
        case "agent":
            owner = translate("Tools", "An agent that is used as a tool")
            return ToolTitle(title=rest, owner=owner, effect=effect)
        case "guide":
            owner = translate("Tools", "The offline guide")
            return ToolTitle(title=rest, owner=owner, effect=effect)
        case _:
            return ToolTitle(title=tool_id, owner="", effect=effect)


def effect_words(effect: Effect) -> str:
    """What a tool can do, in a word or two."""
    match effect:
        case Effect.READ:
            return translate("Tools", "reads")
        case Effect.WRITE:
            return translate("Tools", "writes")
        case Effect.RUN:
            return translate("Tools", "runs code")
        case _:
            assert_never(effect)


def _server_words(name: str) -> str:
    if not name:
        return translate("Tools", "An MCP server that is no longer there")
    return translate("Tools", "MCP server {name}").format(name=name)
