"""Holds what a block raised, where an error must reach someone other than the caller."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Caught:
    """`with caught:` ends quietly; `caught.error` is what was raised inside, or None.

    For the two places where code meets code it does not know: a job on a thread, whose
    error belongs to whoever awaits it, and a subscriber, whose error must not stop the others.
    """

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        del kind, trace
        self.error = error
        return True
