"""A provider as it is typed in, before it is one: what is wrong with it, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from urllib.parse import SplitResult, urlsplit

from gui.model.endpoint import Endpoint
from gui.model.key_text import can_be_key

PASTED_TAILS = ("/chat/completions", "/completions", "/models", "/api/chat", "/api")
"""What manuals show behind an address and the model clients append by themselves."""


class Fault(Enum):
    """Why a draft cannot be saved; the words are chosen where it is shown."""

    NAME_MISSING = auto()
    ADDRESS_MISSING = auto()
    ADDRESS_NOT_WEB = auto()
    ADDRESS_WITHOUT_HOST = auto()
    ADDRESS_WITH_EXTRAS = auto()
    KEY_MISSING = auto()
    KEY_OF_ANOTHER_ADDRESS = auto()
    KEY_NOT_PLAIN = auto()
    MODELS_MISSING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields as typed. `has_key` says that a key is there already and "" keeps it.

    `has_other_key` says that there is one, but for the server that the address named before.
    """

    name: str
    address: str
    key: str = ""
    models: str = ""
    needs_address: bool = False
    needs_key: bool = False
    has_key: bool = False
    has_other_key: bool = False

    @property
    def model_names(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.models.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def faults(self) -> dict[str, Fault]:
        """What is wrong, by the name of the field; empty when the draft can be saved."""
        found = {
            "name": None if self.name.strip() else Fault.NAME_MISSING,
            "address": self._address_fault(),
            "key": self._key_fault(),
            "models": None if self.model_names else Fault.MODELS_MISSING,
        }
        return {name: fault for name, fault in found.items() if fault is not None}

    def applied_to(self, endpoint: Endpoint) -> Endpoint:
        """`endpoint` with what was typed; call it on a draft without faults."""
        return replace(
            endpoint,
            name=self.name.strip(),
            base_url=tidy_address(self.address),
            needs_key=self.needs_key or self.has_key or bool(self.key.strip()),
            models=self.model_names,
        )

    def _address_fault(self) -> Fault | None:
        address = tidy_address(self.address)
        if not address:
            return Fault.ADDRESS_MISSING if self.needs_address else None
        parts = split_address(address)
        if parts is None or not parts.hostname:
            web = address.startswith(("http:", "https:"))
            return Fault.ADDRESS_WITHOUT_HOST if web else Fault.ADDRESS_NOT_WEB
        if parts.scheme not in {"http", "https"}:
            return Fault.ADDRESS_NOT_WEB
        extras = parts.query or parts.fragment or parts.username or parts.password
        return Fault.ADDRESS_WITH_EXTRAS if extras else None

    def _key_fault(self) -> Fault | None:
        key = self.key.strip()
        if key:
            return None if can_be_key(key) else Fault.KEY_NOT_PLAIN
        if not self.needs_key or self.has_key:
            return None
        return Fault.KEY_OF_ANOTHER_ADDRESS if self.has_other_key else Fault.KEY_MISSING


def tidy_address(address: str) -> str:
    """Without spaces around it, a slash at its end, or the path of one of its services."""
    tidy = address.strip()
    while tail := next(filter(tidy.endswith, ("/", *PASTED_TAILS)), ""):
        tidy = tidy.removesuffix(tail).strip()
    return tidy


def split_address(address: str) -> SplitResult | None:
    """The parts of `address`; None when it is none, e.g. for a port that is no number."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts
