"""One run of one server: a task that starts it, greets it, keeps it, and sees it to its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from gui.engine.mcp.doctor import judged
from gui.engine.mcp.http_line import http_streams
from gui.engine.mcp.launch import FaultError
from gui.engine.mcp.library import import_mcp
from gui.engine.mcp.means import Means
from gui.engine.mcp.offers import offers
from gui.engine.mcp.run_record import RunRecord
from gui.engine.mcp.server_child import ServerChild
from gui.engine.mcp.stdio_line import stdio_streams
from gui.engine.mcp.wire import Wire
from gui.model.mcp_report import (
    McpDiagnosis,
    McpError,
    McpFault,
    McpState,
    McpStatus,
    McpStep,
)
from gui.model.mcp_server import McpServer, Transport

if TYPE_CHECKING:
    from autogen_core import CancellationToken
    from mcp.client.session import ClientSession
    from mcp.types import ClientRequestType
    from pydantic import BaseModel

    from gui.engine.mcp.wire import Streams

    Answer = TypeVar("Answer", bound=BaseModel)

T = TypeVar("T")

log = logging.getLogger(__name__)

END_LIMIT = 2.5  # seconds from asking for the end to taking it; a child needs less
_NAME = 30  # letters of a server's name that are in the name of its log
_CANCEL_LIMIT = 1.0  # seconds to tell a server that nobody waits for an answer any more


class AnswerLateError(Exception):
    """A server has not answered a request within its limit."""


class _StopError(Exception):
    """It was asked to end."""


class Connection:
    """Begins once and ends once; `changed` is called whenever `status` is another.

    mcp's contexts must be left in the task that has entered them: that is the one task here.
    """

    def __init__(self, server: McpServer, means: Means, changed: Callable[[], None]) -> None:
        self._means = means
        self._wire = Wire(changed)
        self._record = RunRecord(server, self._wire, changed)
        self._stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._child: ServerChild | None = None
        self._session: ClientSession | None = None
        self.begun = asyncio.get_running_loop().time()
        self._tasks: set[asyncio.Task[Any]] = set()  # of any result: nobody reads it here
        self._task = asyncio.get_running_loop().create_task(self._live(), name=f"mcp {server.id}")

    @property
    def server(self) -> McpServer:
        return self._record.server

    def take_over(self, server: McpServer) -> None:
        """Limits, trust and tools are others; what it is started from is the same."""
        self._record.server = server

    @property
    def status(self) -> McpStatus:
        return self._record.status

    @property
    def state(self) -> McpState:
        return self._record.state

    @property
    def over(self) -> bool:
        return self._record.state not in {McpState.STARTING, McpState.READY}

    async def ready(self) -> None:
        """Return when it can be used; raises McpError when it cannot."""
        await self._record.settled.wait()
        if self._record.state is not McpState.READY:
            raise McpError(self.server.name, self._record.diagnosis())

    async def settled(self, *, within: float | None = None) -> McpStatus:
        """The status when the start is over, however that came out, or `within` seconds."""
        if within is None or within > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(within):
                    await self._record.settled.wait()
        return self.status

    async def request(
        self,
        request: ClientRequestType,
        answer: type[Answer],
        *,
        limit: float,
        token: CancellationToken | None = None,
    ) -> Answer:
        """Ask the server; raises McpError when it is gone, and mcp's own when it refuses.

        AnswerLateError after `limit` seconds. Whoever stops waiting, the server is told.
        """
        session = self._session
        if session is None:
            raise McpError(self.server.name, self._record.diagnosis())
        self._means.tell(self.server, len(request.model_dump_json()))
        number: list[int] = []
        task = asyncio.get_running_loop().create_task(_sent(session, request, answer, number))
        if token is not None:
            token.link_future(task)
        try:
            waiting: set[asyncio.Future[Any]] = {task, self._wire.over}
            await asyncio.wait(waiting, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if self._wire.over.done() and not _has_result(task):
                raise McpError(self.server.name, self._record.diagnosis())
            if not task.done():
                raise AnswerLateError
            return task.result()
        finally:
            if not task.done() or task.cancelled():
                task.cancel()
                self._keep(self._tell_cancelled(session, number))
            else:
                task.exception()  # heard of, also where the connection's end was told instead

    async def end(self) -> None:
        """Stop it within `END_LIMIT`, whatever it does."""
        if not self._stop.done():
            self._stop.set_result(None)
        if self.server.transport is not Transport.STDIO and self._session is None:
            self._task.cancel()  # connecting is not raced with the wish to stop
        _, late = await asyncio.wait({self._task}, timeout=END_LIMIT)
        if late:
            log.warning("the MCP server %s did not end in time", self.server.id)
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=0.1)

    async def _live(self) -> None:
        diagnosis: McpDiagnosis | None = None
        try:
            diagnosis = await self._talk()
        except _StopError:
            pass
        except Exception as error:  # noqa: BLE001 - the edge: whatever a start or a transport raises
            over = self._wire.over
            diagnosis = over.result() if over.done() else judged(error)
        finally:
            self._session = None
            if diagnosis is not None:
                self._record.end_step(failed=True)  # before its process is seen to
            if not self._wire.over.done():
                self._wire.end(McpFault.CUT if diagnosis is None else diagnosis.fault)
            for task in self._tasks:
                task.cancel()
            try:
                if self._child is not None:
                    await self._child.end()
            finally:
                self._record.settle(diagnosis)

    async def _talk(self) -> McpDiagnosis | None:
        """None when it was asked to end. What is raised in here may arrive in groups."""
        await self._raced(import_mcp())
        from mcp.client.session import ClientSession
        from mcp.types import Implementation

        from gui import __version__

        me = Implementation(name="Parley", version=__version__)
        async with (
            self._streams() as streams,
            ClientSession(*streams, message_handler=self._hear, client_info=me) as session,
        ):
            try:
                async with asyncio.timeout(self.server.start_limit):
                    await self._raced(self._greet(session))
                self._session = session
                self._record.show(state=McpState.READY, step=None)
                self._record.settled.set()
                log.info("the MCP server %s is ready", self.server.id)
                await self._raced(asyncio.Event().wait())
            except _StopError:
                return None
            except FaultError as error:
                return error.diagnosis
            except TimeoutError:
                return McpDiagnosis(fault=McpFault.NO_ANSWER)
        return None

    @asynccontextmanager
    async def _streams(self) -> AsyncGenerator[Streams, None]:
        server = self.server
        if server.transport is Transport.STDIO:
            self._record.begin_step(McpStep.RESOLVE)
        launch = await self._raced(self._means.launch(server, self._wire))
        if launch.address is not None:
            self._record.begin_step(McpStep.START)
            async with asyncio.timeout(server.start_limit) as limit:
                self._means.tell(server, 0)
                async with http_streams(launch.address, self._wire) as streams:
                    limit.reschedule(None)
                    self._record.end_step()
                    yield streams
            return
        command, path = await self._raced(self._means.program(launch))
        self._record.end_step(command)
        self._record.begin_step(McpStep.START)
        environment = {"PATH": path, **launch.environment}
        words = (command, *launch.command[1:])
        name = f"mcp {server.name[:_NAME]} {server.id[-6:]}"
        try:
            child = await self._means.start(name, words, environment, launch.folder)
        except OSError as error:
            raise FaultError(McpFault.NOT_STARTED, text=error.strerror or str(error)) from error
        self._child = child
        self._record.errors = lambda: child.last_errors
        self._record.end_step(str(child.pid))
        async with stdio_streams(child, self._wire) as streams:
            yield streams

    async def _greet(self, session: ClientSession) -> None:
        self._record.begin_step(McpStep.INITIALIZE)
        greeting = await session.initialize()
        title = f"{greeting.serverInfo.name} {greeting.serverInfo.version}".strip()[:200]
        self._record.end_step(title)
        self._record.show(title=title)
        async for step, offered in offers(session, greeting.capabilities, self._record.begin_step):
            self._record.show(**{step.value: offered})
            self._record.end_step(str(len(offered)))

    async def _hear(self, message: object) -> None:
        """Errors of the transport, and what a server says without having been asked."""
        from mcp.types import ServerNotification, ToolListChangedNotification

        if isinstance(message, Exception):
            if "unknown request ID" not in str(message):  # an answer that nobody waits for now
                self._wire.note_babble(str(message))
        elif (
            isinstance(message, ServerNotification)
            and isinstance(message.root, ToolListChangedNotification)
            and self._session is not None
        ):
            self._keep(self._list_again(self._session))

    async def _list_again(self, session: ClientSession) -> None:
        capabilities = session.get_server_capabilities()
        if capabilities is not None:
            async with asyncio.timeout(self.server.start_limit):
                async for step, offered in offers(session, capabilities, _quietly):
                    self._record.show(**{step.value: offered})

    async def _tell_cancelled(self, session: ClientSession, number: list[int]) -> None:
        from mcp.types import CancelledNotification, CancelledNotificationParams
        from mcp.types import ClientNotification as Notification

        if not number or self._wire.over.done():
            return
        params = CancelledNotificationParams(requestId=number[0], reason="nobody waits for it")
        async with asyncio.timeout(_CANCEL_LIMIT):
            await session.send_notification(Notification(CancelledNotification(params=params)))

    async def _raced(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, unless the connection ends or is to end before it is there."""
        task = asyncio.get_running_loop().create_task(work)
        try:
            waiting: set[asyncio.Future[Any]] = {task, self._wire.over, self._stop}
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if self._stop.done():
                raise _StopError
            if self._wire.over.done():
                over = self._wire.over.result()
                raise FaultError(over.fault, **over.facts)
            return task.result()
        finally:
            if task.done() and not task.cancelled():
                task.exception()  # heard of
            task.cancel()

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Nobody waits for it; its failure is only noted."""
        task = asyncio.get_running_loop().create_task(work, name=f"mcp note {self.server.id}")
        self._tasks.add(task)
        task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.info("the MCP server %s was not told: %r", self.server.id, error)


async def _sent(
    session: ClientSession, request: ClientRequestType, answer: type[Answer], number: list[int]
) -> Answer:
    from mcp.types import ClientRequest

    number.append(session._request_id)  # noqa: SLF001 - what a cancellation must name
    return await session.send_request(ClientRequest(request), answer)


def _has_result(task: asyncio.Task[Any]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def _quietly(step: McpStep) -> None:
    """Listing again is no step of a start."""
    del step
