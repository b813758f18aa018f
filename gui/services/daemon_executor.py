"""Worker threads that never hold up the exit: daemons, joined only within a bound."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import SimpleQueue
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_Job = Callable[[], None]


class DaemonExecutor(Executor):
    """Like ThreadPoolExecutor, whose threads are joined at exit without a limit, but bounded.

    Threads start when they are needed, `workers` at most. A blocked one is left behind.
    """

    def __init__(self, *, workers: int, name: str) -> None:
        self._workers = workers
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._closed = False
        self._lock = threading.Lock()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - it travels to whoever awaits the future
                future.set_exception(error)
            else:
                future.set_result(result)

        with self._lock:
            if self._closed:
                message = f"executor {self._name} is closed"
                raise RuntimeError(message)
            self._jobs.put(job)
            if self._idle < self._jobs.qsize() and len(self._threads) < self._workers:
                self._start_thread()
        return future

    def shutdown(
        self,
        wait: bool = True,  # noqa: FBT001, FBT002 - the signature is Executor's
        *,
        cancel_futures: bool = False,
    ) -> None:
        """Take no more work; queued work is still done. Never blocks: see `join`."""
        del wait, cancel_futures
        with self._lock:
            if not self._closed:
                self._closed = True
                for _ in self._threads:
                    self._jobs.put(None)

    def join(self, limit: float) -> bool:
        """Wait at most `limit` seconds for the threads to end; False when one is left behind."""
        deadline = time.monotonic() + limit
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _start_thread(self) -> None:
        name = f"{self._name}-{len(self._threads) + 1}"
        thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                self._idle += 1
            job = self._jobs.get()
            with self._lock:
                self._idle -= 1
            if job is None:
                return
            job()
            del job  # let go of the last result while waiting
