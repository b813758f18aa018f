"""The rows of the chat list as data: places, heights and folds agree, and are kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from gui.first_chat import kept_order
from gui.model.session import Session, TitleBy
from gui.services.settings import Settings
from gui.views.sidebar.chat_rows import ChatRows
from gui.views.sidebar.grouping import DayEdges, Sort
from gui.views.sidebar.list_order import ListOrder
from gui.views.sidebar.row_geometry import RowGeometry
from gui.views.sidebar.row_sections import ChatRow
from gui.views.sidebar.row_words import tags_within
from gui.views.sidebar.session_list_model import SessionListModel


def test_tags_are_shown_whole_or_counted() -> None:
    words = "#food #in a hurry #soup"
    assert tags_within(words, 30, len) == words
    assert tags_within(words, 21, len) == "#food #in a hurry +1"
    assert tags_within(words, 8, len) == "#food +2"
    assert tags_within(words, 7, len) == ""
    assert tags_within("", 30, len) == ""


def _chat(number: int, *, age: int, pinned: bool) -> Session:
    then = 1_700_000_000_000 - age * 1000
    return Session(
        id=f"{number:03}",
        title=f"chat {age % 7}",
        title_by=TitleBy.USER,
        created_at=then,
        updated_at=then,
        pinned=pinned,
    )


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), max_size=30),
    st.sampled_from(list(Sort)),
    st.sets(st.sampled_from(["PINNED", "OLDER", "ALL"])),
)
def test_rows_places_and_heights_agree(
    ages: list[tuple[int, bool]], sort: Sort, folded: set[str]
) -> None:
    rows = ChatRows(DayEdges.of(date(2026, 11, 24)))
    rows.arrange(sort=sort)
    rows.sections.fold(folded)
    for number, (age, pinned) in enumerate(ages):
        rows.put(_chat(number, age=age, pinned=pinned))
    all_at_once = ChatRows(DayEdges.of(date(2026, 11, 24)))
    all_at_once.arrange(sort=sort)
    all_at_once.sections.fold(folded)
    all_at_once.add([_chat(n, age=age, pinned=pinned) for n, (age, pinned) in enumerate(ages)])
    found = [rows.sections.row(number) for number in range(rows.sections.count)]
    assert found == [all_at_once.sections.row(n) for n in range(all_at_once.sections.count)]
    geometry = RowGeometry(rows.sections.all, row_height=10, heading_height=7)
    top = 0
    for number, row in enumerate(found):
        assert geometry.span(number)[0] == top
        top += geometry.span(number)[1]
        assert geometry.row_at(top - 1) == number
        if isinstance(row, ChatRow):
            assert rows.place(row.session_id) == number
    assert geometry.height == top
    assert geometry.row_at(top) is None


def test_order_and_folds_are_kept_until_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    model = SessionListModel(today=lambda: date(2026, 11, 24))
    order = ListOrder(model, kept_order(settings))
    order.sort_by(Sort.TITLE)
    order.fold("ALL", True)
    order.fold("PINNED", True)
    order.fold("PINNED", False)
    again = SessionListModel(today=lambda: date(2026, 11, 24))
    assert ListOrder(again, kept_order(settings)).sort is Sort.TITLE
    again.put(_chat(1, age=0, pinned=False), running=False)
    assert [again.index(row, 0).data() for row in range(again.rowCount())] == ["All chats"]
    settings.set_section("list_order", {"sort": "by weight", "folded": 7})
    assert ListOrder(again, kept_order(settings)).sort is Sort.USED
    settings.wait(5)
