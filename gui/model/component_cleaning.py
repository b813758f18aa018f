"""Takes a foreign component in: without secrets, addresses and all that the user did not allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gui.model import component_providers as names
from gui.model.address import without_user_info
from gui.model.component import EXTRAS, ComponentNode
from gui.model.component_json import ComponentError, ComponentFault, Json, item, json_text, member
from gui.model.component_providers import ComponentKind
from gui.model.component_writing import Component, written, written_config
from gui.model.found_server import FoundServer, found_server
from gui.model.redaction import redacted
from gui.model.secret_fields import harmless_headers, secret_places
from gui.model.trust import Acceptance, code_digest, import_lines
from gui.model.trust_inspection import trust_report

LONGEST_WORDS = 2_000
"""Of a title or of what is said about a team."""

_LONGEST_LANGUAGE = 16
_OF_EXECUTORS = {"timeout", "image"}
_CARRIERS = {"host", "url"}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """`component` is JSON; its agents name `servers` by the names that these have here."""

    component: str
    servers: tuple[FoundServer, ...]


def imported(node: ComponentNode, accepted: Acceptance) -> Imported:
    """The component as it may be kept.

    Models become the chat's model: only their class and name stay. Tools, servers and hosts that
    are not accepted are left out. What the file says in "parley" counts only where it cannot
    reach anything: words, and Parley's own tools. Raises ComponentError where the trust report
    refuses the file, or where an agent cannot do without what was not accepted.
    """
    report = trust_report(node)
    for refused in report.refused:
        facts = {"provider": refused.provider, "reason": (refused.refusal or "")}
        raise ComponentError(ComponentFault.REFUSED, refused.path, **facts)
    importing = _Import(accepted)
    component = importing.part(node)
    if component is None:
        raise ComponentError(ComponentFault.NOT_ACCEPTED, node.path)
    extras = component.pop(EXTRAS, None)
    allowed: list[Json] = [*sorted({code.digest for code in report.code} & accepted.code)]
    root = {
        **words_in(node.extras),
        **(extras if isinstance(extras, dict) else {}),
        **({"allowed_code": allowed} if allowed else {}),
    }
    if root:
        component[EXTRAS] = root
    return Imported(component=json_text(component), servers=importing.servers)


def words_in(extras: Mapping[str, Json]) -> Component:
    """The titles and what is said about it, by language, where they are just words."""
    kept: Component = {}
    for name in ("title", "about"):
        found = extras.get(name)
        words: Component = {
            language: text[:LONGEST_WORDS]
            for language, text in (found.items() if isinstance(found, dict) else ())
            if isinstance(text, str) and len(language) <= _LONGEST_LANGUAGE
        }
        if words:
            kept[name] = words
    return kept


def tools_in(extras: Mapping[str, Json]) -> list[Json]:
    """The ids of Parley's own tools that an agent asks for."""
    tools = extras.get("tools")
    return [tool for tool in (tools if isinstance(tools, list) else ()) if isinstance(tool, str)]


def without_secrets(config: Mapping[str, Json], path: str) -> Component:
    """What is a secret by its name goes; an address stays, without the user's name in it."""
    return _without(config, path, set(secret_places(config, path)))


class _Import:
    def __init__(self, accepted: Acceptance) -> None:
        self._accepted = accepted
        self._found: dict[FoundServer, FoundServer] = {}  # by what it is, without its name
        self._names: set[str] = set()
        self._counts: dict[str, int] = {}

    def part(self, node: ComponentNode) -> Component | None:
        if node.kind is ComponentKind.MODEL:
            return placeholder(node)
        if node.kind is ComponentKind.EXECUTOR:
            return self._executor(node)
        if not self._is_allowed(node):
            return None
        config = written_config(node, self.part)
        config = without_secrets(config, node.config_path)
        extras: Component = {}
        if node.provider == names.HTTP_TOOL:
            config["headers"] = harmless_headers(node.config.get("headers"))
        if node.kind is ComponentKind.AGENT:
            if tools := tools_in(node.extras):
                extras["tools"] = tools
            if servers := self._servers_of(node):
                extras["servers"] = servers
        return written(node, config=config, extras=extras)

    def _is_allowed(self, node: ComponentNode) -> bool:
        if node.provider == names.MCP_WORKBENCH:
            return False  # its server goes to the user's own
        if node.provider == names.FUNCTION_TOOL:
            source = node.config.get("source_code")
            if not isinstance(source, str):
                return False
            imports = import_lines(node.config.get("global_imports"))
            return code_digest(source, imports) in self._accepted.code
        if node.provider == names.HTTP_TOOL:
            return node.path in self._accepted.places
        if node.provider == names.PYTHON_TOOL:
            return all(child.path in self._accepted.places for child in node.children)
        return True

    def _executor(self, node: ComponentNode) -> Component:
        """Folders, mounts and first commands of another computer are left out."""
        if node.path not in self._accepted.places:
            raise ComponentError(ComponentFault.NOT_ACCEPTED, node.path)
        kept = {name: value for name, value in node.config.items() if name in _OF_EXECUTORS}
        return written(node, config=kept, extras={})

    def _servers_of(self, agent: ComponentNode) -> list[Json]:
        return [
            self._name_of(found_server(bench))
            for bench in agent.in_slot("workbench")
            if bench.provider == names.MCP_WORKBENCH and bench.path in self._accepted.places
        ]

    def _name_of(self, server: FoundServer) -> str:
        """A server that several agents use is one; different ones have different names."""
        key = replace(server, name="", path="")
        if key not in self._found:
            name = server.name
            while name in self._names:
                self._counts[server.name] = count = self._counts.get(server.name, 1) + 1
                name = f"{server.name}-{count}"
            self._names.add(name)
            self._found[key] = replace(server, name=name)
        return self._found[key].name

    @property
    def servers(self) -> tuple[FoundServer, ...]:
        return tuple(self._found.values())


def placeholder(node: ComponentNode) -> Component:
    """A model of which only the class and the name are left: the chat's model answers."""
    model = node.config.get("model")
    name = model if isinstance(model, str) else ""
    return written(node, config={"model": name}, extras={})


def _without(values: Mapping[str, Json], path: str, places: set[str]) -> Component:
    kept: Component = {}
    for name, value in values.items():
        place = member(path, name)
        if place not in places:
            kept[name] = _inside(value, place, places)
        elif name in _CARRIERS and isinstance(value, str):
            kept[name] = redacted(without_user_info(value))
    return kept


def _inside(value: Json, path: str, places: set[str]) -> Json:
    if isinstance(value, list):
        entries = enumerate(value)
        return [
            _inside(entry, place, places)
            for number, entry in entries
            if (place := item(path, number)) not in places
        ]
    if isinstance(value, dict) and "provider" not in value:
        return _without(value, path, places)
    return value
