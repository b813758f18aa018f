"""The tree of a chat as rows: each turn once, the current branch straight, damage bearable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.model.turn import Role, TurnState
from gui.model.turn_tree import TreeRow, TurnNode, tree_rows


def node(turn_id: str, parent: str | None) -> TurnNode:
    return TurnNode(turn_id, parent, Role.USER, TurnState.DONE, "", "", 0, turn_id)


@st.composite
def trees(draw: st.DrawFn) -> tuple[tuple[TurnNode, ...], str | None]:
    parents = draw(st.lists(st.integers(min_value=-1, max_value=30), max_size=30))
    nodes = tuple(
        node(f"{at:02}", f"{parent:02}" if 0 <= parent < at else None)
        for at, parent in enumerate(parents)
    )
    heads = [None, *(one.id for one in nodes)]
    return nodes, draw(st.sampled_from(heads))


def _path(nodes: tuple[TurnNode, ...], head: str | None) -> list[str]:
    parents = {one.id: one.parent_id for one in nodes}
    path: list[str] = []
    while head is not None:
        path.append(head)
        head = parents[head]
    return path[::-1]


@given(trees())
def test_each_turn_stands_once_below_what_it_follows(
    tree: tuple[tuple[TurnNode, ...], str | None],
) -> None:
    nodes, head = tree
    rows = tree_rows(nodes, head)
    places = {row.node.id: place for place, row in enumerate(rows)}
    assert sorted(places) == [one.id for one in nodes]
    for row in rows:
        if row.node.parent_id is not None:
            parent = rows[places[row.node.parent_id]]
            assert places[parent.node.id] < places[row.node.id]
            assert row.level == parent.level + row.begins
        assert row.goes_on == any(one.parent_id == row.node.id for one in nodes)


@given(trees())
def test_the_current_branch_is_one_straight_line(
    tree: tuple[tuple[TurnNode, ...], str | None],
) -> None:
    nodes, head = tree
    rows = tree_rows(nodes, head)
    current = [row for row in rows if row.current]
    assert [row.node.id for row in current] == _path(nodes, head)
    assert {row.level for row in current} <= {0}


@given(trees())
def test_a_level_that_is_passed_by_goes_on_further_down(
    tree: tuple[tuple[TurnNode, ...], str | None],
) -> None:
    rows = tree_rows(*tree)
    for place, row in enumerate(rows):
        for level in range(row.level):
            assert _goes_on_at(rows[place + 1 :], level)


def _goes_on_at(below: tuple[TreeRow, ...], level: int) -> bool:
    nearest = next((row for row in below if row.level <= level), None)
    return nearest is not None and nearest.level == level and not nearest.begins


def test_missing_parents_and_circles_do_no_harm() -> None:
    rows = tree_rows((node("a", "gone"), node("b", "b"), node("c", "a")), "c")
    assert [row.node.id for row in rows] == ["b", "a", "c"]
    assert tree_rows((), None) == ()
