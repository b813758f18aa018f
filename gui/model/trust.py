"""What a component file asks for, found without importing or running anything of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gui.model.component_providers import ComponentKind, RefusalReason


class TrustVerdict(StrEnum):
    SAFE = "safe"  # only components that Parley knows: one click
    NEEDS_YES = "needs_yes"  # code, commands or hosts: each one needs a yes
    REFUSED = "refused"  # at least one component that Parley never builds


class CommandKind(StrEnum):
    MCP_SERVER = "mcp_server"  # a program that is started
    LOCAL_CODE = "local_code"  # code of a model, run on this computer
    CONTAINER_CODE = "container_code"  # code of a model, run in a container


class HostUse(StrEnum):
    MCP_SERVER = "mcp_server"
    HTTP_TOOL = "http_tool"
    MODEL = "model"  # an address that is never used: the user's own models count


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderItem:
    """A component that the file names; `refusal` tells why Parley does not build it."""

    path: str
    provider: str
    kind: ComponentKind | None
    refusal: RefusalReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeItem:
    """Python that the file carries. `imports` are lines of Python, run before the source.

    `digest` names what the user says yes to; see `code_digest`.
    """

    path: str
    name: str
    description: str
    source: str
    digest: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandItem:
    """A program to be started, or a place where code of a model runs.

    `words` are the command and its arguments; of a container its image and what is run first.
    `folders` are those that the file wants to use. `environment` has names, never values.
    """

    path: str
    kind: CommandKind
    words: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostItem:
    """An address to be contacted; `url` shows no user name, key or password."""

    path: str
    use: HostUse
    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelItem:
    """A model that the file asks for; the chat's model answers in its place."""

    path: str
    provider: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphCondition:
    """An edge that is taken where the last message contains `text`."""

    path: str
    source: str
    target: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TrustReport:
    """`environment` are variables that the file names, `keys` the places of secrets.

    Secrets are dropped. `tools` are ids of Parley's own tools that the agents may ask for.
    """

    providers: tuple[ProviderItem, ...] = ()
    code: tuple[CodeItem, ...] = ()
    commands: tuple[CommandItem, ...] = ()
    hosts: tuple[HostItem, ...] = ()
    environment: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    models: tuple[ModelItem, ...] = ()
    conditions: tuple[GraphCondition, ...] = ()
    tools: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[ProviderItem, ...]:
        return tuple(item for item in self.providers if item.refusal is not None)

    @property
    def asked(self) -> tuple[CodeItem | CommandItem | HostItem, ...]:
        """What needs the user's yes, each for itself."""
        contacted = (host for host in self.hosts if host.use is not HostUse.MODEL)
        return (*self.code, *self.commands, *contacted)

    @property
    def verdict(self) -> TrustVerdict:
        if self.refused:
            return TrustVerdict.REFUSED
        return TrustVerdict.NEEDS_YES if self.asked else TrustVerdict.SAFE

    @property
    def safe(self) -> bool:
        return self.verdict is TrustVerdict.SAFE


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """What the user said yes to: digests of code, and paths of commands and hosts."""

    code: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @classmethod
    def of_all(cls, report: TrustReport) -> Acceptance:
        """Of who has said yes to each item that is asked for."""
        commands = {command.path for command in report.commands}
        hosts = {host.path for host in report.hosts}
        return cls(
            code=frozenset(code.digest for code in report.code), places=frozenset(commands | hosts)
        )


NOTHING_ACCEPTED = Acceptance()


def code_digest(source: str, imports: Iterable[str] = ()) -> str:
    """What "allowed_code" at the root of a component holds: SHA-256 as hex, of all that is run.

    `imports` are the lines before the source; see `import_lines`.
    """
    whole = "".join([*(f"{line}\n" for line in imports), source])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def import_lines(imports: object) -> tuple[str, ...]:
    """The Python lines that "global_imports" stand for.

    Raises ValueError for all but plain names of modules: AutoGen puts these texts into code that
    it runs, so that any other text would be run too.
    """
    if imports is None:
        return ()
    if not isinstance(imports, list):
        raise ValueError("no list of imports")  # noqa: TRY004 - of the file, not of the caller
    return tuple(_import_line(entry) for entry in imports)


def _import_line(entry: object) -> str:
    if isinstance(entry, str):
        return f"import {_dotted(entry)}"
    fields: Mapping[object, object] = entry if isinstance(entry, dict) else {}
    imported = fields.get("imports")
    if set(fields) == {"module", "imports"} and isinstance(imported, list) and imported:
        return f"from {_dotted(fields['module'])} import {', '.join(map(_imported, imported))}"
    if set(fields) == {"name", "alias"}:
        return f"import {_dotted(fields['name'])} as {_plain(fields['alias'])}"
    raise ValueError("no import")


def _imported(entry: object) -> str:
    if isinstance(entry, dict) and set(entry) == {"name", "alias"}:
        return f"{_plain(entry['name'])} as {_plain(entry['alias'])}"
    return _plain(entry)


def _dotted(name: object) -> str:
    if not isinstance(name, str):
        raise ValueError("no name")  # noqa: TRY004 - of the file, not of the caller
    return ".".join(_parts(name))


def _parts(name: str) -> Iterator[str]:
    for part in name.split("."):
        yield _plain(part)


def _plain(name: object) -> str:
    if not isinstance(name, str) or not name.isidentifier():
        raise ValueError("no name")
    return name
