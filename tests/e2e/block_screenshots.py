"""Pictures of every kind of block: `python -m tests.e2e.block_screenshots` on a screen."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QApplication

from gui.model.problem import Problem, ProblemKind
from gui.model.turn import Part, Role, TextPart, Turn, TurnMark, TurnState
from gui.qt.event_loop import QtEventLoop
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.view import TranscriptView
from tests.e2e.one_of_each import one_of_each
from tests.e2e.screenshots import FOLDER
from tests.waiting import until

SIZE = (980, 1_400)
FOLDS = ("toolToggle", "thoughtToggle")
MARKDOWN = r"""# What a reader sees

Words with **weight**, *slant*, ~~a line~~, `code`, a [link](https://example.com), a footnote[^1],
a formula $e^{i\pi} + 1 = 0$ in the line, 中文, עברית, emoji 🙂, and one on its own:

$$\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}$$

1. A list
   - within a list
2. - [x] done
   - [ ] open

> A quote
> > within a quote

> [!NOTE]
> An alert.

مرحبا، هذا نص من اليمين إلى اليسار.

| Day | Failed | Note |
|---|---:|---|
| Monday | 12 | as always |
| Tuesday | 240 | one *address* |

```diff
-old line
+new line
 same
```

```mermaid
graph LR; A --> B
```

[^1]: The note stands where it is written.
"""


def _turn(turn_id: str, *parts: Part, state: TurnState = TurnState.DONE) -> Turn:
    return Turn(
        id=turn_id,
        session_id="s",
        parent_id=None,
        role=Role.AGENT,
        state=state,
        created_at=1_790_000_000_000,
        agent="assistant",
        parts=parts,
    )


def turns() -> tuple[Turn, ...]:
    failed = _turn("t3", state=TurnState.FAILED)
    return (
        replace(_turn("t1", TextPart(source="user", text="Show me all.")), role=Role.USER),
        _turn("t2", TextPart(source="assistant", text=MARKDOWN)),
        *(_turn(f"u{number}", part) for number, part in enumerate(one_of_each())),
        replace(failed, problem=Problem(kind=ProblemKind.RATE_LIMITED)),
    )


async def shoot(app: QApplication) -> None:
    theme = ThemeSwitch(app, choice="light")
    view = TranscriptView(theme=theme)
    view.setWindowTitle("Parley")
    view.setAutoFillBackground(True)
    view.resize(*SIZE)
    view.show()
    shown = turns()
    view.show_transcript([TurnMark.of(turn) for turn in shown], shown)
    bar = view.viewport.verticalScrollBar()
    for name in ("light", "dark"):
        theme.choose(choice=name, scale=100)
        theme.apply_now()
        bar.setValue(0)
        await settled(view)
        for page in range(1, 4):
            view.grab().save(str(FOLDER / f"blocks-{page}-{name}.png"))
            bar.setValue(bar.value() + bar.pageStep() - theme.theme.px("space_6"))
            await settled(view)
    view.close()


async def settled(view: TranscriptView) -> None:
    """Unfold what has come near, and wait until all of it is drawn."""
    for _ in range(4):
        await until(lambda: view.is_settled)
        for button in view.findChildren(QAbstractButton):
            if button.objectName() in FOLDS and not button.isChecked():
                button.click()
        await asyncio.sleep(0.3)  # formulas and pictures are read in a thread


def main() -> int:
    app = QApplication([])
    loop = QtEventLoop(app)
    try:
        loop.run_until_complete(shoot(app))
    finally:
        loop.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
