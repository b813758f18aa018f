"""Passages of documents: all words are in them, and they say where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.model.passages import LENGTH, full_text_query, indexed, passages

WORDS = st.lists(st.sampled_from(["word", "longer-word", "。", "北京", "\n", "\n\n", ". ", " "]))


@given(st.lists(WORDS.map("".join), max_size=4))
def test_no_word_is_lost_and_each_passage_is_where_it_says(pages: list[str]) -> None:
    found = list(passages(pages, paged=True))
    assert all(len(one.text) <= LENGTH for one in found)
    for number, page in enumerate(pages, start=1):
        of_page = [one for one in found if one.page == number]
        assert "".join("".join(one.text for one in of_page).split()) in "".join(page.split())
        assert " ".join(indexed(one.text) for one in of_page).split() == indexed(page).split()
        for one in of_page:
            assert page.split("\n")[one.line - 1].strip().startswith(one.text.split("\n")[0][:1])


def test_a_long_text_ends_where_a_paragraph_does() -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 60 for number in range(20))
    found = list(passages([text], paged=False))
    assert all(one.text.startswith("Paragraph") for one in found)
    assert [one.page for one in found] == [0] * len(found)
    assert found[1].line == 5


def test_a_text_without_any_end_is_cut() -> None:
    assert [len(one.text) for one in passages(["x" * 2000], paged=False)] == [800, 800, 400]


def test_questions_become_words_and_pairs_of_characters() -> None:
    assert full_text_query('How "big" is C++? OR NOT *') == (
        '"how" OR "big" OR "is" OR "c" OR "or" OR "not"'
    )
    assert full_text_query("机器学习 中") == '"机 器" OR "器 学" OR "学 习" OR "中"'
    assert full_text_query('"*()') == ""
