"""One component of an agent's or team's file, and where in the file it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from gui.model.problem import EngineError, Problem, ProblemKind

_Config = TypeVar("_Config", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """`where` is its place: "config.participants[1]"; "" for the root."""

    provider: str
    config: dict[str, Any]
    parley: dict[str, Any]
    where: str = ""

    def child(self, name: str) -> Node | None:
        """The component `name` of the config, or None where there is none."""
        value = self.config.get(name)
        return None if value is None else node_of(value, _below(self.where, f"config.{name}"))

    def children(self, name: str) -> list[Node]:
        values = self.config.get(name) or []
        place = _below(self.where, f"config.{name}")
        if not isinstance(values, list):
            raise unusable(place, "a list of components is expected")
        return [node_of(value, f"{place}[{n}]") for n, value in enumerate(values)]

    def validated(self, schema: type[_Config], **defaults: object) -> _Config:
        """The config as AutoGen's own class reads it, which builds nothing of it.

        `defaults` are for what that class insists on, although its component does not.
        """
        try:
            return schema.model_validate({**defaults, **self.config, **self._model(schema)})
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            place = ".".join(map(str, ("config", *first["loc"])))
            raise unusable(_below(self.where, place), str(first["msg"])) from error
        except (AttributeError, TypeError) as error:  # some of AutoGen's own checks expect objects
            raise self.refused(f"{type(error).__name__}: {error}") from error

    def _model(self, schema: type[BaseModel]) -> dict[str, object]:
        """A file's model only says that there is one: what is asked is a model of the user's."""
        stated = self.config.get("model_client") is not None
        wanted = schema.model_fields.get("model_client")
        if wanted is None or not (stated or wanted.is_required()):
            return {}
        return {"model_client": {"provider": "model", "config": {}}}

    def check_template(self, name: str, *fields: str) -> None:
        """Raises EngineError where the text `name` asks for more than plain `fields`.

        A format could ask for attributes, or for more characters than there is memory.
        """
        text = self.config.get(name)
        if not isinstance(text, str):
            return
        try:
            gaps = [(gap, spec, turned) for _, gap, spec, turned in Formatter().parse(text)]
        except ValueError as error:
            raise self.refused(f"{name}: {error} in {text[:200]!r}") from error
        for gap, spec, turned in gaps:
            if gap is not None and (gap not in fields or spec or turned):
                allowed = ", ".join(f"{{{field}}}" for field in fields)
                raise self.refused(f"{name}: only {allowed} can be put in, not {{{gap}…}}")

    @property
    def name(self) -> str:
        name = self.config.get("name")
        return name if isinstance(name, str) else ""

    def refused(self, reason: str) -> EngineError:
        return unusable(self.where, reason)

    def words(self, name: str) -> tuple[str, ...]:
        """The list of strings `name` of Parley's own part."""
        values = self.parley.get(name)
        listed = values if isinstance(values, list) else []
        return tuple(value for value in listed if isinstance(value, str))


def read_component(text: str) -> Node:
    """Raises EngineError where `text` is no component."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise unusable("", f"this is no JSON: {error}") from error
    return node_of(value, "")


def node_of(value: object, where: str) -> Node:
    if isinstance(value, dict):
        provider, config = value.get("provider"), value.get("config")
        if isinstance(provider, str) and isinstance(config, dict):
            parley = value.get("parley")
            own = parley if isinstance(parley, dict) else {}
            return Node(provider=provider, config=config, parley=own, where=where)
    raise unusable(where, "a component is expected: an object with a provider and a config")


def bindings(value: object) -> Iterator[tuple[str, str]]:
    """The endpoint ids and names of all models that parts of `value` are bound to."""
    if isinstance(value, dict):
        own = value.get("parley")
        if isinstance(own, dict) and own.get("endpoint") and own.get("model"):
            yield str(own["endpoint"]), str(own["model"])
        for inner in value.values():
            yield from bindings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from bindings(inner)


def unusable(where: str, reason: str) -> EngineError:
    place = where or "the file"
    return EngineError(
        Problem(
            kind=ProblemKind.TEAM_UNUSABLE,
            facts={"part": place},
            detail=f"{place}: {reason}"[:1000],
        )
    )


def _below(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
