"""Does what a parley:// link asks, which is never more than to show something."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from gui.model.link import Link, NewChat, QuickAsk, ShowChat, ShowSettings, read_link
from gui.model.session import Session
from gui.model.titles import one_line
from gui.qt.notices import Notice, NoticeKind
from gui.qt.phrases import in_a_row
from gui.views.opening_parts import OpeningParts

translate = QCoreApplication.translate

NAMED = 80
"""Characters of a link in a notice."""

SHOW_LIMIT = 10.0
"""Seconds for a chat to be shown; the user may go to another one meanwhile."""


class LinkFollower:
    """Links come from web pages too: a text that one brings waits in the box of a new chat."""

    def __init__(self, parts: OpeningParts, *, quick_ask: Callable[[], None]) -> None:
        self._workspace = parts.workspace
        self._service = parts.service
        self._quick_ask = quick_ask

    async def follow(self, address: str) -> None:
        link = read_link(address)
        if link is None or not await self._done(link):
            self._refuse(address)

    async def _done(self, link: Link) -> bool:
        """False for a link to something that there is not."""
        match link:
            case NewChat():
                await self._begin(link.text)
            case ShowChat():
                await self._show(link.session_id)
            case ShowSettings():
                return self._show_settings(link.page)
            case QuickAsk():
                self._quick_ask()
        return True

    async def _begin(self, text: str) -> None:
        """What is typed is saved first, so that the chat it stands in is not taken for empty."""
        await self._workspace.flush_drafts()
        session = await self._service.create()
        page = self._workspace.chat
        if await self._is_shown(session.id):
            if text:
                page.composer.put_back(text)
                page.writing.keep_draft()
        elif text:
            await self._service.shelf.save_draft(session.id, text)

    async def _is_shown(self, session_id: str) -> bool:
        """Show a chat; False when the user went to another one before it was there."""
        page = self._workspace.chat
        shown = asyncio.Event()

        def note(session: Session) -> None:
            if session.id == session_id:
                shown.set()

        page.session_shown.connect(note)
        self._workspace.router.show_chat(session_id)
        try:
            if not _is_on(page.session, session_id) or page.opening:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(SHOW_LIMIT):
                        await shown.wait()
        finally:
            page.session_shown.disconnect(note)
        return _is_on(page.session, session_id)

    async def _show(self, session_id: str) -> None:
        if await self._service.listing.find(session_id) is not None:
            self._workspace.router.show_chat(session_id)
            return
        missing = translate("LinkFollower", "That chat is not here.")
        reason = translate("LinkFollower", "It was deleted, or it is on another computer.")
        self._tell(in_a_row(missing, reason))

    def _show_settings(self, page: str) -> bool:
        from gui.views.settings.settings_page import PAGES

        if page not in PAGES:
            return False
        self._workspace.pages.show_settings(page)
        return True

    def _refuse(self, address: str) -> None:
        words = one_line(address[: 2 * NAMED])
        named = words if len(words) <= NAMED else words[: NAMED - 1] + "…"
        text = translate("LinkFollower", "Parley cannot open the link {link}.")
        self._tell(text.format(link=named))

    def _tell(self, text: str) -> None:
        notice = Notice(text=text, kind=NoticeKind.PROBLEM)
        self._workspace.notices.show_notice(notice)


def _is_on(session: Session | None, session_id: str) -> bool:
    return session is not None and session.id == session_id
