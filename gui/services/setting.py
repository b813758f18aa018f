"""The declarations of all settings: type, default, words and bounds, each in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from gui.model.words import QT_TRANSLATE_NOOP

T = TypeVar("T", bool, int, str)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the values of a string setting, and its word."""

    value: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Setting(Generic[T]):
    """`title`, `help` and the choices' words are to be translated in the context "Settings".

    `minimum` and `maximum` bound an int, whose `unit` is shown behind it; `multiline` is for
    a str of several lines, `keys` for one that names a combination of keys; with `choices`,
    only those values are allowed.
    """

    id: str
    type: type[T]
    default: T
    title: str
    help: str
    group: str
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""
    multiline: bool = False
    keys: bool = False

    def accepts(self, value: object) -> bool:
        """Whether `value` may be the value of this setting."""
        if type(value) is not self.type:
            return False
        if self.choices and value not in {choice.value for choice in self.choices}:
            return False
        if isinstance(value, int) and not isinstance(value, bool):
            above = self.minimum is None or value >= self.minimum
            return above and (self.maximum is None or value <= self.maximum)
        return True


THEME = Setting(
    id="appearance.theme",
    type=str,
    default="system",
    title=QT_TRANSLATE_NOOP("Settings", "Theme"),
    help=QT_TRANSLATE_NOOP("Settings", "Light or dark, or as the system has it."),
    group="appearance",
    choices=(
        Choice(value="system", title=QT_TRANSLATE_NOOP("Settings", "Like the system")),
        Choice(value="light", title=QT_TRANSLATE_NOOP("Settings", "Light")),
        Choice(value="dark", title=QT_TRANSLATE_NOOP("Settings", "Dark")),
    ),
)
TEXT_SIZE = Setting(
    id="appearance.text_size",
    type=int,
    default=100,
    title=QT_TRANSLATE_NOOP("Settings", "Text size"),
    help=QT_TRANSLATE_NOOP("Settings", "Scales all text, code included."),
    group="appearance",
    minimum=80,
    maximum=200,
    unit="%",
)
LANGUAGE = Setting(
    id="appearance.language",
    type=str,
    default="system",
    title=QT_TRANSLATE_NOOP("Settings", "Language"),
    help=QT_TRANSLATE_NOOP("Settings", "The language of the window; it changes at once."),
    group="appearance",
    choices=(
        Choice(value="system", title=QT_TRANSLATE_NOOP("Settings", "Like the system")),
        Choice(value="en", title="English"),
        Choice(value="zh_CN", title="简体中文"),
    ),
)
ENTER_SENDS = Setting(
    id="chat.enter_sends",
    type=bool,
    default=True,
    title=QT_TRANSLATE_NOOP("Settings", "Enter sends the message"),
    help=QT_TRANSLATE_NOOP(
        "Settings", "Shift+Enter begins a new line. When off, it is the other way round."
    ),
    group="chat",
)
MODEL_TITLES = Setting(
    id="chat.model_titles",
    type=bool,
    default=True,
    title=QT_TRANSLATE_NOOP("Settings", "Let the model name new chats"),
    help=QT_TRANSLATE_NOOP(
        "Settings", "Asks the chat's model for a short title after its first answer."
    ),
    group="chat",
)
IDLE_MINUTES = Setting(
    id="chat.idle_minutes",
    type=int,
    default=30,
    title=QT_TRANSLATE_NOOP("Settings", "Let idle agents go after"),
    help=QT_TRANSLATE_NOOP(
        "Settings",
        "Agents of a chat that nobody uses are saved and closed; they come back with the"
        " next message.",
    ),
    group="chat",
    minimum=1,
    maximum=24 * 60,
    unit=QT_TRANSLATE_NOOP("Settings", "minutes"),
)
INSTRUCTIONS = Setting(
    id="chat.instructions",
    type=str,
    default="",
    title=QT_TRANSLATE_NOOP("Settings", "Instructions"),
    help=QT_TRANSLATE_NOOP(
        "Settings", "What the assistant is told before each chat. Empty means the usual words."
    ),
    group="chat",
    multiline=True,
)
MIRROR = Setting(
    id="chat.mirror",
    type=bool,
    default=False,
    title=QT_TRANSLATE_NOOP("Settings", "Keep every chat as a text file, too"),
    help=QT_TRANSLATE_NOOP(
        "Settings",
        "One Markdown file for each chat, renewed after each answer. A file that you have"
        " changed is left alone.",
    ),
    group="chat",
)
MIRROR_FOLDER = "chat.mirror_folder"
"""The section with the path that the user has chosen for the mirror."""

DEFAULT_POLICY = Setting(
    id="tools.default_policy",
    type=str,
    default="writes",
    title=QT_TRANSLATE_NOOP("Settings", "When agents want to use a tool"),
    help=QT_TRANSLATE_NOOP(
        "Settings",
        "Holds for tools that you have decided nothing else about. Before code runs on this"
        " computer you are asked even where tools are allowed.",
    ),
    group="tools",
    choices=(
        Choice(value="ask", title=QT_TRANSLATE_NOOP("Settings", "Always ask")),
        Choice(value="writes", title=QT_TRANSLATE_NOOP("Settings", "Ask unless it only reads")),
        Choice(value="allow", title=QT_TRANSLATE_NOOP("Settings", "Allow")),
        Choice(value="deny", title=QT_TRANSLATE_NOOP("Settings", "Do not allow")),
    ),
)

CODE_IN_CONTAINER = Setting(
    id="tools.container",
    type=bool,
    default=False,
    title=QT_TRANSLATE_NOOP("Settings", "Run agents' code in a container"),
    help=QT_TRANSLATE_NOOP(
        "Settings",
        "It then sees the chat's folder and nothing else of this computer, and has no network."
        " Docker does it; where Docker does not answer, no code runs.",
    ),
    group="tools",
)

NOTIFY = Setting(
    id="desktop.notify",
    type=bool,
    default=True,
    title=QT_TRANSLATE_NOOP("Settings", "Notifications"),
    help=QT_TRANSLATE_NOOP(
        "Settings",
        "When an answer is done, failed or needs you while the window is not in front.",
    ),
    group="desktop",
)
TRAY = Setting(
    id="desktop.tray",
    type=bool,
    default=True,
    title=QT_TRANSLATE_NOOP("Settings", "Icon in the tray"),
    help=QT_TRANSLATE_NOOP("Settings", "With a new chat, the last chats, and Quit."),
    group="desktop",
)
KEEP_RUNNING = Setting(
    id="desktop.keep_running",
    type=bool,
    default=False,
    title=QT_TRANSLATE_NOOP("Settings", "Stay in the tray when the window is closed"),
    help=QT_TRANSLATE_NOOP("Settings", "Answers go on; Quit in the tray or Ctrl+Q ends Parley."),
    group="desktop",
)
START_AT_LOGIN = Setting(
    id="desktop.start_at_login",
    type=bool,
    default=False,
    title=QT_TRANSLATE_NOOP("Settings", "Start at login"),
    help=QT_TRANSLATE_NOOP("Settings", "Starts in the tray, or minimised where there is none."),
    group="desktop",
)
QUICK_ASK = Setting(
    id="desktop.quick_ask",
    type=bool,
    default=False,
    title=QT_TRANSLATE_NOOP("Settings", "Quick ask"),
    help=QT_TRANSLATE_NOOP(
        "Settings", "A small window for a question, opened from anywhere by a shortcut."
    ),
    group="desktop",
)
QUICK_ASK_KEYS = Setting(
    id="desktop.quick_ask_keys",
    type=str,
    default="Ctrl+Alt+Space",
    keys=True,
    title=QT_TRANSLATE_NOOP("Settings", "Shortcut of quick ask"),
    help=QT_TRANSLATE_NOOP("Settings", "Keys that no other program uses."),
    group="desktop",
)
EXPIRE = Setting(
    id="privacy.expire",
    type=bool,
    default=False,
    title=QT_TRANSLATE_NOOP("Settings", "Delete old chats by themselves"),
    help=QT_TRANSLATE_NOOP(
        "Settings",
        "A chat that nobody has touched for so long goes to the bin, an archived one too. Pinned"
        " ones stay, and those that hold something unsent.",
    ),
    group="privacy",
)
EXPIRE_DAYS = Setting(
    id="privacy.expire_days",
    type=int,
    default=365,
    title=QT_TRANSLATE_NOOP("Settings", "Untouched for"),
    help=QT_TRANSLATE_NOOP("Settings", "Counted from the last message or change in the chat."),
    group="privacy",
    minimum=7,
    maximum=3650,
    unit=QT_TRANSLATE_NOOP("Settings", "days"),
)
CHECK_UPDATES = Setting(
    id="updates.check",
    type=bool,
    default=False,
    title=QT_TRANSLATE_NOOP("Settings", "Look for new versions"),
    help=QT_TRANSLATE_NOOP(
        "Settings", "Asks the address below once a day, and only tells; nothing is downloaded."
    ),
    group="updates",
)
UPDATE_ADDRESS = Setting(
    id="updates.address",
    type=str,
    default="",
    title=QT_TRANSLATE_NOOP("Settings", "Where to ask"),
    help=QT_TRANSLATE_NOOP("Settings", "The address that tells the newest version."),
    group="updates",
)

SETTINGS: tuple[Setting[bool] | Setting[int] | Setting[str], ...] = (
    THEME,
    TEXT_SIZE,
    LANGUAGE,
    ENTER_SENDS,
    MODEL_TITLES,
    IDLE_MINUTES,
    INSTRUCTIONS,
    MIRROR,
    DEFAULT_POLICY,
    CODE_IN_CONTAINER,
    NOTIFY,
    TRAY,
    KEEP_RUNNING,
    START_AT_LOGIN,
    QUICK_ASK,
    QUICK_ASK_KEYS,
    EXPIRE,
    EXPIRE_DAYS,
    CHECK_UPDATES,
    UPDATE_ADDRESS,
)
GROUPS: dict[str, str] = {
    "appearance": QT_TRANSLATE_NOOP("Settings", "Appearance"),
    "chat": QT_TRANSLATE_NOOP("Settings", "Chat"),
    "tools": QT_TRANSLATE_NOOP("Settings", "Tools"),
    "desktop": QT_TRANSLATE_NOOP("Settings", "Desktop"),
    "privacy": QT_TRANSLATE_NOOP("Settings", "Data & privacy"),
    "updates": QT_TRANSLATE_NOOP("Settings", "Updates"),
}
