"""What the offline guide says of itself, in both languages of the handbook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideWords:
    """One language; `folder` is that of its handbook."""

    folder: str
    greeting: re.Pattern[str]
    welcome: str
    not_found: str
    see_also: str
    origin: str
    time: str
    sum: str
    tool_failed: str
    days: tuple[str, ...]
    quotes: tuple[str, str]
    comma: str

    def joined(self, titles: Iterable[str]) -> str:
        left, right = self.quotes
        return self.comma.join(f"{left}{title}{right}" for title in titles)


ENGLISH = GuideWords(
    folder="en",
    greeting=re.compile(
        r"\W*(?:(?:hi|hello|hey|good (?:morning|evening|day)|thanks?|thank you"
        r"|who are you|what are you|are you (?:an? )?(?:ai|language model|model|llm)"
        r"|what can you do|help)\b\W*)+(?:there|parley|guide)?\W*",
        re.IGNORECASE,
    ),
    welcome=(
        "Hello! I am Parley's **offline guide**. I am not a language model: I look your question "
        "up in the handbook on this computer, and nothing you write here leaves it.\n\n"
        "Ask me, for example:\n\n"
        "- How do I choose a model?\n"
        "- How do I use Ollama or LM Studio?\n"
        "- Where are my chats kept?\n"
        "- What does Stop do?\n"
        "- Which shortcuts are there?\n\n"
        "I also have two small tools, so that you can see how an agent uses one: try "
        "*What time is it?* or *What is 17 \\* 23?*"
    ),
    not_found=(
        "I found nothing about that in the handbook. I am Parley's offline guide and not a "
        "language model, so I can only look things up. These are things I know about:\n\n"
        "{topics}\n\n"
        "For everything else, choose a real model with the model picker above this chat."
    ),
    see_also="See also: {titles}.",
    origin="*From Parley's handbook. I am the offline guide, not a language model.*",
    time="It is **{now:%H:%M}** on {day}, {now:%Y-%m-%d} (UTC{zone}).",
    sum="The result is **{value}**.",
    tool_failed="The tool `{name}` gave no result: {reason}",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    quotes=("“", "”"),
    comma=", ",
)

CHINESE = GuideWords(
    folder="zh_CN",
    greeting=re.compile(
        r"\W*(?:(?:你好|您好|嗨|哈喽|早上好|晚上好|谢谢你?|你是谁|你是什么|你会什么|你能做什么"
        r"|你能干什么|你是(?:人工智能|语言模型|大模型|模型|AI)|帮助|帮帮我|请)[吗呢呀啊]?\W*)+",
        re.IGNORECASE,
    ),
    welcome=(
        "你好！我是 Parley 的**离线向导**。我不是语言模型：我只在这台电脑上的手册里查找你的问题，"
        "你在这里写的内容不会离开这台电脑。\n\n"
        "你可以这样问我：\n\n"
        "- 怎么选择模型？\n"
        "- 怎么使用 Ollama 或 LM Studio？\n"
        "- 我的聊天保存在哪里？\n"
        "- “停止”会做什么？\n"
        "- 有哪些快捷键？\n\n"
        "我还有两个小工具，让你看看智能体怎样使用工具：试试“现在几点？”或者“17 × 23 等于多少？”"
    ),
    not_found=(
        "手册里没有找到相关内容。我是 Parley 的离线向导，不是语言模型，只会查手册。我知道这些：\n\n"
        "{topics}\n\n"
        "其他问题，请用聊天上方的模型选择器换一个真正的模型。"
    ),
    see_also="另见：{titles}。",
    origin="*摘自 Parley 手册。我是离线向导，不是语言模型。*",
    time="现在是 **{now:%H:%M}**，{now:%Y-%m-%d} {day}（UTC{zone}）。",
    sum="结果是 **{value}**。",
    tool_failed="工具 `{name}` 没有给出结果：{reason}",
    days=("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    quotes=("“", "”"),
    comma="、",
)
