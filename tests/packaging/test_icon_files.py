"""The icons in every size and form: there, right, and made from the drawings as they are now."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from PIL import Image
from PIL.IcnsImagePlugin import IcnsFile
from PIL.IcoImagePlugin import IcoFile

from tests.packaging.tools import APP, LINUX, PACKAGING, ROOT, said, script

THEME = LINUX / "icons" / "hicolor"
CHAT_FILE = "application-vnd.parley.chat+json"
GROUNDS = ((0xFB, 0xFA, 0xF8), (0x19, 0x1A, 0x1C), (0x80, 0x80, 0x80))
VISIBLE = 2.0
"""The least contrast of a mark with what is behind it; the tile's own is far above."""


def test_the_icons_are_what_the_drawings_give() -> None:
    done = script("icons.py", "--check")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("size", [16, 22, 24, 32, 48, 64, 128, 256, 512])
def test_the_app_icon_has_each_size(size: int) -> None:
    with Image.open(THEME / f"{size}x{size}" / "apps" / f"{APP}.png") as picture:
        assert picture.size == (size, size)
        assert picture.mode == "RGBA"


@pytest.mark.parametrize("size", [16, 22, 24, 32, 48, 64, 128, 256])
def test_a_chat_file_has_an_icon_of_each_size(size: int) -> None:
    with Image.open(THEME / f"{size}x{size}" / "mimetypes" / f"{CHAT_FILE}.png") as picture:
        assert picture.size == (size, size)


@pytest.mark.parametrize("name", ["parley.ico", "parley-chat.ico"])
def test_windows_finds_its_sizes(name: str) -> None:
    file = IcoFile(io.BytesIO((PACKAGING / "windows" / name).read_bytes()))
    sizes = file.sizes()
    assert sizes == {(size, size) for size in (16, 24, 32, 48, 64, 128, 256)}
    for size in sizes:
        picture = file.getimage(size)
        assert picture.size == size
        assert picture.convert("RGBA").getchannel("A").getextrema() == (0, 255)


@pytest.mark.parametrize("name", ["parley.icns", "parley-chat.icns"])
def test_macos_finds_its_sizes(name: str) -> None:
    file = IcnsFile(io.BytesIO((PACKAGING / "macos" / name).read_bytes()))
    points = {(width, density) for width, _, density in file.itersizes()}
    assert points == {(width, density) for width in (16, 32, 128, 256, 512) for density in (1, 2)}
    for kind in file.itersizes():
        assert file.getimage(kind).size == (kind[0] * kind[2],) * 2


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_smallest_icon_stands_out_from_what_is_behind_it(ground: tuple[int, int, int]) -> None:
    with Image.open(THEME / "16x16" / "apps" / f"{APP}.png") as picture:
        pixels = [picture.getpixel((x, y)) for x in range(16) for y in range(16)]
    solid = {pixel[:3] for pixel in pixels if isinstance(pixel, tuple) and pixel[3] == 255}
    standing_out = [color for color in solid if _contrast(color, ground) > VISIBLE]
    assert standing_out
    white, tile = (255, 255, 255), min(solid, key=_lightness)
    assert white in solid, "no pixel of the mark is fully covered: it is not sharp"
    assert _contrast(white, tile) > 4.5


def test_the_symbolic_icon_has_no_colour_of_its_own() -> None:
    """A panel colours it by its element's class or by its file's name; else it is mid grey."""
    text = (ROOT / "resources" / "icons" / "parley-symbolic.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'\bfill="([^"]+)"', text)) == {"currentColor"}
    assert 'class="ColorScheme-Text"' in text


def test_a_stale_icon_is_named() -> None:
    same = THEME / "16x16" / "apps" / f"{APP}.png"
    other = THEME / "16x16" / "mimetypes" / f"{CHAT_FILE}.png"
    bigger = THEME / "22x22" / "apps" / f"{APP}.png"
    assert _fault(same, same) == ""
    assert "is not what the drawing gives" in _fault(other, same)
    assert "not ['png 16 px']" in _fault(bigger, same)


def _fault(found: Path, wanted: Path) -> str:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import icons;"
        "found, wanted = (Path(name).read_bytes() for name in sys.argv[2:]);"
        "print(icons.fault('x.png', wanted, found))"
    )
    return said(sys.executable, "-c", code, PACKAGING, found, wanted).strip()


def _contrast(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    light, dark = sorted((_lightness(first), _lightness(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _lightness(color: tuple[int, ...]) -> float:
    """WCAG's relative luminance."""
    parts = [part / 255 for part in color]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
