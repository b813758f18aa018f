"""Words about a provider: where it is, how its key is kept, what a test showed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from gui.model.endpoint import Endpoint, Protocol
from gui.model.plan import EndpointReport
from gui.services.secrets import KeyPlace
from gui.views.settings.provider_draft import split_address
from gui.views.settings.providers import KeyNote

translate = QCoreApplication.translate

OWN_HOSTS = {
    Protocol.OPENAI: "api.openai.com",
    Protocol.ANTHROPIC: "api.anthropic.com",
    Protocol.OLLAMA: "localhost:11434",
}
"""Where a provider is when its endpoint names no address."""


def place_words(endpoint: Endpoint) -> str:
    """The host, and the path where there is one worth telling."""
    parts = split_address(endpoint.base_url) if endpoint.base_url else None
    if parts is None or not parts.netloc:
        return OWN_HOSTS.get(endpoint.protocol, "")
    return parts.netloc.rpartition("@")[2] + parts.path


def report_line(report: EndpointReport) -> str:
    """What a test without a problem showed, e.g. "Ready · 3 models · 0.4 s"."""
    said = [translate("Models", "Ready")]
    if report.models:
        said.append(models_counted(len(report.models)))
    if report.seconds is not None:
        seconds = QLocale().toString(report.seconds, "f", 1)
        said.append(translate("Models", "{seconds} s").format(seconds=seconds))
    return " · ".join(said)


def models_counted(count: int) -> str:
    if count == 1:
        return translate("Models", "1 model")
    return translate("Models", "{count} models").format(count=count)


def key_words(endpoint: Endpoint, note: KeyNote | None) -> str:
    """How the key is kept; "" while that is not known yet, or where none is needed."""
    if note is None:
        return ""
    if note.variable:
        return translate("Models", "key from {variable}").format(variable=note.variable)
    if note.unreadable:
        return translate("Models", "the keyring does not answer")
    if note.place is not None:
        kept = translate("Models", "key ••••{tail}").format(tail=note.tail)
        return kept if note.place is KeyPlace.KEYRING else f"{kept}, {_place_word(note.place)}"
    return translate("Models", "no key") if endpoint.needs_key else ""


def _place_word(place: KeyPlace) -> str:
    if place is KeyPlace.FILE:
        return translate("Models", "in a file")
    return translate("Models", "for this run only")
