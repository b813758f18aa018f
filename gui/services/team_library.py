"""The agents and teams to choose from: those that Parley ships, and the user's own."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from gui.model.component import EXTRAS, ComponentNode, component_of
from gui.model.component_cleaning import LONGEST_WORDS, imported
from gui.model.component_export import exported
from gui.model.component_json import Json
from gui.model.component_providers import ComponentKind, class_name
from gui.model.component_writing import Component, normalised, with_servers
from gui.model.found_server import FoundServer
from gui.model.problem import Problem, ProblemKind, StoreError
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.model.titles import one_line
from gui.model.trust import Acceptance
from gui.resources import resource
from gui.services.atomic_file import replace_atomically
from gui.services.identifiers import Identifiers
from gui.services.team_files import (
    Candidate,
    as_text,
    own_path,
    read_candidates,
    read_own,
    read_shipped,
    read_team,
    unwritable,
    write_own,
)

AddServer = Callable[[FoundServer], str]
"""Puts a server on the user's list, where it stays off until it is allowed; returns its id."""

_FALLBACK = "en"
_LONGEST_TITLE = 120


class TeamLibrary:
    """Reads its files at first use; `language` says in which language titles are wanted.

    `servers` gives the user's MCP servers by the ids that agents name: they are given away too.
    `set_aside` are the damaged files of the user's own, where they lie now.
    """

    def __init__(
        self,
        folder: Path,
        *,
        language: Callable[[], str],
        shipped: Path | None = None,
        servers: Callable[[], Mapping[str, FoundServer]] = dict,
    ) -> None:
        self._folder = folder
        self._language = language
        self._servers = servers
        self._shipped_folder = shipped or resource("agents")
        self._ids = Identifiers()
        self._shipped: dict[str, ComponentNode] = {}
        self._own: dict[str, ComponentNode] | None = None
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next = 0
        self.set_aside: tuple[Path, ...] = ()

    def list(self) -> tuple[TeamSpec, ...]:
        """The shipped ones first, then the user's own in the order in which they were made."""
        own = self._read()
        shipped = tuple(
            self._spec(team_id, node, SpecOrigin.SHIPPED) for team_id, node in self._shipped.items()
        )
        mine = tuple(self._spec(team_id, own[team_id], SpecOrigin.OWN) for team_id in sorted(own))
        return (*shipped, *mine)

    def get(self, team_id: str) -> TeamSpec | None:
        own = self._read()
        if team_id in self._shipped:
            return self._spec(team_id, self._shipped[team_id], SpecOrigin.SHIPPED)
        return self._spec(team_id, own[team_id], SpecOrigin.OWN) if team_id in own else None

    def save(self, spec: TeamSpec) -> TeamSpec:
        """Keep it, under a new id where it has none or that of a shipped one.

        A title that is not the component's own replaces it, in every language; so does "about".
        Raises ComponentError where the component is neither an agent nor a team, and StoreError.
        """
        own = self._read()
        component = self._renamed(read_team(spec.component), spec.title, spec.about)
        new = not spec.id or spec.id in self._shipped
        team_id = self._ids.new() if new else spec.id
        if own_path(self._folder, team_id).parent != self._folder:
            raise ValueError(f"{team_id!r} is no id")
        write_own(self._folder, team_id, component)
        own[team_id] = component_of(component)
        self._tell()
        return self._spec(team_id, own[team_id], SpecOrigin.OWN)

    def duplicate(self, team_id: str, title: str = "") -> TeamSpec:
        """A copy of the user's own; raises LookupError and StoreError."""
        return self.save(replace(self._known(team_id), id="", title=title))

    def remove(self, team_id: str) -> TeamSpec:
        """What was removed, so that `save` can bring it back; raises LookupError and StoreError.

        Shipped ones cannot be removed.
        """
        spec = self._known(team_id)
        if spec.origin is SpecOrigin.SHIPPED:
            raise LookupError(team_id)
        path = own_path(self._folder, team_id)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(path, error) from error
        self._read().pop(team_id)
        self._tell()
        return spec

    def forget_own(self) -> None:
        """The user's files are gone."""
        self._own = None
        self._tell()

    def read_file(self, source: Path | str) -> tuple[Candidate, ...]:
        """What a file or a text offers; see `read_candidates`."""
        return read_candidates(source, self._title)

    def accept(
        self,
        candidate: Candidate,
        accepted: Acceptance,
        *,
        add_server: AddServer | None = None,
    ) -> TeamSpec:
        """Keep a candidate, without what is not accepted; without `add_server` no MCP servers.

        Raises ComponentError (see `imported`) and StoreError.
        """
        found = imported(candidate.tree, accepted)
        ids = {server.name: add_server(server) for server in found.servers if add_server}
        node = component_of(with_servers(read_team(found.component), ids))
        return self.save(self._spec("", node, SpecOrigin.OWN))

    def write_file(self, team_id: str, path: Path) -> None:
        """Give it away in a file that AutoGen loads; raises LookupError and StoreError."""
        text = exported(self._known(team_id).component, self._servers())
        try:
            replace_atomically(path, (text,))
        except OSError as error:
            facts = {"file": path.name}
            problem = Problem(kind=ProblemKind.FILE_UNWRITABLE, facts=facts, detail=str(error))
            raise StoreError(problem) from error

    def changed(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each change; returns what ends that."""
        number = self._next
        self._next += 1
        self._callbacks[number] = callback

        def unsubscribe() -> None:
            self._callbacks.pop(number, None)

        return unsubscribe

    def _read(self) -> dict[str, ComponentNode]:
        if self._own is None:
            self._shipped = read_shipped(self._shipped_folder)
            self._own, self.set_aside = read_own(self._folder)
        return self._own

    def _known(self, team_id: str) -> TeamSpec:
        spec = self.get(team_id)
        if spec is None:
            raise LookupError(team_id)
        return spec

    def _tell(self) -> None:
        for callback in builtins.list(self._callbacks.values()):
            callback()

    def _spec(self, team_id: str, node: ComponentNode, origin: SpecOrigin) -> TeamSpec:
        return TeamSpec(
            id=team_id,
            title=self._title(node),
            about=self._about(node),
            component=as_text(node),
            origin=origin,
            team=node.kind is ComponentKind.TEAM,
        )

    def _title(self, node: ComponentNode) -> str:
        said = self._words(node, "title") or node.title
        return one_line(said[:_LONGEST_TITLE]) or class_name(node.provider)

    def _about(self, node: ComponentNode) -> str:
        said = self._words(node, "about") or _description(node)
        return one_line(said[:LONGEST_WORDS])

    def _words(self, node: ComponentNode, name: str) -> str:
        """In the language wanted, else in English, else in any."""
        words = node.extras.get(name)
        texts = words if isinstance(words, dict) else {}
        for language in (self._language(), _FALLBACK, *texts):
            found = texts.get(language)
            if isinstance(found, str) and found:
                return found
        return ""

    def _renamed(self, node: ComponentNode, title: str, about: str) -> Component:
        component = normalised(node)
        before = self._spec("", node, SpecOrigin.OWN)
        extras: dict[str, Json] = dict(node.extras)
        if title and title != before.title:
            component["label"] = title
            extras.pop("title", None)
        if about and about != before.about:
            component["description"] = about
            extras.pop("about", None)
        component.pop(EXTRAS, None)
        if extras:
            component[EXTRAS] = extras
        return component


def _description(node: ComponentNode) -> str:
    said = node.config.get("description")
    return node.description or (said if isinstance(said, str) else "")
