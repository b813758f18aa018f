"""Themes: the tokens of `resources/themes` as colours, sizes, fonts and a style sheet."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.resources import resource

GENERIC_FAMILIES = frozenset({"", "Sans Serif", "sans-serif", "Sans"})
"""What Qt answers on Linux when no desktop says which font is its own."""

STYLE_SHEETS = ("controls", "window", "transcript", "settings", "agents", "quick_ask")
"""The style sheets of `resources/themes`, in the order in which they apply."""

SCALE_MIN, SCALE_MAX = 80, 200

REST_MS = 60
"""The pause after a change: what is chosen meanwhile is applied at its end, the last one only."""


@dataclass(frozen=True)
class Theme:
    """One theme at one text size. Unknown token names raise KeyError."""

    name: str
    dark: bool
    scale: int  # text size in percent
    colors: Mapping[str, str]
    texts: Mapping[str, float]
    sizes: Mapping[str, float]
    families: Mapping[str, list[str]]

    def color(self, token: str) -> QColor:
        return QColor(self.colors[token])

    def px(self, token: str) -> int:
        """A size in device-independent pixels; text sizes come scaled."""
        if token in self.texts:
            return round(self.texts[token] * self.scale / 100)
        return round(self.sizes[token])

    def font(self, token: str = "body", *, bold: bool = False) -> QFont:
        """The UI font in the text size `token`; the monospace one for "code"."""
        font = QFont()
        font.setFamilies(self._code_families if token == "code" else self._ui_families)
        font.setPixelSize(self.px(token))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        if token == "code":
            font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    def agent_color(self, name: str, order: int | None = None) -> QColor:
        """The colour of an agent: by its place in the team, or steadily by its name."""
        index = sum(name.encode()) if order is None else order
        return self.color(f"agent_{index % 6 + 1}")

    def palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.color(token))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("faint"))
        return palette

    def style_sheet(self) -> str:
        values: dict[str, str] = dict(self.colors)
        values |= {token: f"{self.px(token)}px" for token in (*self.texts, *self.sizes)}
        values["code_family"] = ", ".join(f'"{name}"' for name in self._code_families)
        values["icons"] = resource("icons").as_posix()
        values["shade"] = "dark" if self.dark else "light"
        parts = [resource("themes", f"{name}.qss").read_text("utf-8") for name in STYLE_SHEETS]
        return string.Template("\n".join(parts)).substitute(values)

    @cached_property
    def _ui_families(self) -> list[str]:
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        own = [] if system in GENERIC_FAMILIES else [system]
        return [*own, *self.families["ui"], *self.families["cjk"]]

    @cached_property
    def _code_families(self) -> list[str]:
        return [*self.families["code"], *self.families["cjk"]]


_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "sidebar",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
    QPalette.ColorRole.Accent: "accent",
}


def load_theme(*, dark: bool, scale: int = 100) -> Theme:
    """Read a theme from the resources; `scale` is the text size in percent, clamped to 80-200."""
    name = "dark" if dark else "light"
    colors = tomllib.loads(resource("themes", f"{name}.toml").read_text(encoding="utf-8"))
    sizes = tomllib.loads(resource("themes", "sizes.toml").read_text(encoding="utf-8"))
    return Theme(
        name=name,
        dark=dark,
        scale=max(SCALE_MIN, min(SCALE_MAX, scale)),
        colors=colors["colors"],
        texts=sizes["text"],
        sizes=sizes["space"] | sizes["radius"] | sizes["width"],
        families=sizes["families"],
    )


class Themed(Protocol):
    """Whatever knows the theme that counts now."""

    @property
    def theme(self) -> Theme: ...


class ThemeSwitch(QObject):
    """Holds the current theme, follows the system where asked to, and applies it."""

    changed = Signal()

    def __init__(self, app: QApplication, *, choice: str = "system", scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._scale = scale
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.apply_now)
        self._theme = load_theme(dark=self._wants_dark(), scale=scale)
        app.setStyle("Fusion")
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def theme(self) -> Theme:
        return self._theme

    def choose(self, *, choice: str, scale: int) -> None:
        """Switch live to `choice` ("system", "light" or "dark") at `scale` percent.

        At once, or after a rest where the last change was just now: a change costs every
        widget a new layout, and a key that is held down asks for many.
        """
        self._choice, self._scale = choice, scale
        if not self._rest.isActive():
            self.apply_now()

    def apply_now(self) -> None:
        """Apply what was chosen last, without waiting for the rest to be over."""
        theme = load_theme(dark=self._wants_dark(), scale=self._scale)
        if (theme.dark, theme.scale) != (self._theme.dark, self._theme.scale):
            self._theme = theme
            self._apply()
            self.changed.emit()
            self._rest.start()

    def _follow_system(self) -> None:
        self.choose(choice=self._choice, scale=self._scale)

    def _wants_dark(self) -> bool:
        if self._choice == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice == "dark"

    def _apply(self) -> None:
        self._app.setPalette(self._theme.palette())
        self._app.setFont(self._theme.font())
        self._app.setStyleSheet(self._theme.style_sheet())
