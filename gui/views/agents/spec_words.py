"""What an agent or a team is called and said to be, in the language of the window."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication

from gui.model.json_place import Json
from gui.model.team_shape import TeamShape, as_object, shape_of
from gui.model.team_spec import TeamSpec

translate = QCoreApplication.translate


def language() -> str:
    """The name of the language under which components keep their own words."""
    return translate("Agents", "en", "the locale name of this language")


def component_of(spec: TeamSpec) -> Json:
    """The component as a value; None where its text is not JSON."""
    try:
        value: Json = json.loads(spec.component)
    except ValueError:
        return None
    return value


def spec_shape(spec: TeamSpec) -> TeamShape:
    return shape_of(component_of(spec))


def title_of(spec: TeamSpec) -> str:
    return _own_words(spec, "title") or spec.title or translate("Agents", "Without a name")


def about_of(spec: TeamSpec) -> str:
    return _own_words(spec, "about") or spec.about


def _own_words(spec: TeamSpec, what: str) -> str:
    words = as_object(as_object(as_object(component_of(spec)).get("parley")).get(what))
    said = words.get(language())
    return said if isinstance(said, str) else ""
