"""The language of the window: follows the system or a choice, and changes live."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from gui.resources import resource

SYSTEM = "system"
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""Every language there is, by locale name, in its own words. English is in the source."""


class Translation:
    """Installs the translators of one language at a time; widgets hear of it by LanguageChange."""

    def __init__(self, app: QApplication, *, choice: str = SYSTEM) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self._language = ""
        self.choose(choice)

    @property
    def language(self) -> str:
        """The locale name in use: "en" or "zh_CN"."""
        return self._language

    def choose(self, choice: str) -> None:
        """Switch to "system" or to one of `LANGUAGES`; an unknown name means English."""
        language = _system_language() if choice == SYSTEM else choice
        language = language if language in LANGUAGES else "en"
        if language == self._language:
            return
        self._language = language
        QLocale.setDefault(QLocale.system() if choice == SYSTEM else QLocale(language))
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        self._install(f"qtbase_{language}", _qt_translations())
        self._install(f"parley_{language}", str(resource("locale")))  # English has plurals in it

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)


def _system_language() -> str:
    for name in QLocale.system().uiLanguages():
        if name.replace("_", "-").startswith("zh"):
            return "zh_CN"
        if name.startswith("en"):
            return "en"
    return "en"


def _qt_translations() -> str:
    return QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
