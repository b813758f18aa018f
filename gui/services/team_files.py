"""Reads and writes the files that hold agents and teams, and sets damaged ones aside."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gui.model.component import SPEC_VERSION, ComponentNode, read_component, read_components
from gui.model.component_json import (
    MOST_CHARACTERS,
    ComponentError,
    ComponentFault,
    Json,
    json_text,
)
from gui.model.component_providers import USER_PROXY, ComponentKind
from gui.model.component_writing import normalised
from gui.model.problem import Problem, ProblemKind, StoreError
from gui.model.trust import TrustReport
from gui.model.trust_inspection import trust_report
from gui.services.atomic_file import write_atomically

_log = logging.getLogger(__name__)

SUFFIX = ".json"
MOST_BYTES = 4 * MOST_CHARACTERS

_ANSWERING = {ComponentKind.AGENT, ComponentKind.TEAM}
_NUMBER = re.compile(r"^\d+-")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An agent or a team found in a file, before the user has said yes to it."""

    title: str
    tree: ComponentNode
    report: TrustReport


def read_candidates(
    source: Path | str, title_of: Callable[[ComponentNode], str]
) -> tuple[Candidate, ...]:
    """All agents and teams of a file, or of a text; nothing of it is run.

    Raises ComponentError where it cannot be read, or has neither.
    """
    text = read_text(source) if isinstance(source, Path) else source
    found = tuple(
        Candidate(title=title_of(node), tree=node, report=trust_report(node))
        for node in read_components(text)
        if _can_answer(node)
    )
    if not found:
        raise ComponentError(ComponentFault.NOBODY_ANSWERS)
    return found


def read_text(path: Path) -> str:
    """Raises ComponentError; no more is read than a component may have."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: of the path itself
        facts = {"file": path.name, "error": str(error)}
        raise ComponentError(ComponentFault.UNREADABLE, **facts) from error
    if len(data) > MOST_BYTES:
        raise ComponentError(ComponentFault.TOO_LARGE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ComponentError(ComponentFault.NOT_TEXT) from error


def read_team(text: str) -> ComponentNode:
    """The one agent or team in `text`; raises ComponentError."""
    node = read_component(text)
    if node.kind not in _ANSWERING:
        raise ComponentError(ComponentFault.NOBODY_ANSWERS)
    return node


def read_shipped(folder: Path) -> dict[str, ComponentNode]:
    """By id, in the order of the numbers that the names begin with."""
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    return {f"shipped.{_NUMBER.sub('', path.stem)}": read_team(read_text(path)) for path in paths}


def read_own(folder: Path) -> tuple[dict[str, ComponentNode], tuple[Path, ...]]:
    """By id, in the order in which they were made; and where damaged files were set aside.

    A file of a newer Parley stays where it is and is passed over.
    """
    own: dict[str, ComponentNode] = {}
    aside: list[Path] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            own[path.stem] = read_team(read_text(path))
        except ComponentError as error:
            _log.warning("%s cannot be used: %s", path, error)
            if error.fault not in {ComponentFault.UNREADABLE, ComponentFault.NEWER}:
                aside += _set_aside(path)
    return own, tuple(aside)


def write_own(folder: Path, team_id: str, component: Mapping[str, Json]) -> None:
    """Raises StoreError."""
    content: dict[str, Json] = {
        "parley_spec": SPEC_VERSION,
        "id": team_id,
        "component": dict(component),
    }
    path = own_path(folder, team_id)
    try:
        write_atomically(path, json_text(content) + "\n")
    except OSError as error:
        raise unwritable(path, error) from error


def own_path(folder: Path, team_id: str) -> Path:
    return folder / f"{team_id}{SUFFIX}"


def unwritable(path: Path, error: OSError) -> StoreError:
    facts = {"path": str(path)}
    return StoreError(Problem(kind=ProblemKind.STORE_UNWRITABLE, facts=facts, detail=str(error)))


def as_text(node: ComponentNode) -> str:
    """The component alone, as a spec has it."""
    return json_text(normalised(node))


def _can_answer(node: ComponentNode) -> bool:
    """What is not known is shown too, as refused; a person alone does not answer herself."""
    if node.kind is None:
        return node.stated_kind in {"", *(kind.value for kind in _ANSWERING)}
    return node.kind in _ANSWERING and node.provider != USER_PROXY


def _set_aside(path: Path) -> list[Path]:
    target = path.with_name(f"{path.name}.damaged")
    number = 2
    while target.exists():
        target = path.with_name(f"{path.name}.damaged-{number}")
        number += 1
    try:
        path.rename(target)
    except OSError as error:
        _log.warning("%s cannot be set aside: %s", path, error)
        return []
    return [target]
