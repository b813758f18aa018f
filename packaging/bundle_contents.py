"""What goes into the bundle and what stays out of it; parley.spec asks."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

Entry = tuple[str, str, str]
"""PyInstaller's: the place in the bundle, the file it comes from, what kind it is."""

LoadedBy = Callable[[str], Iterable[str]]
"""The names of the libraries that a file asks for."""

IMPORTED_BY_NAME = (
    "mcp.client.session",
    "mcp.client.sse",
    "mcp.client.streamable_http",
    "mcp.types",
    "tiktoken_ext",
    "tiktoken_ext.openai_public",
)
"""Besides everything in `gui`: found by their libraries at run time, not by an import."""

WITH_FILES = ("latex2mathml", "ziafont", "ziamath")
"""Packages with fonts and tables of their own, which they read at run time."""

NOT_IMPORTED = (
    "IPython",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "_distutils_hack",
    "_pydecimal",  # decimal without its C module
    "anthropic.lib.environments",
    "anyio._backends._trio",
    "attr",  # with jsonschema, which mcp would hold a tool's answer against
    "attrs",
    "autogen_ext.tools.mcp",
    "click",
    "concurrent.futures.process",
    "curses",
    "distutils",
    "ensurepip",
    "httpx._main",
    "httpx2._main",
    "idlelib",
    "jsonschema",
    "jsonschema_specifications",
    "lib2to3",
    "mcp.cli",
    "mcp.client.auth",
    "mcp.client.stdio",
    "mcp.client.websocket",
    "mcp.os",
    "mcp.server",
    "multiprocessing",
    "mypy",
    "numpy",
    "openai.cli",
    "openai.lib.computer",
    "openai.resources.admin",
    "openai.resources.audio",
    "openai.resources.batches",
    "openai.resources.containers",
    "openai.resources.conversations",
    "openai.resources.evals",
    "openai.resources.fine_tuning",
    "openai.resources.images",
    "openai.resources.live",
    "openai.resources.realtime",
    "openai.resources.safety",
    "openai.resources.skills",
    "openai.resources.uploads",
    "openai.resources.vector_stores",
    "openai.resources.videos",
    "openai.resources.webhooks",
    "openai.types.admin",
    "openai.types.evals",
    "openai.types.fine_tuning",
    "openai.types.live",
    "openai.types.realtime",
    "openai.types.webhooks",
    "pip",
    "pkg_resources",
    "pydantic.mypy",
    "pydantic.v1",
    "pydantic_settings",
    "pydoc_data",
    "pytest",
    "python_multipart",
    "readline",
    "referencing",
    "rich",
    "rlcompleter",
    "rpds",
    "setuptools",
    "sse_starlette",
    "starlette",
    "test",
    "tkinter",
    "trio",
    "uvicorn",
    "xmlrpc",
)
"""What libraries import for tools, tests, terminals and servers; nothing of it runs in Parley."""

NAMED_BY_ABOUT = (
    "anthropic",
    "autogen-agentchat",
    "autogen-core",
    "autogen-ext",
    "keyring",
    "markdown-it-py",
    "mcp",
    "ollama",
    "openai",
    "PySide6-Essentials",
    "Pygments",
    "qasync",
)
"""Packages whose version is asked for at run time."""

UNUSED_START_HOOKS = frozenset(
    {
        "pyi_rth_cryptography_openssl",
        "pyi_rth_multiprocessing",
        "pyi_rth_pyside6",  # its QT_PLUGIN_PATH would reach every program that Parley starts
        "pyi_rth_setuptools",
    }
)

_PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qico", "qjpeg", "qsvg", "qwebp"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "fcitx5platforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"qcocoa", "qminimal", "qoffscreen", "qwayland", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "styles": {"qmacstyle", "qmodernwindowsstyle", "qwindowsvistastyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}
"""Parley paints without OpenGL, opens no database and prints through no printer by Qt."""

_UNUSED_FILES = re.compile(
    r"""
    (^|/)PySide6/(Qt/)?(qml|libexec|metatypes|typesystems|glue|include|scripts)/
    | (^|/)PySide6/QtDBus\.                    # Qt speaks D-Bus without its Python module
    | (^|/)PIL/_(avif|imagingcms|imagingft|imagingmath|imagingmorph|imagingtk)\.
    | (^|/)gui/_resources/screenshots/
    | \.(pyi|ts|typed|h|c|pxd|pyx)$
    | -info/(RECORD|INSTALLER|REQUESTED|WHEEL|direct_url\.json|top_level\.txt)$
    | -info/licen[sc]es?/                      # all licences are in one file
    | -info/(LICEN[CS]E|COPYING|NOTICE|AUTHORS)
    """,
    re.VERBOSE,
)

_SYSTEM_LIBRARIES = re.compile(
    r"""
    ^lib(
      stdc\+\+ | gcc_s | z | zstd | expat | uuid | resolv | bsd | md
      | com_err | gssapi_krb5 | krb5 | krb5support | k5crypto | keyutils
      | dbus-1 | systemd | glib-2\.0 | gthread-2\.0 | gobject-2\.0 | gio-2\.0 | gmodule-2\.0
      | EGL | GL | GLX | GLdispatch | OpenGL | gbm | drm
      | X11 | X11-xcb | Xau | Xdmcp | xcb | xkbcommon
      | wayland-(client|cursor|egl)
      | fontconfig | freetype | png16 | brotli(dec|common) | harfbuzz | graphite2 | pcre2-8
    )\.so
    """,
    re.VERBOSE,
)
"""Every desktop has them, and its drivers, fonts and services go with its own versions."""


def needed(entries: Iterable[Entry], *, loaded_by: LoadedBy | None = None) -> list[Entry]:
    """For Linux: the entries that Parley uses, sorted; of the libraries only what these load.

    PyInstaller's links to libraries are left out: each library is found by who loads it.
    """
    loaded_by = loaded_by or _loaded_by
    kept = [entry for entry in entries if entry[2] != "SYMLINK" and is_used(entry)]
    libraries = {_name(entry): entry for entry in kept if _is_library(entry)}
    rest = [entry for entry in kept if not _is_library(entry)]
    reached: dict[str, Entry] = {}
    waiting = [entry for entry in rest if entry[2] in {"BINARY", "EXTENSION"}]
    while waiting:
        for name in loaded_by(waiting.pop()[1]):
            if name in libraries and name not in reached:
                reached[name] = libraries[name]
                waiting.append(libraries[name])
    return sorted([*rest, *reached.values()])


def is_used(entry: Entry) -> bool:
    place, _, kind = entry
    path = PurePosixPath(place.replace("\\", "/"))
    if _UNUSED_FILES.search(str(path)) or (kind == "BINARY" and _is_systems(path)):
        return False
    if "PySide6" in path.parts and "translations" in path.parts:
        return path.name in {"qtbase_en.qm", "qtbase_zh_CN.qm"}
    if "PySide6" in path.parts and "plugins" in path.parts:
        return path.name.split(".")[0].removeprefix("lib") in _PLUGINS.get(path.parent.name, ())
    return True


def _is_systems(path: PurePosixPath) -> bool:
    return len(path.parts) == 1 and _SYSTEM_LIBRARIES.match(path.name) is not None


def _is_library(entry: Entry) -> bool:
    """Whether it is there only for others to load; plugins and modules are there themselves."""
    place, _, kind = entry
    if kind != "BINARY" or "plugins" in PurePosixPath(place).parts:
        return False
    # Python itself is loaded by the executable, which is no entry.
    return re.match(r"lib(?!python).*\.so(\.|$)", _name(entry)) is not None


def _name(entry: Entry) -> str:
    return PurePosixPath(entry[0]).name


def _loaded_by(file: str) -> list[str]:
    """The names of the libraries that an ELF file asks for."""
    found = subprocess.run(
        ["readelf", "-d", file], capture_output=True, text=True, check=True, timeout=30
    )
    return re.findall(r"\(NEEDED\).*\[(.+)\]", found.stdout)
