"""What a start imports stays cheap: the heavy libraries come when they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    f"gui.services.{path.stem}"
    for path in (ROOT / "gui" / "services").glob("*.py")
    if path.stem != "__init__"
)
HEAVY = (
    "httpx", "keyring", "platformdirs", "PySide6", "autogen_core", "openai", "pydantic",
    "hypothesis", "importlib.metadata", "http.client", "requests",
)  # fmt: skip
LATER = (
    "autogen_core", "openai", "pydantic", "httpx", "mcp", "pypdf", "re2", "PIL", "ziamath",
    "keyring", "jeepney", "Xlib", "requests", "cryptography",
)  # fmt: skip


def test_no_module_of_the_services_imports_a_heavy_library() -> None:
    code = f"import sys, {', '.join(MODULES)}\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_window_imports_no_library_that_only_a_later_step_needs() -> None:
    code = (
        "import sys, gui.app, gui.life, gui.program\n"
        f"print([m for m in {LATER!r} if m in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_scripted_engine_needs_no_autogen() -> None:
    code = "import sys, gui.engine.scripted\nprint('autogen_core' in sys.modules)"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
