"""The offline guide: a model client that answers from the handbook and is no language model."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from autogen_core import CancellationToken, FunctionCall
from autogen_core.models import (
    ChatCompletionClient,
    CreateResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    ModelCapabilities,
    ModelFamily,
    ModelInfo,
    RequestUsage,
    UserMessage,
)
from autogen_core.tools import Tool, ToolSchema
from pydantic import BaseModel

from gui.engine.guide_tools import ARITHMETIC, DATE_AND_TIME
from gui.engine.guide_words import CHINESE, ENGLISH, GuideWords
from gui.engine.handbook import Handbooks, is_chinese

_PAUSE = 0.004  # seconds between fragments: fast to read, and streaming can be seen
_FRAGMENT = re.compile(r"[\u3400-\u9fff，。、；：？！]{1,2}|\s*\S{1,12}\s?|\s+")
_NONE = RequestUsage(prompt_tokens=0, completion_tokens=0)

_SUM = re.compile(r"[-+(]?\s*\d[\d\s.,+\-*/()%^]*[+\-*/%^][\d\s.,+\-*/()%^]*\d\s*\)*")
_SIGNS = (
    (re.compile(r"\bto the power of\b|\^"), "**"),
    (re.compile(r"乘以|乘|×|\btimes\b|\bmultiplied by\b|(?<=\d)\s*x\s*(?=\d)"), "*"),
    (re.compile(r"除以|÷|\bdivided by\b|\bover\b"), "/"),
    (re.compile(r"加上|加|＋|\bplus\b"), "+"),
    (re.compile(r"减去|减|－|−|\bminus\b"), "-"),
    (re.compile(r"(?<=\d),(?=\d{3})"), ""),
)
_TIME = re.compile(
    r"\bwhat(?:'s| is)? (?:the )?(?:current )?(?:time|date|day)\b|\bwhat day is\b"
    r"|\bcurrent (?:time|date)\b|\btime is it\b|\btoday'?s date\b|\bdate today\b"
    r"|几点|现在.{0,4}时间|(?:今天|今日).{0,4}(?:几号|日期|星期|周几|礼拜)|当前时间|什么时间了",
    re.IGNORECASE,
)


class GuideClient(ChatCompletionClient):
    """Looks the last question up, or calls one of its two tools; touches no network."""

    def __init__(self, books: Handbooks) -> None:
        self._books = books

    async def create_stream(  # noqa: PLR0913 - AutoGen's signature
        self,
        messages: Sequence[LLMMessage],
        *,
        tools: Sequence[Tool | ToolSchema] = (),
        tool_choice: Tool | Literal["auto", "required", "none"] = "auto",
        json_output: bool | type[BaseModel] | None = None,
        extra_create_args: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
    ) -> AsyncGenerator[str | CreateResult, None]:
        del tool_choice, json_output, extra_create_args, cancellation_token
        answer = _answer(messages, self._books, offered=bool(tools))
        if isinstance(answer, FunctionCall):
            yield _result([answer])
            return
        for fragment in _FRAGMENT.findall(answer):
            yield fragment
            await asyncio.sleep(_PAUSE)
        yield _result(answer)

    async def create(  # noqa: PLR0913 - AutoGen's signature
        self,
        messages: Sequence[LLMMessage],
        *,
        tools: Sequence[Tool | ToolSchema] = (),
        tool_choice: Tool | Literal["auto", "required", "none"] = "auto",
        json_output: bool | type[BaseModel] | None = None,
        extra_create_args: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
    ) -> CreateResult:
        del tool_choice, json_output, extra_create_args, cancellation_token
        answer = _answer(messages, self._books, offered=bool(tools))
        return _result([answer] if isinstance(answer, FunctionCall) else answer)

    async def close(self) -> None:
        """Nothing to close."""

    def actual_usage(self) -> RequestUsage:
        return _NONE

    def total_usage(self) -> RequestUsage:
        return _NONE

    def count_tokens(
        self, messages: Sequence[LLMMessage], *, tools: Sequence[Tool | ToolSchema] = ()
    ) -> int:
        del messages, tools
        return 0

    def remaining_tokens(
        self, messages: Sequence[LLMMessage], *, tools: Sequence[Tool | ToolSchema] = ()
    ) -> int:
        del messages, tools
        return 100_000

    @property
    def capabilities(self) -> ModelCapabilities:
        return ModelCapabilities(vision=False, function_calling=True, json_output=False)

    @property
    def model_info(self) -> ModelInfo:
        return ModelInfo(
            vision=False,
            function_calling=True,
            json_output=False,
            structured_output=False,
            family=ModelFamily.UNKNOWN,
        )


def _answer(
    messages: Sequence[LLMMessage], books: Handbooks, *, offered: bool
) -> str | FunctionCall:
    question = _question(messages)
    words = CHINESE if is_chinese(question) else ENGLISH
    last = messages[-1] if messages else None
    if isinstance(last, FunctionExecutionResultMessage):
        return _told(last, words)
    if offered and (call := _call(question)):
        return call
    return _looked_up(question, books, words)


def _question(messages: Sequence[LLMMessage]) -> str:
    for message in reversed(messages):
        if isinstance(message, UserMessage) and isinstance(message.content, str):
            return message.content
    return ""


def _call(question: str) -> FunctionCall | None:
    call_id = f"call_{uuid.uuid4().hex[:24]}"
    if _TIME.search(question):
        return FunctionCall(id=call_id, name=DATE_AND_TIME, arguments="{}")
    text = question.lower()
    for sign, replacement in _SIGNS:
        text = sign.sub(replacement, text)
    found = _SUM.search(text)
    if found is None or _is_a_date(found.group()):
        return None
    arguments = json.dumps({"expression": found.group().strip()})
    return FunctionCall(id=call_id, name=ARITHMETIC, arguments=arguments)


def _is_a_date(text: str) -> bool:
    return re.fullmatch(r"\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}\s*", text) is not None


def _told(results: FunctionExecutionResultMessage, words: GuideWords) -> str:
    told = []
    for result in results.content:
        if result.is_error:
            told.append(words.tool_failed.format(name=result.name, reason=result.content))
        elif result.name == DATE_AND_TIME:
            now = datetime.fromisoformat(result.content)
            day = words.days[now.weekday()]
            told.append(words.time.format(now=now, day=day, zone=now.strftime("%z")))
        else:
            told.append(words.sum.format(value=result.content))
    return "\n\n".join(told)


def _looked_up(question: str, books: Handbooks, words: GuideWords) -> str:
    if words.greeting.fullmatch(question.strip()):
        return words.welcome
    handbook = books.of(words.folder)
    found = handbook.search(question)
    if not found:
        topics = "\n".join(f"- {title}" for title in handbook.titles[:12])
        return words.not_found.format(topics=topics)
    best, *others = found
    parts = [f"### {best.title}", best.text]
    if others:
        parts.append(words.see_also.format(titles=words.joined(p.title for p in others)))
    return "\n\n".join([*parts, words.origin])


def _result(content: str | list[FunctionCall]) -> CreateResult:
    calls = isinstance(content, list)
    return CreateResult(
        finish_reason="function_calls" if calls else "stop",
        content=content,
        usage=_NONE,
        cached=False,
    )
