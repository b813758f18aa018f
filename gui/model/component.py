"""A component of AutoGen as Parley reads it: a tree of what the JSON names, with nothing loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gui.model.component_fields import slots_of
from gui.model.component_json import (
    ComponentError,
    ComponentFault,
    Json,
    inner,
    item,
    member,
    read_json,
)
from gui.model.component_providers import (
    KIND_OF,
    ComponentKind,
    class_name,
    newest_version,
    public_name,
)

MOST_COMPONENTS = 5_000
SPEC_VERSION = 1
"""Of the files that Parley keeps; a newer one is refused."""

EXTRAS = "parley"
_SHELLS = ("component", "config")
"""Where a team lies in what AutoGen Studio writes around it."""


@dataclass(frozen=True, kw_only=True)
class ComponentNode:
    """One component. `config` and `extras` are JSON as it was read and must not be changed.

    `provider` is the public name where it is known, and then `kind` is certain; `stated_kind` is
    what the text says, "" for nothing. `path` is the place in the text that was read: "" for the
    whole of it, "config.participants[1].config.model_client" for a part. `slot` is the field of
    the parent's config that holds it. A `hidden` one stands where the parent, a provider that is
    known, has no component.
    """

    provider: str
    kind: ComponentKind | None
    stated_kind: str
    path: str
    label: str
    description: str
    version: int
    config: Mapping[str, Json]
    extras: Mapping[str, Json]
    children: tuple[ComponentNode, ...]
    slot: str = ""
    hidden: bool = False

    @property
    def name(self) -> str:
        """What the component is called: by its config, its label, or its class."""
        name = self.config.get("name")
        return name if isinstance(name, str) and name else self.label or class_name(self.provider)

    @property
    def title(self) -> str:
        """What a person would call it: its label, unless that is just the name of the class."""
        return self.label if self.label not in {"", class_name(self.provider)} else self.name

    @property
    def config_path(self) -> str:
        return member(self.path, "config")

    def walk(self) -> Iterator[ComponentNode]:
        """This one and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def in_slot(self, slot: str) -> tuple[ComponentNode, ...]:
        return tuple(child for child in self.children if child.slot == slot)


def read_components(text: str) -> tuple[ComponentNode, ...]:
    """All components that a text holds: one, a list, or a gallery; raises ComponentError.

    A gallery is what AutoGen Studio writes: an object with "components", an object of lists.
    A file of Parley, with "parley_spec" and "component", holds one.
    """
    found = tuple(_roots(read_json(text), ""))
    if not found:
        raise ComponentError(ComponentFault.NOT_A_COMPONENT)
    nodes = tuple(component_of(value, path) for path, value in found)
    if sum(1 for node in nodes for _ in node.walk()) > MOST_COMPONENTS:
        raise ComponentError(ComponentFault.TOO_MANY, most=str(MOST_COMPONENTS))
    return nodes


def read_component(text: str) -> ComponentNode:
    """The one component of a text; raises ComponentError."""
    nodes = read_components(text)
    if len(nodes) != 1:
        raise ComponentError(ComponentFault.NOT_ONE, count=str(len(nodes)))
    return nodes[0]


def component_of(value: Json, path: str = "") -> ComponentNode:
    """The component that `value` is; raises ComponentError."""
    if not isinstance(value, dict) or not isinstance(value.get("provider"), str):
        raise ComponentError(ComponentFault.NOT_A_COMPONENT, path)
    if not isinstance(value.get("config"), dict):
        place = member(path, "config")
        raise ComponentError(ComponentFault.WRONG_TYPE, place, field="config", expected="object")
    return _node(value, path, slot="", hidden=False)


def _roots(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, list):
        for place, found in inner(value, path):
            yield place, found
    elif isinstance(value, dict):
        if "provider" in value:
            yield path, value
            return
        _check_version(value, path)
        gallery = value.get("components")
        if isinstance(gallery, dict):
            for place, found in inner(gallery, member(path, "components")):
                yield from _roots(found if isinstance(found, list) else [found], place)
            return
        for shell in _SHELLS:
            if isinstance(value.get(shell), dict):
                yield from _roots(value[shell], member(path, shell))
                return


def _check_version(value: dict[str, Json], path: str) -> None:
    version = value.get("parley_spec", SPEC_VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        place = member(path, "parley_spec")
        raise ComponentError(
            ComponentFault.WRONG_TYPE, place, field="parley_spec", expected="number"
        )
    if version > SPEC_VERSION:
        raise ComponentError(ComponentFault.NEWER, path, version=str(version))


def _node(value: dict[str, Json], path: str, *, slot: str, hidden: bool) -> ComponentNode:
    raw = value.get("provider")
    provider = public_name(raw) if isinstance(raw, str) else ""
    config = value.get("config")
    extras = value.get(EXTRAS)
    return ComponentNode(
        provider=provider,
        kind=KIND_OF.get(provider),
        stated_kind=_words(value, "component_type", path),
        path=path,
        label=_words(value, "label", path),
        description=_words(value, "description", path),
        version=_version(value, provider, path),
        config=config if isinstance(config, dict) else {},
        extras=extras if isinstance(extras, dict) else {},
        children=tuple(_children(value, provider, path)),
        slot=slot,
        hidden=hidden,
    )


def _children(value: dict[str, Json], provider: str, path: str) -> Iterator[ComponentNode]:
    """Whatever names a provider counts, wherever it stands, so that nothing can be hidden."""
    slots = slots_of(provider)
    for place, found in inner(value, path):
        if place == member(path, "config") and isinstance(found, dict) and "provider" not in found:
            for name, content in found.items():
                if name in slots:
                    yield from _in_slot(name, content, member(place, name))
                else:
                    yield from _strays(content, member(place, name), provider)
        else:
            yield from _strays(found, place, provider)


def _in_slot(slot: str, content: Json, path: str) -> Iterator[ComponentNode]:
    if content is None:
        return
    entries = content if isinstance(content, list) else [content]
    for number, entry in enumerate(entries):
        place = item(path, number) if isinstance(content, list) else path
        if not isinstance(entry, dict) or not isinstance(entry.get("provider"), str):
            raise ComponentError(ComponentFault.NOT_A_COMPONENT, place)
        if not isinstance(entry.get("config"), dict):
            raise ComponentError(
                ComponentFault.WRONG_TYPE,
                member(place, "config"),
                field="config",
                expected="object",
            )
        yield _node(entry, place, slot=slot, hidden=False)


def _strays(value: Json, path: str, parent: str) -> Iterator[ComponentNode]:
    if isinstance(value, dict) and "provider" in value:
        yield _node(value, path, slot="", hidden=parent in KIND_OF)
        return
    for place, found in inner(value, path):
        yield from _strays(found, place, parent)


def _words(value: dict[str, Json], field: str, path: str) -> str:
    words = value.get(field)
    if words is None:
        return ""
    if not isinstance(words, str):
        raise ComponentError(
            ComponentFault.WRONG_TYPE, member(path, field), field=field, expected="text"
        )
    return words


def _version(value: dict[str, Json], provider: str, path: str) -> int:
    version = value.get("component_version")
    if version is None:
        version = newest_version(provider)
    if isinstance(version, bool) or not isinstance(version, int):
        place = member(path, "component_version")
        raise ComponentError(
            ComponentFault.WRONG_TYPE, place, field="component_version", expected="number"
        )
    if provider in KIND_OF and version > newest_version(provider):
        raise ComponentError(ComponentFault.NEWER, path, version=str(version))
    return version
