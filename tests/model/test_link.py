"""parley:// links: what they may ask for, and that nothing else is understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.link import (
    LONGEST_TEXT,
    Link,
    NewChat,
    QuickAsk,
    ShowChat,
    ShowSettings,
    read_link,
    visible_text,
    write_link,
)

CHAT = "01890a5d-ac96-774b-bcce-b302099a8057"

ids = st.uuids().map(str)
links: st.SearchStrategy[Link] = st.one_of(
    st.builds(NewChat, text=st.text(max_size=200).map(visible_text)),
    st.builds(ShowChat, session_id=ids),
    st.builds(ShowSettings, page=st.sampled_from(["models", "appearance", "about"])),
    st.just(QuickAsk()),
)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("parley://new", NewChat()),
        ("parley://new/", NewChat()),
        ("PARLEY://New", NewChat()),
        ("parley://new?text=", NewChat()),
        ("parley://new?text=What+is%20it%3F%0ANow%3F", NewChat(text="What is it?\nNow?")),
        ("parley://new?text=%E4%BD%A0%E5%A5%BD", NewChat(text="你好")),
        ("parley://new?text=a=b", NewChat(text="a=b")),
        (f"parley://chat/{CHAT}", ShowChat(session_id=CHAT)),
        (f"parley://chat/{CHAT}/", ShowChat(session_id=CHAT)),
        ("parley://settings/appearance", ShowSettings(page="appearance")),
        ("parley://quick-ask", QuickAsk()),
    ],
)  # fmt: skip
def test_what_a_link_may_ask_for(address: str, link: Link) -> None:
    assert read_link(address) == link


@pytest.mark.parametrize(
    "address",
    [
        "",
        "parley:",
        "parley:new",
        "parley://",
        "parley://send?text=hello",
        "parley://new/now",
        "parley://new?send=1",
        "parley://new?text=a&send=1",
        "parley://new?text=%zz",
        "parley://new?text=%ff",
        "parley://new?text=a#b",
        "parley://chat",
        "parley://chat/../../etc",
        f"parley://chat/{CHAT}?text=a",
        f"parley://chat/{CHAT.upper()}",
        f"parley://chat/{CHAT}/{CHAT}",
        "parley://settings",
        "parley://settings/../x",
        "parley://settings/models?key=sk-1",
        "parley://quick-ask?text=a",
        "parley://user@new",
        "https://example.org/parley://new",
        " parley://new",
        "parley://new\n",
    ],
)
def test_anything_else_is_no_link(address: str) -> None:
    assert read_link(address) is None


@given(links)
def test_a_link_that_was_written_is_read(link: Link) -> None:
    assert read_link(write_link(link)) == link


@given(st.text(max_size=60), st.sampled_from(["", "parley://", "parley://new?text="]))
def test_no_address_is_too_strange(address: str, start: str) -> None:
    link = read_link(start + address)
    if isinstance(link, NewChat):
        assert visible_text(link.text) == link.text


def test_signs_that_nobody_would_see_are_dropped() -> None:
    hidden = "a\x00\x1b[2J\u202eb\u200bc\U000e0041d\r\ne\tf"
    assert visible_text(hidden) == "a[2Jbcd\ne\tf"
    assert visible_text("👩\u200d💻") == "👩\u200d💻"


def test_a_text_has_a_bound() -> None:
    longest = NewChat(text="问" * LONGEST_TEXT)
    assert read_link(write_link(longest)) == longest
    assert read_link(write_link(NewChat(text="a" * (LONGEST_TEXT + 1)))) is None
