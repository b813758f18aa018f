"""Text with its hidden characters made visible: controls, bidi overrides, zero widths."""

from __future__ import annotations

import json
import re

LOST = "\ufffd"
"""Stands for what cannot be shown at all: half a surrogate pair, marks that Qt keeps for itself."""

_ZWNJ, _ZWJ = "\u200c", "\u200d"

_UNSHOWABLE = "\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f"
# Format characters, invisible fillers and separators. Not in it: marks that are visible, such
# as the Arabic number signs, and the spaces.
_HIDDEN = (
    "\x80-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_IN_CODE = re.compile(f"[{_CONTROLS}{_HIDDEN}{_UNSHOWABLE}]")
_IN_WORDS = re.compile(f"[{_CONTROLS}\x80-\x9f\u2028\u2029{_UNSHOWABLE}]")
_LOST = re.compile(f"[{_UNSHOWABLE}]")

_EMOJI = re.compile(
    "[\xa9\xae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_KEY_CAP = re.compile("[0-9#*]")
_HAN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_JOINING = re.compile("[\u0600-\u08ff\u0900-\u0fff\u1000-\u109f\u1780-\u18af\ua840-\ua8ff]")
"""Letters and signs of scripts in which a (non-)joiner changes what is read."""

_BLACK_FLAG = "\U0001f3f4"
_FLAG_TAGS = 7
"""The longest flag of a region, its last tag included: more tags in a row hide something."""

_CONTEXT = 8
"""How many characters before another one decide what becomes of it."""


def shown_code(text: str, *, before: str = "") -> str:
    """`text` as code is shown, with nothing in it that cannot be seen. Lines end with "\\n".

    Every character becomes one or more characters in its place, so lines stay lines, and
    `len(shown_code(text[:n]))` is where the n-th character stands. A control character
    becomes its picture (one character); one that turns, joins or hides others becomes its
    number between brackets, as in ⟦U+202E⟧; what cannot be shown becomes U+FFFD. Joiners
    and variation selectors stay where an emoji or a script needs them, which only what
    stands before them decides: text that goes on is given some 8 characters of `before`,
    and `shown_code(a + b) == shown_code(a) + shown_code(b, before=a)`.
    """
    if _IN_CODE.search(text) is None:
        return text
    before = before[-_CONTEXT:]
    whole = before + text
    return _IN_CODE.sub(lambda found: _visible(whole, len(before) + found.start()), text)


def escaped_json(text: str) -> str:
    """JSON that says the same, with what cannot be seen written as numbers: \\u202e."""
    if _IN_CODE.search(text) is None:
        return text

    def written(found: re.Match[str]) -> str:
        character = found[0]
        if character < "\x80" or (not _LOST.match(character) and _needed(text, found.start())):
            return character
        return json.dumps(character)[1:-1]

    return _IN_CODE.sub(written, text)


def shown_words(text: str) -> str:
    """`text` as it stands in a paragraph, one character for one: joiners and marks keep working."""
    return _IN_WORDS.sub(_word_picture, text)


def _word_picture(found: re.Match[str]) -> str:
    character = found[0]
    if _LOST.match(character) or ord(character) >= 0x80:
        return LOST
    return _picture(character)


def _picture(control: str) -> str:
    return "\u2421" if control == "\x7f" else chr(0x2400 + ord(control))


def _visible(text: str, at: int) -> str:
    character = text[at]
    if character < "\x80":
        return _picture(character)
    if _LOST.match(character):
        return LOST
    return character if _needed(text, at) else f"⟦U+{ord(character):04X}⟧"


def _needed(text: str, at: int) -> bool:
    """Whether the character at `at` does the work it is made for, after what stands before it."""
    character = text[at]
    before = text[at - 1] if at else ""
    if character == _ZWJ and before == "\ufe0f":
        before = text[at - 2] if at > 1 else ""
    if not before:
        return False
    if character in (_ZWJ, _ZWNJ):
        joins_emoji = character == _ZWJ and _EMOJI.match(before) is not None
        return joins_emoji or _JOINING.match(before) is not None
    if "\ufe00" <= character <= "\ufe0f":
        bases = (_EMOJI, _KEY_CAP, _HAN, _JOINING)
        return any(base.match(before) for base in bases)
    if "\U000e0100" <= character <= "\U000e01ef":
        return _HAN.match(before) is not None
    if "\u180b" <= character <= "\u180f":
        return _MONGOLIAN.match(before) is not None
    return _is_flag_tag(text, at)


def _is_flag_tag(text: str, at: int) -> bool:
    if not "\U000e0020" <= text[at] <= "\U000e007f":
        return False
    first = text.rfind(_BLACK_FLAG, max(0, at - _FLAG_TAGS), at)
    between = text[first + 1 : at]
    return first >= 0 and all("\U000e0020" <= tag < "\U000e007f" for tag in between)
