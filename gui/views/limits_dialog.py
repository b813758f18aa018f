"""What a chat may use at most, as a small form; what is left empty has no limit."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from gui.model.limits import Limits
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.theme import Theme
from gui.views.settings.pane import words

translate = QCoreApplication.translate

SECONDS = 60
NAMES = ("turns", "tokens", "cost", "minutes")
WHOLE = frozenset({"turns", "tokens"})


class LimitsDialog(QDialog):
    """`limits` are those that were entered, once it has been accepted."""

    def __init__(self, limits: Limits, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("limitsDialog")
        self.setWindowTitle(translate("LimitsDialog", "Limits of this chat"))
        self.limits = limits
        pad = theme.px("space_4")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        about = translate(
            "LimitsDialog",
            "When one of them is reached, the answer stops and the chat says so. "
            "What you leave empty has no limit.",
        )
        column.addWidget(words(about, role="intro"))
        self.rows = {field.id: FieldRow(field, theme) for field in _fields()}
        for name, row in self.rows.items():
            row.show_value(_shown(limits, name))
            column.addWidget(row)
        buttons = QDialogButtonBox()
        keep = buttons.addButton(
            translate("LimitsDialog", "Save"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        keep.setProperty("accent", True)
        buttons.addButton(
            translate("LimitsDialog", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def accept(self) -> None:
        found: dict[str, float | None] = {}
        wrong = False
        for name, row in self.rows.items():
            try:
                found[name] = amount(str(row.value), whole=name in WHOLE)
            except ValueError:
                wrong = True
                row.show_problem(
                    translate("LimitsDialog", "A whole number above zero, or nothing.")
                    if name in WHOLE
                    else translate("LimitsDialog", "A number above zero, or nothing.")
                )
            else:
                row.show_problem("")
        if wrong:
            return
        turns, tokens, minutes = found["turns"], found["tokens"], found["minutes"]
        self.limits = Limits(
            turns=None if turns is None else int(turns),
            tokens=None if tokens is None else int(tokens),
            cost=found["cost"],
            seconds=None if minutes is None else minutes * SECONDS,
        )
        super().accept()


def amount(text: str, *, whole: bool) -> float | None:
    """The number that somebody wrote in the way of the window's language; None for nothing.

    Raises ValueError for what is no number above zero.
    """
    text = text.strip()
    if not text:
        return None
    locale = QLocale()
    if whole:
        count, known = locale.toLongLong(text)
        found = float(count)
    else:
        found, known = locale.toDouble(text)
        if not known:
            found, known = QLocale.c().toDouble(text.replace(",", "."))
    if not known or not 0 < found < float("inf"):
        raise ValueError(text)
    return found


def _fields() -> tuple[Field, ...]:
    titles = {
        "turns": translate("LimitsDialog", "Answers"),
        "tokens": translate("LimitsDialog", "Tokens"),
        "cost": translate("LimitsDialog", "Cost in US dollars"),
        "minutes": translate("LimitsDialog", "Minutes of answering"),
    }
    return tuple(Field(id=name, kind=FieldKind.TEXT, title=titles[name]) for name in NAMES)


def _shown(limits: Limits, name: str) -> str:
    locale = QLocale()
    match name:
        case "turns" | "tokens":
            value = limits.turns if name == "turns" else limits.tokens
            return "" if value is None else locale.toString(value)
        case "cost":
            return "" if limits.cost is None else _number(limits.cost)
        case _:
            return "" if limits.seconds is None else _number(limits.seconds / SECONDS)


def _number(value: float) -> str:
    return QLocale().toString(
        value, "g", QLocale.FloatingPointPrecisionOption.FloatingPointShortest
    )
