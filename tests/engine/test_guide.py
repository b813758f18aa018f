"""The offline guide: answers in both languages, tools and all, and touches no network."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from gui.engine.autogen_engine import AutoGenEngine
from gui.engine.handbook import Handbook
from gui.model.endpoint import GUIDE_ENDPOINT_ID, Endpoint, Protocol
from gui.model.events import Recorded, TextAppended, ToolDecided, ToolFinished, ToolRequested
from gui.model.problem import EngineError, ProblemKind
from gui.model.turn import Role, ToolCallPart, ToolState
from gui.resources import resource
from tests.engine.talk import Heard, OpenGate, endpoint_of, heard, plan_of, turn
from tests.engine.teams import agent
from tests.model_servers import ModelServer

GUIDE = Endpoint(id=GUIDE_ENDPOINT_ID, name="Guide", protocol=Protocol.GUIDE, needs_key=False)


async def asked(engine: AutoGenEngine, question: str, gate: OpenGate | None = None) -> Heard:
    conversation = await engine.converse(plan_of(GUIDE, gate=gate))
    answer = await heard(conversation, question)
    await conversation.close()
    assert answer.problem is None
    return answer


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("How do I choose a model?", "Choosing a model"),
        ("How do I use Ollama?", "Ollama"),
        ("Where are my chats kept?", "Where my data lies"),
        ("What does Stop do?", "Stopping an answer"),
        ("Which shortcuts are there?", "Keyboard shortcuts"),
        ("What is Parley?", "What Parley is"),
        ("my key was refused", "The key is missing or refused (401, 403)"),
        ("Can I talk to a team of agents?", "Choosing who answers: an agent or a team"),
        ("How do I make my own agent?", "Making an agent or a team of your own"),
        ("Can it read my files?", "Files, code and the web"),
        ("How do I attach a picture?", "Files and pictures with a message"),
        ("Does it ask before it runs a tool?", "Tools and approval"),
        ("How do I add an MCP server?", "Adding an MCP server"),
        ("my mcp server crashed", "When an MCP server does not work"),
        ("What does it remember across chats?", "What agents remember across chats"),
        ("set a budget for this chat", "Limits for a chat"),
        ("怎么选择模型？", "选择模型"),
        ("怎么使用 Ollama？", "Ollama"),
        ("我的聊天保存在哪里？", "我的数据在哪里"),
        ("有哪些快捷键", "键盘快捷键"),
        ("断电了会丢数据吗", "崩溃或断电之后"),
        ("怎么换成深色", "浅色与深色"),
        ("怎么选择智能体或团队", "选择谁来回答：智能体或团队"),
        ("怎么发送图片", "随消息发送文件和图片"),
        ("怎么导入智能体", "导入和导出智能体"),
        ("工具运行前会询问吗", "工具与批准"),
        ("怎么添加 MCP 服务器", "添加 MCP 服务器"),
        ("跨聊天能记住什么", "智能体跨聊天记住什么"),
    ],
)
async def test_the_handbook_answers(engine: AutoGenEngine, question: str, heading: str) -> None:
    answer = await asked(engine, question)
    assert answer.turn.text.startswith(f"### {heading}\n")
    assert len(answer.of(TextAppended)) > 10
    assert "not a language model" in answer.turn.text or "不是语言模型" in answer.turn.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hello!", "not a language model"),
        ("who are you?", "not a language model"),
        ("write me a poem about cats", "found nothing"),
        ("你好", "不是语言模型"),
        ("你是谁？", "不是语言模型"),
        ("写一首关于猫的诗", "没有找到"),
        ("?", "found nothing"),
    ],
)
async def test_it_says_what_it_is(engine: AutoGenEngine, question: str, words: str) -> None:
    assert words in (await asked(engine, question)).turn.text


@pytest.mark.parametrize(
    ("question", "tool", "answer"),
    [
        ("What is 17 * 23?", "arithmetic", "391"),
        ("17 × 23 等于多少？", "arithmetic", "391"),
        ("how much is 3.5 plus 4", "arithmetic", "7.5"),
        ("2^10", "arithmetic", "1024"),
        ("1/0", "arithmetic", "division by zero"),
        ("what time is it?", "date_and_time", "UTC"),
        ("现在几点？", "date_and_time", "现在是"),
    ],
)
async def test_its_tools_take_the_whole_way(
    engine: AutoGenEngine, question: str, tool: str, answer: str
) -> None:
    gate = OpenGate()
    result = await asked(engine, question, gate)
    assert [call.name for call in gate.calls] == [tool]
    assert gate.calls[0].read_only
    kinds = [type(e) for e in result.events if not isinstance(e, TextAppended | Recorded)][:3]
    assert kinds == [ToolRequested, ToolDecided, ToolFinished]
    part = result.turn.parts[0]
    assert isinstance(part, ToolCallPart)
    assert part.state is (ToolState.FAILED if question == "1/0" else ToolState.DONE)
    assert answer in result.turn.text


async def test_a_denied_tool_does_not_run(engine: AutoGenEngine) -> None:
    gate = OpenGate(allowed=False, reason="Not today.")
    result = await asked(engine, "what time is it?", gate)
    part = result.turn.parts[0]
    assert isinstance(part, ToolCallPart)
    assert (part.state, part.result) == (ToolState.DENIED, "Not today.")
    assert "Not today." in result.turn.text


async def test_from_the_guide_to_a_model_without_tools(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    conversation = await engine.converse(plan_of(GUIDE))
    await heard(conversation, "what is 17*23")
    state = await conversation.save_state()
    await conversation.close()
    for protocol in (Protocol.OPENAI, Protocol.ANTHROPIC, Protocol.OLLAMA):
        plan = plan_of(endpoint_of(server, protocol), state=state)
        other = await engine.converse(plan)
        assert (await heard(other, "and twice that?")).problem is None
        said = [m for m in server.chats[-1].messages if m["role"] != "system"]
        assert [m["role"] for m in said] == ["user", "assistant", "user"]
        assert "391" in said[1]["content"]
        await other.close()


async def test_from_a_model_to_the_guide(engine: AutoGenEngine) -> None:
    replay = (turn(Role.USER, "hello"), turn(Role.AGENT, "Hi!"))
    conversation = await engine.converse(plan_of(GUIDE, replay=replay))
    assert "391" in (await heard(conversation, "17*23")).turn.text
    await conversation.close()


async def test_the_guide_needs_no_test_and_writes_no_titles(engine: AutoGenEngine) -> None:
    assert (await engine.test(GUIDE, model="", key=None)).problem is None
    with pytest.raises(EngineError) as caught:
        await engine.complete(GUIDE, model="guide", key=None, prompt="A title, please.")
    assert caught.value.problem.kind is ProblemKind.NO_MODEL


@pytest.mark.parametrize("folder", ["en", "zh_CN"])
def test_every_section_is_found_by_its_title(folder: str) -> None:
    book = Handbook(resource("handbook", folder))
    for title in book.titles:
        found = [passage.title for passage in book.search(title)]
        assert title in found, (title, found)
    book.close()


def test_both_languages_tell_the_same_things() -> None:
    english, chinese = (Handbook(resource("handbook", folder)) for folder in ("en", "zh_CN"))
    assert len(english.titles) == len(chinese.titles)
    english.close()
    chinese.close()


async def test_the_guide_plays_no_team_and_says_so(engine: AutoGenEngine) -> None:
    plan = replace(plan_of(GUIDE), team=json.dumps(agent("a")))
    with pytest.raises(EngineError) as caught:
        await engine.converse(plan)
    assert caught.value.problem.kind is ProblemKind.TEAM_NEEDS_MODEL
