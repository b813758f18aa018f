"""Opens a link of a chat outside, after its real address has been seen and agreed to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.qt.dialogs import Choice, ask

translate = QCoreApplication.translate

SCHEMES = frozenset({"http", "https", "mailto"})


async def open_link(
    parent: QWidget, address: str, *, opener: Callable[[QUrl], bool] = QDesktopServices.openUrl
) -> None:
    """Do nothing for any scheme but http, https and mailto."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in SCHEMES:
        return
    shown = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    choices = (
        Choice(id="open", label=translate("LinkOpener", "Open"), main=True),
        Choice(id="cancel", label=translate("LinkOpener", "Cancel"), escape=True),
    )
    title = translate("LinkOpener", "Open this address?")
    if await ask(parent, title, f"{title}\n\n{shown}", choices) == "open":
        opener(url)
