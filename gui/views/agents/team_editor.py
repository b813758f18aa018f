"""The editor of one agent or team: its picture, its form and its JSON, which follow each other."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.model.component_json import Json, json_text
from gui.model.json_lines import line_of, lines_of
from gui.model.json_place import at
from gui.model.problem import ParleyError
from gui.model.team_shape import PATTERNS, class_name, member_name
from gui.model.team_spec import TeamSpec
from gui.views.agents.component_document import Reading, changed, pretty, read
from gui.views.agents.component_form import ComponentForm
from gui.views.agents.editor_bar import EditorBar
from gui.views.agents.editor_halves import EditorHalves
from gui.views.agents.json_edit import JsonEdit
from gui.views.agents.members_row import MembersRow
from gui.views.agents.parts import AgentsParts
from gui.views.agents.spec_words import about_of, title_of
from gui.views.agents.team_canvas import TeamCanvas
from gui.views.settings.pane import words

translate = QCoreApplication.translate


class TeamEditor(QWidget):
    """The text is the truth: whatever changes it, the form and the picture show it again.

    What is not saved is kept as a draft, so that nothing is lost by leaving.
    """

    saved = Signal(str)
    try_wanted = Signal(str)

    def __init__(self, parts: AgentsParts, spec: TeamSpec) -> None:
        super().__init__()
        self.setObjectName("teamEditor")
        self._parts = parts
        self._spec = spec
        self._kept = pretty(spec.component)
        self._shown = ""  # the place of the component in the form
        self._wide = True
        self.bar = EditorBar(theme=parts.theme)
        self.canvas = TeamCanvas(theme=parts.theme)
        self.form = ComponentForm(parts, spec)
        self.json = JsonEdit(theme=parts.theme)
        self._note = words("", role="problem")
        self._note.setObjectName("editorNote")
        self._left = QWidget()
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._halves = EditorHalves()
        self._arrange()
        self._connect()
        text = parts.drafts.get(spec.id) or self._kept
        self.json.begin_with(text)
        self._reading = read(text, as_json(self._kept))
        self._show(self._reading)

    @property
    def spec(self) -> TeamSpec:
        return self._spec

    @property
    def reading(self) -> Reading:
        return self._reading

    @property
    def unsaved(self) -> bool:
        return self.json.toPlainText() != self._kept

    def open_component(self, pointer: str) -> None:
        """Show the form of the component at a place, or of what is around it."""
        self._shown = self._reading.owner(pointer)
        self._show(self._reading)
        self.json.go_to(line_of(lines_of(self.json.toPlainText()), self._shown))

    def leave(self) -> None:
        """Keep what is not saved."""
        if self.unsaved:
            self._parts.drafts.keep(self._spec.id, self.json.toPlainText())
        else:
            self._parts.drafts.drop(self._spec.id)

    def save(self) -> bool:
        """Keep it in the library; False where that cannot be done as it is."""
        if self._reading.faults:
            self._go_to_fault()
            return False
        text = self.json.toPlainText()
        changed_spec = replace(self._spec, component=text)
        found = replace(
            changed_spec,
            title=title_of(changed_spec),
            about=about_of(changed_spec),
            team=class_name(self._reading.value) in PATTERNS,
        )
        try:
            self._spec = self._parts.library.save(found)
        except ParleyError as error:
            self._parts.on_error(error)
            return False
        self._kept = text
        self._parts.drafts.drop(self._spec.id)
        self._say_state()
        self.saved.emit(self._spec.id)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reading = read(self.json.toPlainText(), self._reading.value)
            self._show(self._reading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._parts.theme.theme.px("editor_narrow")
        if wide != self._wide:
            self._wide = wide
            self.bar.json.setChecked(wide)
        self._share_room()

    def _arrange(self) -> None:
        px = self._parts.theme.theme.px
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._note)
        left.addWidget(self.form, 1)
        self._note.setContentsMargins(px("space_5"), px("space_3"), px("space_5"), 0)
        for widget, stretch in ((self._left, 5), (self.json, 6)):
            self._sides.addWidget(widget)
            self._sides.setStretchFactor(self._sides.indexOf(widget), stretch)
        for widget, stretch in ((self.canvas, 0), (self._sides, 1)):
            self._halves.addWidget(widget)
            self._halves.setStretchFactor(self._halves.indexOf(widget), stretch)
        for splitter in (self._sides, self._halves):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(px("hairline"))
        self._sides.setSizes([5, 6])  # shares of the width
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._halves, 1)
        self.bar.json.setChecked(True)
        self.bar.try_it.setVisible(self._parts.try_out is not None)

    def _connect(self) -> None:
        self.json.edited.connect(self._follow_text)
        self.json.undoAvailable.connect(self.bar.undo.setEnabled)
        self.json.redoAvailable.connect(self.bar.redo.setEnabled)
        self.bar.undo.setEnabled(False)
        self.bar.redo.setEnabled(False)
        self.bar.undo.clicked.connect(self.json.undo)
        self.bar.redo.clicked.connect(self.json.redo)
        self.bar.json.toggled.connect(self._share_room)
        self.bar.save.clicked.connect(self.save)
        self.bar.try_it.clicked.connect(self._try)
        self.bar.way_wanted.connect(self.open_component)
        self.bar.fault_wanted.connect(self._go_to_fault)
        self.form.edited.connect(self._change)
        self.form.open_wanted.connect(self.open_component)
        self.canvas.edited.connect(self._change)
        self.canvas.opened.connect(self.open_component)
        self.canvas.add_wanted.connect(self._add_member)

    def _change(self, pointer: str, value: object) -> None:
        """Take a change from the form or the picture into the text."""
        if not self._reading.readable:
            return
        before = self._reading.value
        after = changed(before, pointer, value)  # type: ignore[arg-type] # a Signal carries objects
        if after != before:
            self.json.change_to(json_text(after), field=pointer)
            self._follow_text()

    def _follow_text(self) -> None:
        self._reading = read(self.json.toPlainText(), self._reading.value)
        self._show(self._reading)

    def _show(self, reading: Reading) -> None:
        self._shown = reading.owner(self._shown)
        self.form.show_component(reading.value, self._shown)
        self.form.setEnabled(reading.readable)
        self.canvas.show_component(reading.value)
        self.canvas.setEnabled(reading.readable)
        self.canvas.setVisible(reading.has_picture)
        self.canvas.diagram.choose(self._shown)
        said = {**reading.advice, **reading.faults} if reading.readable else {}
        mine = {place: told for place, told in said.items() if reading.owner(place) == self._shown}
        self.form.show_problems(mine)
        self.canvas.diagram.show_wrong({reading.owner(place): told for place, told in said.items()})
        self.json.mark(reading.marks)
        self.bar.show_way(self._way())
        self._say_state()

    def _say_state(self) -> None:
        reading = self._reading
        count = len(reading.faults)
        note = ""
        if not reading.readable:
            note = translate("Agents", "{problem} The form shows the last state that can be read.")
            note = note.format(problem=reading.sentence)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.json.setAccessibleName(translate("Agents", "JSON of the component"))
        self.bar.save.setEnabled(not count and self.unsaved)
        self.bar.try_it.setEnabled(not count)
        if count:
            self.bar.show_state(translate("Agents", "%n thing(s) to fix", "", count), bad=True)
        else:
            unsaved = translate("Agents", "Not saved yet") if self.unsaved else ""
            self.bar.show_state(unsaved, bad=False)

    def _share_room(self) -> None:
        """On a narrow window the JSON takes the place of the form."""
        shown = self.bar.json.isChecked()
        self.json.setVisible(shown)
        self._left.setVisible(self._wide or not shown)
        self._halves.share(self.canvas.wanted_height(self.width()), self.height())

    def _way(self) -> list[tuple[str, str]]:
        value = self._reading.value
        titled = title_of(replace(self._spec, component=json_text(value)))
        way = self._reading.way(self._shown)
        return [(place, member_name(at(value, place)) if place else titled) for place in way]

    def _go_to_fault(self) -> None:
        for place in self._reading.faults:
            self.open_component(place)
            lines = lines_of(self.json.toPlainText())
            line = next(iter(self._reading.marks), line_of(lines, place))
            self.json.go_to(line)
            return

    def _add_member(self, team: str) -> None:
        self.open_component(team)
        row = self.form.findChild(MembersRow)
        if isinstance(row, MembersRow):
            row.open_add_menu()

    def _try(self) -> None:
        """What is tried is what is kept."""
        if not self.unsaved or self.save():
            self.try_wanted.emit(self._spec.id)


def as_json(text: str) -> Json:
    """The value of a component's text as it is kept; an empty object where it is damaged."""
    return read(text, {}).value
