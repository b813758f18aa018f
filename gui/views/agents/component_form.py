"""The form of one agent or team, made from the fields that its provider has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.model import component_providers as names
from gui.model.component_fields import fields_of
from gui.model.component_providers import KIND_OF, ComponentKind, public_name
from gui.model.field_facts import FieldFacts, FieldType
from gui.model.json_place import Json, at, join
from gui.model.team_edits import member_names, member_place
from gui.model.team_shape import as_object, class_name, member_name
from gui.model.team_spec import TeamSpec
from gui.views.agents.arrows_row import ArrowsRow
from gui.views.agents.check_row import CheckRow
from gui.views.agents.ending_row import EndingRow
from gui.views.agents.facts_row import FactsRow
from gui.views.agents.kind_row import KindRow, context_kinds, executor_kinds
from gui.views.agents.members_row import MembersRow
from gui.views.agents.model_row import ModelRow
from gui.views.agents.parts import AgentsParts, Offer
from gui.views.agents.pattern_row import PatternRow
from gui.views.agents.spec_words import language
from gui.views.agents.tool_parts_row import ToolPartsRow
from gui.views.agents.value_rows import KINDS, PlainRow, ValueRow

translate = QCoreApplication.translate

TITLE = FieldFacts(name="title", type=FieldType.TEXT)
ABOUT = FieldFacts(name="about", type=FieldType.TEXT)
DOCUMENTS = FieldFacts(name="documents", type=FieldType.TEXTS)
USER = "user"
"""A handoff to this name gives the turn to who reads along; a team must end on it."""
PLACED_BY_HAND = frozenset({"participants", "workbench"})


class ComponentForm(QScrollArea):
    """`edited` carries a place and the value for it; `open_wanted` another component's place."""

    edited = Signal(str, object)
    open_wanted = Signal(str)

    def __init__(self, parts: AgentsParts, spec: TeamSpec) -> None:
        super().__init__()
        self.setObjectName("componentForm")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._parts = parts
        self._spec = spec
        self._theme = parts.theme
        self._built: tuple[str, str] | None = None  # the place and the provider
        self._rows: list[ValueRow] = []
        self._folded: list[ValueRow] = []
        self._root: Json = None
        self._more = QPushButton()
        self._more.setObjectName("moreFieldsButton")
        self._more.setProperty("quiet", True)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._fold)

    @property
    def pointer(self) -> str:
        """The place of the component that is shown."""
        return self._built[0] if self._built else ""

    def show_component(self, root: Json, pointer: str) -> None:
        """Show what stands at `pointer`; controls stay while it is a component of that kind."""
        self._root = root
        provider = public_name(str(as_object(at(root, pointer)).get("provider", "")))
        if self._built != (pointer, provider):
            self._built = (pointer, provider)
            self._build(pointer, provider)
        for row in self._rows:
            row.show_json(root)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Sentences by the places that they are about: each at the row that is nearest."""
        said: dict[ValueRow, str] = {}
        for place, sentence in problems.items():
            row = self._nearest(place)
            if row is not None:
                said.setdefault(row, sentence)
        for row in self._rows:
            row.show_problem(said.get(row, ""))
        if any(row in said for row in self._folded):
            self._more.setChecked(True)

    def begin(self) -> None:
        """Put the caret into the first field."""
        for row in self._rows[:1]:
            row.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._built is not None:
            self._build(*self._built)
            self.show_component(self._root, self._built[0])

    def _nearest(self, place: str) -> ValueRow | None:
        """The row at a place, or the one around it; members have problems of their own."""
        found = [
            row for row in self._rows if place == row.pointer or place.startswith(row.pointer + "/")
        ]
        return max(found, key=lambda row: len(row.pointer), default=None)

    def _build(self, pointer: str, provider: str) -> None:
        theme = self._theme.theme
        page = QWidget()
        column = QVBoxLayout(page)
        edge = theme.px("space_5")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px("space_4") + theme.px("space_1"))
        facts = fields_of(provider)
        after = next((n for n, each in enumerate(facts, 1) if each.name == "model_client"), 0)
        main = [*self._first_rows(pointer, provider)]
        main += self._made(pointer, [each for each in facts[:after] if each.main])
        main += self._own_rows(pointer, provider)
        main += self._made(pointer, [each for each in facts[after:] if each.main])
        self._folded = self._made(pointer, [each for each in facts if not each.main])
        self._rows = [*main, *self._folded]
        for row in main:
            column.addWidget(row)
        self._more.setParent(page)
        column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        for row in self._folded:
            column.addWidget(row)
        column.addStretch(1)
        for row in self._rows:
            row.edited.connect(self.edited)
        self._more.setVisible(bool(self._folded))
        self._fold(shown=self._more.isChecked())
        self.setWidget(page)

    def _first_rows(self, pointer: str, provider: str) -> Sequence[ValueRow]:
        rows: list[ValueRow] = []
        theme = self._theme.theme
        if not pointer:
            title, about = (join(f"/parley/{what}", language()) for what in ("title", "about"))
            rows.append(PlainRow(title, TITLE, theme, hint=self._spec.title))
            rows.append(PlainRow(about, ABOUT, theme, hint=self._spec.about))
        if KIND_OF.get(provider) is ComponentKind.TEAM:
            rows.append(PatternRow(pointer, theme))
            members = MembersRow(pointer, theme=self._theme, specs=self._parts.library.list)
            members.open_wanted.connect(self.open_wanted)
            rows.append(members)
        return rows

    def _own_rows(self, pointer: str, provider: str) -> Sequence[ValueRow]:
        if provider != names.ASSISTANT:
            return ()
        theme = self._theme.theme
        tools = join(pointer, "parley", "tools")
        servers = join(pointer, "parley", "servers")
        documents = PlainRow(
            join(pointer, "parley", "documents"), DOCUMENTS, theme, words_of="parley_documents"
        )
        return (
            CheckRow(tools, "parley_tools", theme, lambda _root: self._parts.tools()),
            CheckRow(servers, "parley_servers", theme, lambda _root: self._parts.servers()),
            documents,
        )

    def _made(self, pointer: str, facts: Sequence[FieldFacts]) -> list[ValueRow]:
        rows = (self._row(pointer, each) for each in facts)
        return [row for row in rows if row is not None]

    def _row(self, pointer: str, facts: FieldFacts) -> ValueRow | None:
        """The row for a field; None where it has no form and is left to the JSON."""
        place, theme = join(pointer, "config", facts.name), self._theme.theme
        if facts.name in PLACED_BY_HAND:
            return None
        match facts.name:
            case "model_client":
                return ModelRow(place, theme, self._parts.models)
            case "model_context":
                return KindRow(place, facts.name, theme, context_kinds)
            case "code_executor":
                return KindRow(place, facts.name, theme, executor_kinds)
            case "termination_condition":
                return EndingRow(place, theme=self._theme)
            case "memory":
                return FactsRow(place, theme)
            case "graph":
                return ArrowsRow(pointer, theme=self._theme)
            case "handoffs":
                return self._handoffs_row(pointer, place)
            case "tools" | "team":
                row = ToolPartsRow(place, facts.name, theme=self._theme)
                row.open_wanted.connect(self.open_wanted)
                return row
            case _:
                return PlainRow(place, facts, theme) if facts.type in KINDS else None

    def _handoffs_row(self, pointer: str, place: str) -> ValueRow | None:
        """Handoffs mean something in a swarm, and are shown where there are some."""
        found = member_place(pointer)
        swarm = found is not None and class_name(at(self._root, found[0])) == "Swarm"
        if not swarm and not at(self._root, place):
            return None
        return CheckRow(place, "handoffs", self._theme.theme, partial(_colleagues, pointer))

    def _fold(self, shown: bool) -> None:
        for row in self._folded:
            row.setVisible(shown)
        fewer, more = translate("Agents", "Fewer fields"), translate("Agents", "More fields")
        self._more.setText(fewer if shown else more)


def _colleagues(pointer: str, root: Json) -> Sequence[Offer]:
    """The other members of the team around an agent, and the user."""
    found = member_place(pointer)
    if found is None:
        return ()
    own = member_name(at(root, pointer))
    others = [name for name in member_names(at(root, found[0])) if name != own]
    asked = [] if USER in others else [Offer(id=USER, name=USER, about=translate("Agents", "You"))]
    return [*(Offer(id=name, name=name) for name in others), *asked]
