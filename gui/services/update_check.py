"""Asks whether there is a newer Parley, where the user wants that; it only tells."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gui.model.leaving import Hear, Sent, SentKind, host_in, unheard
from gui.model.version import is_newer, version_key
from gui.services.distribution import Distribution
from gui.services.release_page import AskError, Fault, fetch, host_of, is_askable
from gui.services.setting import CHECK_UPDATES, UPDATE_ADDRESS
from gui.services.settings import Json, Settings

log = logging.getLogger(__name__)

STATE = "updates.state"
"""The section of the settings with what was found last, and when somebody was asked."""

INTERVAL = 24 * 3600.0
LONGEST_VERSION = 64
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, kw_only=True)
class Release:
    """A published version, and the page about it, or ""."""

    version: str
    page: str


class Outcome(StrEnum):
    NEVER = "never"
    CURRENT = "current"
    NEWER = "newer"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the last question gave: `at` in seconds since 1970, `fault` where it failed."""

    outcome: Outcome = Outcome.NEVER
    at: float = 0.0
    release: Release | None = None
    fault: Fault | None = None


class UpdateCheck:
    """Remembers in the settings, so that several of these know the same."""

    def __init__(
        self,
        settings: Settings,
        distribution: Distribution,
        *,
        version: str,
        now: Callable[[], float] = time.time,
        hear: Hear = unheard,
    ) -> None:
        self._settings = settings
        self._distribution = distribution
        self._version = version
        self._now = now
        self._hear = hear

    @property
    def version(self) -> str:
        """That of this program."""
        return self._version

    @property
    def given_address(self) -> str:
        """The publisher's, which the user's own replaces; "" where there is none."""
        return self._distribution.updates

    @property
    def address(self) -> str:
        return self._settings.get(UPDATE_ADDRESS).strip() or self.given_address

    @property
    def usable(self) -> bool:
        """Whether there is an address that may be asked."""
        return is_askable(self.address)

    @property
    def wanted(self) -> bool:
        return self.usable and self._settings.get(CHECK_UPDATES)

    @property
    def host(self) -> str:
        """Who would be contacted."""
        return host_of(self.address)

    @property
    def due(self) -> bool:
        """Whether somebody is to be asked by itself now; a clock that was set back counts too."""
        passed = self._now() - self._number("asked")
        return self.wanted and not 0 <= passed < INTERVAL

    def known(self) -> Known:
        """A version that was found stays known until it is this one."""
        state = self._state()
        fault = next((one for one in Fault if one.value == state.get("fault")), None)
        found = str(state.get("version", ""))
        at = self._number("asked")
        if is_newer(found, than=self._version):
            release = Release(version=found, page=str(state.get("page", "")))
            return Known(outcome=Outcome.NEWER, at=at, release=release, fault=fault)
        if fault is not None:
            return Known(outcome=Outcome.FAILED, at=at, fault=fault)
        return Known(outcome=Outcome.CURRENT if found else Outcome.NEVER, at=at)

    async def ask(self) -> Known:
        """Ask now, whatever the settings say of asking by itself; never raises."""
        address = self.address
        self._remember(asked=self._now())
        try:
            if not self.usable:
                raise AskError(Fault.ADDRESS)
            self._hear(Sent(host=host_in(address), kind=SentKind.UPDATE, size=len(address)))
            release = self._release(await fetch(address, agent="Parley"))
        except AskError as error:
            log.info("no word of a newer version: %s", error.fault)
            self._remember(fault=error.fault.value)
        else:
            self._remember(fault="", version=release.version, page=release.page)
        return self.known()

    def take_untold(self) -> Release | None:
        """A newer version that nobody was told of yet; once for each."""
        release = self.known().release
        if release is None or self._state().get("told") == release.version:
            return None
        self._remember(told=release.version)
        return release

    def _release(self, answer: object) -> Release:
        if not isinstance(answer, dict):
            raise AskError(Fault.UNREADABLE)
        version = str(answer.get("version") or answer.get("tag_name") or "")
        if len(version) > LONGEST_VERSION or version_key(version) is None:
            raise AskError(Fault.UNREADABLE)
        page = str(answer.get("url") if "version" in answer else answer.get("html_url") or "")
        if not _is_page(page):
            page = self._distribution.homepage
        return Release(version=version.strip().removeprefix("v"), page=page)

    def _state(self) -> dict[str, Json]:
        """What another address said does not count."""
        state = self._settings.section(STATE)
        if isinstance(state, dict) and state.get("address") == self.address:
            return state
        return {}

    def _number(self, name: str) -> float:
        value = self._state().get(name)
        return float(value) if isinstance(value, int | float) else 0.0

    def _remember(self, **news: Json) -> None:
        self._settings.set_section(STATE, {**self._state(), "address": self.address, **news})


def _is_page(address: str) -> bool:
    """A page may be anywhere, but what opens it shows the whole address first."""
    return len(address) <= LONGEST_ADDRESS and address.isprintable() and is_askable(address)


async def follow(check: UpdateCheck, *, first: float, every: float) -> None:
    """Ask whenever it is due, until cancelled; both are seconds."""
    await asyncio.sleep(first)
    while True:
        if check.due:
            await check.ask()
        await asyncio.sleep(every)
