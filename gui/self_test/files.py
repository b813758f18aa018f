"""Checks of the files that come with Parley, and of its own modules."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil

import gui
from gui.model.endpoint import Protocol
from gui.qt.translation import LANGUAGES
from gui.resources import resource
from gui.self_test.check import Ground, expect
from gui.services.presets import read_presets

# Starts Parley, and nothing else.
_NOT_IMPORTED = {"gui.__main__"}


async def check_files(ground: Ground) -> str:
    """Every kind of resource is there, and the parts that belong together match."""
    del ground
    words = {}
    for language in LANGUAGES:
        expect(resource("locale", f"parley_{language}.qm").is_file(), f"no words for {language}")
        words[language] = len(list(resource("handbook", language).glob("*.md")))
    expect(min(words.values()) > 0, f"no handbook: {words}")
    expect(len(set(words.values())) == 1, f"the handbooks differ: {words}")
    presets = read_presets()
    spoken = {preset.protocol for preset in presets}
    expect(spoken >= set(Protocol) - {Protocol.GUIDE}, f"providers only for {sorted(spoken)}")
    return f"{len(presets)} providers, {len(LANGUAGES)} languages, {sum(words.values())} chapters"


async def check_modules(ground: Ground) -> str:
    """All modules of Parley can be imported: what a bundle leaves out is missed here."""
    del ground
    found = pkgutil.walk_packages(gui.__path__, prefix="gui.")
    names = [module.name for module in found if module.name not in _NOT_IMPORTED]
    expect(len(names) > 100, f"only {len(names)} modules are listed")
    for name in names:
        importlib.import_module(name)
        await asyncio.sleep(0)
    return f"{len(names)} modules"
