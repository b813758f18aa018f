"""Takes the pictures of the README from the real program: `python -m tests.e2e.screenshots`."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gui.model.session import Session, TitleBy
from gui.model.turn import Role, TextPart, Turn, TurnState
from gui.services.identifiers import Identifiers
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore
from tests.e2e.desk import Desk
from tests.e2e.program import ROOT, Program
from tests.model_behaviours import key_refused, text, thoughts
from tests.model_servers import ModelServer

FOLDER = ROOT / "resources" / "screenshots"
SETTLE = 1.2
DAY = 24 * 3600 * 1000

ENGLISH = """Group the lines by day and count the ones that say `FAILED`:

```python
from collections import Counter

def failed_per_day(lines):
    # one pass, no copy of the file
    return Counter(line[:10] for line in lines if "FAILED" in line)
```

| Day | Failed | Change |
|---|---|---|
| 2026-11-21 | 118 | −12 % |
| 2026-11-22 | 342 | +190 % |

The jump on the 22nd is **one address** trying the same account; block it before you look at \
the rest."""
CHINESE = """按天分组，统计包含 `FAILED` 的行：

```python
from collections import Counter

def failed_per_day(lines):
    # 只读一遍，不复制文件
    return Counter(line[:10] for line in lines if "FAILED" in line)
```

| 日期 | 失败次数 | 变化 |
|---|---|---|
| 2026-11-21 | 118 | −12 % |
| 2026-11-22 | 342 | +190 % |

22 日的激增来自**同一个地址**反复尝试同一个账号，先封禁它，再看其余的记录。"""


@dataclass(frozen=True, kw_only=True)
class Look:
    theme: str
    language: str

    @property
    def name(self) -> str:
        return f"{self.theme}-{'zh' if self.language == 'zh_CN' else 'en'}"

    @property
    def settings(self) -> dict[str, object]:
        return {
            "appearance.theme": self.theme,
            "appearance.language": self.language,
            "chat.model_titles": False,
        }


LOOKS = tuple(Look(theme=t, language=g) for t in ("light", "dark") for g in ("en", "zh_CN"))
TITLES = {
    "en": ("Trip to Hangzhou", "SQL for cohort retention", "Review: session cleanup"),
    "zh_CN": ("杭州周末行程", "用 SQL 计算留存率", "评审：会话清理"),
}
QUESTION = {"en": "Count failed logins per day.", "zh_CN": "统计每天登录失败的次数。"}


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    desk = Desk(size="1200x800")
    try:
        for look in LOOKS:
            take_chat(desk, look)
        take_pages(desk, LOOKS[0])
        take_pages(desk, LOOKS[3])
        take_failure(desk, LOOKS[0])
    finally:
        desk.close()
    return 0


def take_chat(desk: Desk, look: Look) -> None:
    answer = CHINESE if look.language == "zh_CN" else ENGLISH
    reply = replace(thoughts("Lines, days, a counter. " * 8, answer), pause=0.3)
    with (
        ModelServer(reply, models=("qwen3:8b",)) as server,
        started(desk, look, server, seeded=True) as (program, window),
    ):
        desk.press("Return")  # sends the draft
        wait_for(program, "done")
        desk.xdotool("mousemove", "--window", window, "600", "5")
        shoot(desk, f"chat-{look.name}")


def take_failure(desk: Desk, look: Look) -> None:
    with (
        ModelServer(text("Gladly. Which file?"), key_refused(), models=("qwen3:8b",)) as server,
        started(desk, look, server, seeded=True) as (program, _),
    ):
        desk.press("Return")
        wait_for(program, "done")
        say(desk, "The one called audit.log.")
        wait_for(program, "failed")
        shoot(desk, f"failed-{look.name}")


def take_pages(desk: Desk, look: Look) -> None:
    with started(desk, look, None, seeded=False):
        shoot(desk, f"welcome-{look.name}")
        desk.press("ctrl+comma")
        shoot(desk, f"settings-{look.name}")


class started:  # noqa: N801 - reads as a word in `with`
    """Parley with `look` on a desk of its own, full screen."""

    def __init__(
        self,
        desk: Desk,
        look: Look,
        server: ModelServer | None,
        *,
        seeded: bool,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._desk, self._look, self._server, self._seeded = desk, look, server, seeded
        self._environment = environment or {}
        self._home = tempfile.TemporaryDirectory()

    def __enter__(self) -> tuple[Program, str]:
        data = Path(self._home.name) / "home" / "data"
        data.mkdir(parents=True)
        (data / "settings.json").write_text(json.dumps(self._look.settings), encoding="utf-8")
        if self._seeded:
            asyncio.run(seed(data, self._look.language))
        model = {}
        if self._server is not None:
            model = {"OPENAI_BASE_URL": self._server.openai_url, "OPENAI_MODEL": "qwen3:8b"}
            model["OPENAI_API_KEY"] = "sk-for-a-picture"
        self._program = Program(
            data, environment={**self._desk.environment, **model, **self._environment}
        )
        self._program.wait_for_log("engine ready")
        window = self._desk.window()
        self._desk.press("super+Up")
        self._desk.xdotool("windowsize", window, "100%", "100%")
        self._desk.xdotool("windowmove", window, "0", "0")
        if self._seeded:
            time.sleep(SETTLE)
        return self._program, window

    def __exit__(self, *error: object) -> None:
        self._program.send(signal.SIGTERM)
        self._program.wait_exit()
        self._home.cleanup()


async def seed(data: Path, language: str) -> None:
    """Older chats, and a new one whose draft is the question: xdotool types no Chinese."""
    store = SessionStore(data / "parley.db")
    await store.open()
    ids, now = Identifiers(), time.time_ns() // 1_000_000
    for number, title in enumerate(TITLES[language]):
        at = now - number * DAY - 3_600_000
        session_id, turn_id = ids.new(), ids.new()
        session = Session(
            id=session_id,
            title=title,
            title_by=TitleBy.USER,
            created_at=at,
            updated_at=at,
            head_id=turn_id,
            head_state=TurnState.DONE,
            pinned=number == 0,
        )
        turn = Turn(
            id=turn_id,
            session_id=session_id,
            parent_id=None,
            role=Role.USER,
            state=TurnState.DONE,
            created_at=at,
            ended_at=at,
            parts=(TextPart(source="user", text=title),),
        )
        await store.save([session], [TurnChange.since(None, turn)])
    draft = Session(
        id=ids.new(),
        title="",
        title_by=TitleBy.NOBODY,
        created_at=now,
        updated_at=now,
        draft=QUESTION[language],
    )
    await store.save([draft], [])
    await store.close()


def say(desk: Desk, words: str) -> None:
    desk.window()
    desk.type(words)
    desk.press("Return")


def wait_for(program: Program, state: str) -> None:
    program.wait_until(lambda: program.turn_states()[-1:] == [state], what=f"a turn is {state}")


def shoot(desk: Desk, name: str) -> None:
    time.sleep(SETTLE)
    desk.picture(FOLDER / f"{name}.png")
    print(name, file=sys.stderr)  # noqa: T201 - a program of its own


if __name__ == "__main__":
    raise SystemExit(main())
