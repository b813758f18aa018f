"""The fields of a provider's form, in the language of the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from gui.qt.form import Field, FieldKind
from gui.services.presets import Preset
from gui.services.secrets import KeyPlace
from gui.views.settings.provider_draft import Fault

translate = QCoreApplication.translate


@dataclass(frozen=True, kw_only=True)
class FieldFacts:
    """What the words of the fields depend on."""

    presets: tuple[Preset, ...]
    places: tuple[KeyPlace, ...]
    address_hint: str
    key_page: str
    has_key: bool
    needs_key: bool


def editor_fields(facts: FieldFacts) -> tuple[Field, ...]:
    """Provider, name, address, key, its place, and models."""
    return (
        Field(
            id="preset",
            kind=FieldKind.CHOICE,
            title=translate("Models", "Provider"),
            choices=tuple((preset.id, preset.name) for preset in facts.presets),
        ),
        Field(id="name", kind=FieldKind.TEXT, title=translate("Models", "Name")),
        Field(
            id="address",
            kind=FieldKind.TEXT,
            title=translate("Models", "Address"),
            placeholder=facts.address_hint,
        ),
        Field(
            id="key",
            kind=FieldKind.SECRET,
            title=translate("Models", "API key"),
            help=_key_help(facts),
            placeholder=_key_hint(facts),
        ),
        Field(
            id="place",
            kind=FieldKind.CHOICE,
            title=translate("Models", "Keep the key"),
            help=_place_help(facts.places),
            choices=_place_choices(facts.places),
        ),
        Field(
            id="models",
            kind=FieldKind.LINES,
            title=translate("Models", "Models"),
            help=translate("Models", "One per line. Test fetches the provider's list."),
        ),
    )


def place_title(place: KeyPlace) -> str:
    match place:
        case KeyPlace.KEYRING:
            return translate("Models", "In the system keyring")
        case KeyPlace.THIS_RUN:
            return translate("Models", "For this run only")
        case KeyPlace.ENVIRONMENT:
            return translate("Models", "In the environment")
        case KeyPlace.FILE:
            return translate("Models", "In a file, unencrypted")
        case _:
            assert_never(place)


def fault_words(fault: Fault) -> str:
    """One sentence that says how to put it right."""
    match fault:
        case Fault.NAME_MISSING:
            return translate("Models", "Give the provider a name.")
        case Fault.ADDRESS_MISSING:
            return translate(
                "Models", "Enter the server's address, such as http://localhost:8000/v1."
            )
        case Fault.ADDRESS_NOT_WEB:
            return translate("Models", "The address must begin with https:// or http://.")
        case Fault.ADDRESS_WITHOUT_HOST:
            return translate(
                "Models", "This is not a web address: the server's name is missing or wrong."
            )
        case Fault.ADDRESS_WITH_EXTRAS:
            return translate("Models", "Leave out user names, passwords and anything after ? or #.")
        case Fault.KEY_MISSING:
            return translate("Models", "This provider needs an API key.")
        case Fault.MODELS_MISSING:
            return translate("Models", "Press Test to fetch the list, or enter a model.")
        case Fault.KEY_NOT_PLAIN:
            return translate(
                "Models", "The key contains characters that no key has; copy it again."
            )
        case Fault.KEY_OF_ANOTHER_ADDRESS:
            return translate(
                "Models", "The kept key is for another server. Enter the key for this address."
            )
        case _:
            assert_never(fault)


def _key_help(facts: FieldFacts) -> str:
    if not facts.key_page:
        return ""
    return translate("Models", "Keys are made at {address}").format(address=facts.key_page)


def _key_hint(facts: FieldFacts) -> str:
    if facts.has_key:
        return translate("Models", "A key is kept. Type here to replace it.")
    if facts.needs_key:
        return translate("Models", "Paste the key here")
    return translate("Models", "Only if the server asks for one")


def _place_choices(places: tuple[KeyPlace, ...]) -> tuple[tuple[str, str], ...]:
    if not places:
        return (("", translate("Models", "Asking the system keyring…")),)
    return tuple((place.value, place_title(place)) for place in places)


def _place_help(places: tuple[KeyPlace, ...]) -> str:
    if not places or KeyPlace.KEYRING in places:
        return translate("Models", "A file is readable by your account only, but not encrypted.")
    return translate(
        "Models",
        "This computer has no system keyring. "
        "A file is readable by your account only, but not encrypted.",
    )
