"""What "/" lists: the user's prompts, those of MCP servers, and the way to keep a new one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gui.model.mcp_report import McpPrompt, McpState
from gui.model.mcp_server import McpServer
from gui.model.problem import ParleyError
from gui.model.prompt_variables import filled, variables_in
from gui.model.typed_mark import fits
from gui.qt.phrases import labelled
from gui.qt.task_scope import TaskScope
from gui.services.mcp_offers import McpOffers
from gui.services.saved_prompts import (
    LONGEST,
    LONGEST_NAME,
    MOST,
    SavedPrompt,
    SavedPrompts,
    suggested_name,
)
from gui.views.composer.offer import Offer
from gui.views.composer.offer_form import FormLine
from gui.views.composer.offer_panel import OfferPanel
from gui.views.mcp_problem import sentence_of

translate = QCoreApplication.translate

_WORK = "prompt"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSource:
    """`allowed` are the ids of the servers that may be used now; None is all of them."""

    prompts: SavedPrompts
    offers: McpOffers
    allowed: Callable[[], Collection[str] | None]


class PromptOffers(QObject):
    """A server that does not run is started only when the user opens its line."""

    changed = Signal()  # what `rows` says now is something else
    taken = Signal(str)  # a text to be written in place of what was typed
    kept = Signal()  # what was written is a saved prompt now
    settings_wanted = Signal()

    def __init__(self, source: PromptSource, panel: OfferPanel, *, tasks: TaskScope) -> None:
        super().__init__(panel)
        self._source = source
        self._panel = panel
        self._tasks = tasks
        self._opened: set[str] = set()  # ids of servers whose prompts were asked for
        self._busy = ""
        self._problems: dict[str, str] = {}
        self._wanted: tuple[McpServer, McpPrompt] | None = None  # what the form is about
        self._to_keep = ""
        self._to_fill: SavedPrompt | None = None  # the form asks for its variables
        self._said: dict[str, str] = {}  # what was last said for each name
        panel.form.accepted.connect(self._take_form)

    def rows(self, query: str, text: str, *, more: bool) -> tuple[Offer, ...]:
        """`text` is all that is written, without its sign; `more` of it follows the query."""
        if self._busy:
            return (Offer(title=self._busy),)
        found = [*self._own(query), *self._of_servers(query)]
        if text.strip() and (more or not found):
            words = translate("Composer", "Save this text as a prompt…")
            found.append(Offer(title=words, take=partial(self._ask_name, text), eager=False))
        if not query:
            if not found:
                words = translate("Composer", "Type a text behind the “/” to save it as a prompt.")
                found.append(Offer(title=words))
            words = translate("Composer", "Manage prompts…")
            found.append(Offer(title=words, take=self.settings_wanted.emit, eager=False))
        return tuple(found)

    def stop(self) -> None:
        """Nobody looks any more: what is on its way is given up."""
        self._tasks.cancel(_WORK)
        self._opened.clear()
        self._problems.clear()
        self._busy = ""
        self._wanted = self._to_fill = None

    def _own(self, query: str) -> Iterator[Offer]:
        for prompt in self._source.prompts.list():
            if fits(query, prompt.name):
                beginning = suggested_name(prompt.text)
                note = "" if beginning == prompt.name else beginning
                take = partial(self._take_own, prompt)
                yield Offer(title=prompt.name, note=note, take=take)

    def _take_own(self, prompt: SavedPrompt) -> None:
        """What it leaves open is asked for, with what was said the last time."""
        names = variables_in(prompt.text)
        if not names:
            self.taken.emit(prompt.text)
            return
        self._wanted, self._to_fill = None, prompt
        lines = [
            FormLine(name=name, label=name, needed=False, text=self._said.get(name, ""))
            for name in names
        ]
        self._panel.ask(prompt.name, lines, accept=translate("Composer", "Insert"))

    def _of_servers(self, query: str) -> Iterator[Offer]:
        for server in self._source.offers.servers(self._source.allowed()):
            status = self._source.offers.status(server.id)
            if problem := self._problems.get(server.id):
                yield Offer(
                    title=labelled(server.name, problem),
                    note=translate("Composer", "Try again"),
                    take=partial(self._open, server),
                    eager=False,
                )
            elif status.state is McpState.READY:
                yield from self._offered(server, status.prompts, query)
            elif fits(query, server.name):
                words = translate("Composer", "Prompts of {server}…").format(server=server.name)
                note = translate("Composer", "starts the server")
                take = partial(self._open, server)
                yield Offer(title=words, note=note, take=take, eager=False)

    def _offered(
        self, server: McpServer, prompts: tuple[McpPrompt, ...], query: str
    ) -> Iterator[Offer]:
        for prompt in prompts:
            title = prompt.title or prompt.name
            if fits(query, title, prompt.name, server.name):
                take = partial(self._begin, server, prompt)
                yield Offer(title=title, note=server.name, take=take)
        if not prompts and server.id in self._opened:
            words = translate("Composer", "{server} has no prompts.")
            yield Offer(title=words.format(server=server.name))

    def _open(self, server: McpServer) -> None:
        self._opened.add(server.id)
        self._problems.pop(server.id, None)
        self._say(translate("Composer", "Starting {server}…").format(server=server.name))
        self._tasks.start(_WORK, self._listed(server))

    async def _listed(self, server: McpServer) -> None:
        try:
            await self._source.offers.prompts(server.id)
        except ParleyError as error:
            self._problems[server.id] = sentence_of(error)
        self._say("")

    def _begin(self, server: McpServer, prompt: McpPrompt) -> None:
        self._wanted, self._to_fill = (server, prompt), None
        if prompt.arguments:
            lines = [FormLine(name=n, label=n, needed=needed) for n, needed in prompt.arguments]
            title = labelled(server.name, prompt.title or prompt.name)
            self._panel.ask(title, lines, accept=translate("Composer", "Insert"))
            return
        self._say(translate("Composer", "Asking {server}…").format(server=server.name))
        self._tasks.start(_WORK, self._filled(server, prompt, {}))

    async def _filled(
        self, server: McpServer, prompt: McpPrompt, arguments: dict[str, str]
    ) -> None:
        try:
            text = await self._source.offers.prompt(server.id, prompt.name, arguments)
        except ParleyError as error:
            self._fail(server, sentence_of(error))
            return
        self._busy = ""
        if text.strip():
            self.taken.emit(text)
        else:
            self._fail(server, translate("Composer", "This prompt is empty."))

    def _fail(self, server: McpServer, problem: str) -> None:
        if self._panel.asks:
            self._panel.form.show_busy(False, problem)
            return
        self._problems[server.id] = problem
        self._say("")

    def _ask_name(self, text: str) -> None:
        self._wanted, self._to_fill, self._to_keep = None, None, text
        name = translate("Composer", "Name")
        line = FormLine(name="name", label=name, text=suggested_name(text), most=LONGEST_NAME)
        title = translate("Composer", "Save this text as a prompt")
        self._panel.ask(title, [line], accept=translate("Composer", "Save"))

    def _take_form(self, values: object) -> None:
        said = values if isinstance(values, dict) else {}
        if self._to_fill is not None:
            values = {name: text for name, text in said.items() if text}
            self._said.update(values)
            self.taken.emit(filled(self._to_fill.text, values))
            return
        if self._wanted is None:
            self._keep(str(said.get("name", "")))
            return
        server, prompt = self._wanted
        self._panel.form.show_busy(True)
        given = {name: text for name, text in said.items() if text}
        self._tasks.start(_WORK, self._filled(server, prompt, given))

    def _keep(self, name: str) -> None:
        problem = ""
        if self._source.prompts.full:
            problem = translate(
                "Composer", "There is no room for more than {count}; remove one in the settings."
            ).format(count=MOST)
        elif len(self._to_keep) > LONGEST:
            problem = translate(
                "Composer", "A prompt has at most {count} characters; enclose this as a file."
            ).format(count=f"{LONGEST:,}")
        if problem:
            self._panel.form.show_busy(False, problem)
            return
        self._source.prompts.add(name, self._to_keep)
        self.kept.emit()

    def _say(self, busy: str) -> None:
        self._busy = busy
        self.changed.emit()
