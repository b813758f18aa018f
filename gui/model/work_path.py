"""A path that a model names, as parts below the working folder; what leads out is refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from gui.model.tool_refusal import ToolRefusal

LONGEST = 1000
"""Characters."""


def parts_inside(text: str, roots: Sequence[str], *, windows: bool = False) -> tuple[str, ...]:
    """The parts of `text` below the folder; () for the folder itself. Raises ToolRefusal.

    `roots` are the folder's own absolute names, by which a model may begin a path.
    """
    _refuse_odd(text)
    kind: type[PurePath] = PureWindowsPath if windows else PurePosixPath
    path = kind(text)
    if path.is_absolute():
        path = _below(path, [kind(root) for root in roots])
    parts = path.parts
    if path.drive or path.root or ".." in parts or parts[:1] == ("~",):
        raise ToolRefusal(
            f"{text!r} leads out of the working folder. Name a path below it, without '..' or '~'."
        )
    if windows and (":" in text or any(PureWindowsPath(part).is_reserved() for part in parts)):
        raise ToolRefusal(f"{text!r} is not a name that this system allows for a file.")
    return parts


def _below(path: PurePath, roots: Sequence[PurePath]) -> PurePath:
    for root in roots:
        if path.is_relative_to(root):
            return path.relative_to(root)
    raise ToolRefusal(
        f"'{path}' is outside of the working folder. Name a path relative to that folder."
    )


def _refuse_odd(text: str) -> None:
    if len(text) > LONGEST:
        raise ToolRefusal(f"The path has {len(text)} characters; at most {LONGEST} are allowed.")
    if any(sign < " " or sign == "\x7f" or "\ud800" <= sign <= "\udfff" for sign in text):
        raise ToolRefusal(f"The path {text!r} has a character that no path may have.")
