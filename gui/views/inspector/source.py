"""What the inspector asks of others: hosts, costs, contexts, the folder, and its own memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.model.session import Session
from gui.model.turn import Turn
from gui.views.gate_verbs import GateVerbs


def _no_cost(turn: Turn) -> float | None:
    del turn
    return None


def _no_host(session: Session) -> str:
    del session
    return ""


def _forget(shown: bool) -> None:
    del shown


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectorSource:
    """`host` is where the chat's model is asked, "" where nothing leaves this computer.

    `cost` is in US dollars, None where a price is not known. `shown` and `keep` remember
    whether the inspector is open.
    """

    verbs: GateVerbs | None = None
    host: Callable[[Session], str] = _no_host
    cost: Callable[[Turn], float | None] = _no_cost
    shown: Callable[[], bool] = bool
    keep: Callable[[bool], None] = _forget
