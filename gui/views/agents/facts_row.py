"""An agent's memory as lines of text: each line is a fact of which it is always reminded."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from gui.model.json_place import Json, at
from gui.model.team_shape import as_object
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.theme import Theme
from gui.views.agents.field_words import field_words
from gui.views.agents.value_rows import ValueRow

PLAIN = "text/plain"


class FactsRow(ValueRow):
    """What a memory holds besides plain text stays in it."""

    def __init__(self, pointer: str, theme: Theme) -> None:
        super().__init__(pointer)
        self.setObjectName("factsRow")
        self._root: Json = None
        self._row = FieldRow(self._field(), theme)
        self._row.changed.connect(self._report)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    def show_json(self, root: Json) -> None:
        self._root = root
        lines = [
            str(as_object(each).get("content", "")) for each in self._contents() if _is_line(each)
        ]
        shown = [line for line in str(self._row.value).split("\n") if line.strip()]
        if shown != lines:
            self._row.show_value("\n".join(lines))

    def show_problem(self, sentence: str) -> None:
        self._row.show_problem(sentence)

    def retranslate(self) -> None:
        self._row.describe(self._field())

    def _contents(self) -> list[Json]:
        contents = at(self._root, f"{self.pointer}/0/config/memory_contents")
        return contents if isinstance(contents, list) else []

    def _field(self) -> Field:
        title, told = field_words("memory")
        return Field(id="memory", kind=FieldKind.LINES, title=title, help=told)

    def _report(self, shown: object) -> None:
        lines = [line.strip() for line in str(shown).split("\n") if line.strip()]
        contents: list[Json] = [each for each in self._contents() if not _is_line(each)]
        contents += [{"content": line, "mime_type": PLAIN, "metadata": None} for line in lines]
        memory = at(self._root, self.pointer)
        others = memory[1:] if isinstance(memory, list) else []
        if not contents:
            self.edited.emit(self.pointer, others or None)
            return
        listed: Json = {
            "provider": "autogen_core.memory.ListMemory",
            "component_type": "memory",
            "version": 1,
            "config": {"name": "facts", "memory_contents": contents},
        }
        self.edited.emit(self.pointer, [listed, *others])


def _is_line(entry: object) -> bool:
    fact = as_object(entry)
    content = fact.get("content")
    return fact.get("mime_type") == PLAIN and isinstance(content, str) and "\n" not in content
