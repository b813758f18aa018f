"""What the cards say about what was found on this computer."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from gui.services.discovery import LM_STUDIO_ADDRESS, OLLAMA_ADDRESS, Found
from gui.views.settings.provider_words import models_counted, place_words
from gui.views.welcome.choice_card import CardWords

translate = QCoreApplication.translate


def is_local(found: Found) -> bool:
    """Whether it is a server on this computer, and not a key in the environment."""
    return not found.endpoint.needs_key


class Look(Enum):
    """How far the look for a local server is."""

    FIRST = auto()  # on its way
    AGAIN = auto()  # on its way, because the user asked for it
    DONE = auto()
    DONE_AGAIN = auto()  # the user asked, and is to hear what came of it


def local_words(found: Found | None, look: Look) -> CardWords:
    """The card of the local server: looked for, found, or not found."""
    if found is not None:
        return _found_words(found)
    text = translate(
        "Welcome",
        "Ollama (ollama.com) and LM Studio (lmstudio.ai) run models here, free of charge. "
        "Start one of them with a model, then look again.",
    )
    chip = translate("Welcome", "On this computer")
    title = translate("Welcome", "No local server found")
    if look is Look.FIRST:
        chip, title = translate("Welcome", "Looking…"), translate("Welcome", "Use a local model")
    elif look is Look.AGAIN:
        chip = translate("Welcome", "Looking…")
    elif look is Look.DONE_AGAIN:
        text = _still_nothing()
    return CardWords(chip=chip, title=title, text=text, button=translate("Welcome", "Look again"))


def key_card_words(found: Found | None, *, primary: bool) -> CardWords:
    """The card of the API key; `found` is one that the environment holds."""
    if found is None or not found.model:
        return CardWords(
            chip="OpenAI · Anthropic · …",
            title=translate("Welcome", "Use an API key"),
            text=translate("Welcome", "Any provider, or your company's own server."),
            button=translate("Welcome", "Add a key…"),
        )
    variable = found.endpoint.key_variable
    return CardWords(
        chip=translate("Welcome", "Found in the environment"),
        title=translate("Welcome", "Use {name}").format(name=found.endpoint.name),
        text=translate(
            "Welcome", "The key in {variable} is used where it is, and not copied."
        ).format(variable=variable),
        button=_start_with(found.model),
        primary=primary,
        found=True,
    )


def guide_words() -> CardWords:
    return CardWords(
        chip=translate("Welcome", "No account needed"),
        title=translate("Welcome", "Look around offline"),
        text=translate(
            "Welcome",
            "The built-in guide answers questions about Parley. It is not a language model.",
        ),
        button=translate("Welcome", "Open the guide"),
    )


def _still_nothing() -> str:
    places = {"ollama": _host(OLLAMA_ADDRESS), "lm_studio": _host(LM_STUDIO_ADDRESS)}
    return translate(
        "Welcome",
        "Still nothing found at {ollama} (Ollama) and {lm_studio} (LM Studio). "
        "Start one of them with a model, then look again.",
    ).format(**places)


def _host(address: str) -> str:
    return address.removeprefix("http://")


def _found_words(found: Found) -> CardWords:
    place = place_words(found.endpoint)
    text = translate("Welcome", "Running at {place} with {models}. Nothing leaves this computer.")
    return CardWords(
        chip=translate("Welcome", "Found on this computer"),
        title=translate("Welcome", "Use {name}").format(name=found.endpoint.name),
        text=text.format(place=place, models=models_counted(len(found.endpoint.models))),
        button=_start_with(found.model),
        primary=True,
        found=True,
    )


def _start_with(model: str) -> str:
    return translate("Welcome", "Start with {model}").format(model=model)
