"""Every visible word can be translated, and is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.quality import translations
from tests.quality.source_tree import Finding, Source, advise, dotted_name, sources

TEXT_METHODS = {
    "addAction",
    "addButton",
    "addItem",
    "addItems",
    "addMenu",
    "addRow",
    "addTab",
    "setAccessibleDescription",
    "setAccessibleName",
    "setButtonText",
    "setDetailedText",
    "setHeaderLabels",
    "setInformativeText",
    "setItemText",
    "setLabelText",
    "setNameFilter",
    "setPlaceholderText",
    "setPrefix",
    "setStatusTip",
    "setSuffix",
    "setTabText",
    "setText",
    "setTitle",
    "setToolTip",
    "setWhatsThis",
    "setWindowTitle",
    "showMessage",
}
TEXT_CLASSES = {
    "QAction",
    "QCheckBox",
    "QCommandLinkButton",
    "QGroupBox",
    "QLabel",
    "QListWidgetItem",
    "QMenu",
    "QPushButton",
    "QRadioButton",
    "QStandardItem",
    "QTreeWidgetItem",
    "QToolTip.showText",
}
DATA_BEHIND_TEXT = {"addItem": 1}  # only the first arguments of these are shown

# A name, what stands on a key, and the languages under the names that their readers look for.
SAME_IN_EVERY_LANGUAGE = re.compile(r"\b(?:Parley|Esc|English|简体中文)\b")


def test_visible_words_are_translated() -> None:
    found = [
        finding for source in sources("gui/views", "gui/qt") for finding in _untranslated(source)
    ]
    advice = 'Write translate("Context", "text"), and set it in retranslate().'
    assert not found, advise(found, advice)


def test_translated_words_are_literals() -> None:
    """lupdate reads the source: it cannot see a variable or an f-string."""
    found = [
        source.finding(call, ast.unparse(call)[:80])
        for source in sources("gui")
        for call, name in source.calls()
        if name.split(".")[-1] == "QT_TRANSLATE_NOOP" and not _all_literals(call.args[:2])
    ]
    found += [
        source.finding(call, "an f-string inside translate()")
        for source in sources("gui")
        for call, name in source.calls()
        if name.split(".")[-1] == "translate"
        and any(isinstance(argument, ast.JoinedStr) for argument in call.args)
    ]
    found += [
        source.finding(call, "translate() inside an f-string")
        for source in sources("gui")
        for text in ast.walk(source.tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and dotted_name(call.func).split(".")[-1] == "translate"
        and _all_literals(call.args[:2])
    ]
    assert not found, advise(found, "Translate a literal with {name} in it, then .format() it.")


@pytest.mark.parametrize("catalogue", translations.catalogues(), ids=str)
def test_a_catalogue_is_complete(catalogue: translations.Catalogue) -> None:
    assert catalogue.path.is_file(), translations.HOW_TO
    problems = translations.problems(catalogue.path)
    assert not problems, "\n".join([f"{catalogue.name}: {translations.HOW_TO}", *problems])


@pytest.mark.parametrize("catalogue", translations.catalogues(), ids=str)
def test_a_compiled_catalogue_is_up_to_date(catalogue: translations.Catalogue) -> None:
    compiled = catalogue.path.with_suffix(".qm")
    assert compiled.is_file(), translations.HOW_TO
    assert compiled.read_bytes() == translations.compile_catalogue(catalogue.path), (
        f"{compiled.name} is older than {catalogue.name}: {translations.HOW_TO}"
    )


def _untranslated(source: Source) -> Iterator[Finding]:
    for call, name in source.calls():
        method = name.split(".")[-1]
        is_method = "." in name and method in TEXT_METHODS
        if not is_method and name not in TEXT_CLASSES:
            continue
        shown = call.args[: DATA_BEHIND_TEXT.get(method, len(call.args))]
        for text in _literals(shown):
            if any(character.isalpha() for character in SAME_IN_EVERY_LANGUAGE.sub("", text)):
                yield source.finding(call, f"{method}({text!r})")


def _literals(nodes: list[ast.expr]) -> Iterator[str]:
    """The strings that are shown as they stand: not those inside a call."""
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr() | ast.List() | ast.Tuple():
                yield from _literals(node.values if isinstance(node, ast.JoinedStr) else node.elts)
            case ast.BinOp():
                yield from _literals([node.left, node.right])
            case ast.IfExp():
                yield from _literals([node.body, node.orelse])
            case ast.BoolOp():
                yield from _literals(node.values)


def _all_literals(nodes: list[ast.expr]) -> bool:
    return all(isinstance(node, ast.Constant) and isinstance(node.value, str) for node in nodes)
