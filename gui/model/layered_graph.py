"""Puts the nodes of a graph, which may have loops, into layers with few crossings."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]
Place = str | Pair
"""A node, or the line between two that passes through a layer."""

SWEEPS = 4
"""How often each layer is put into the order of its neighbours; more changes little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """`columns` are the layers in order; `of` is the number of each node's layer."""

    columns: tuple[tuple[Place, ...], ...]
    of: Mapping[str, int]


def layers_by_flow(nodes: Sequence[str], pairs: Iterable[Pair]) -> Layers:
    """Each node after all that lead to it, but for the lines that close a loop."""
    known = _known(nodes, pairs)
    onward = _without_loops(nodes, known)
    waiting = dict.fromkeys(nodes, 0)
    for _source, target in onward:
        waiting[target] += 1
    ready = deque(node for node in nodes if not waiting[node])
    following = _following(nodes, onward)
    number = dict.fromkeys(nodes, 0)
    while ready:
        node = ready.popleft()
        for target in following[node]:
            number[target] = max(number[target], number[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return _ordered(nodes, known, number)


def layers_by_reach(nodes: Sequence[str], pairs: Iterable[Pair]) -> Layers:
    """Each node as far from the first as steps are needed to reach it."""
    known = _known(nodes, pairs)
    following = _following(nodes, known)
    number: dict[str, int] = {}
    for start in nodes:
        if start in number:
            continue
        number[start] = 0
        ready = deque([start])
        while ready:
            node = ready.popleft()
            for target in following[node]:
                if target not in number:
                    number[target] = number[node] + 1
                    ready.append(target)
    return _ordered(nodes, known, number)


def _known(nodes: Sequence[str], pairs: Iterable[Pair]) -> list[Pair]:
    here = set(nodes)
    return [pair for pair in dict.fromkeys(pairs) if here.issuperset(pair)]


def _following(nodes: Sequence[str], pairs: Iterable[Pair]) -> dict[str, list[str]]:
    following: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in pairs:
        following[source].append(target)
    return following


def _without_loops(nodes: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """The lines that do not lead back to a node from which one has come."""
    following = _following(nodes, pairs)
    onward: list[Pair] = []
    state: dict[str, bool] = {}  # True while one is on the way from it
    for start in _starts(nodes, pairs):
        if start in state:
            continue
        state[start] = True
        way = [(start, iter(following[start]))]
        while way:
            node, rest = way[-1]
            target = next(rest, None)
            if target is None:
                state[node] = False
                way.pop()
            elif not state.get(target):
                onward.append((node, target))
                if target not in state:
                    state[target] = True
                    way.append((target, iter(following[target])))
    return onward


def _starts(nodes: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """Nodes that nothing leads to come first, so that loops are cut where they close."""
    entered = {target for source, target in pairs if source != target}
    return sorted(nodes, key=lambda node: node in entered)


def _ordered(nodes: Sequence[str], pairs: Sequence[Pair], number: Mapping[str, int]) -> Layers:
    count = max(number.values(), default=-1) + 1
    columns: list[list[Place]] = [[] for _ in range(count)]
    for node in nodes:
        columns[number[node]].append(node)
    near: dict[Place, list[Place]] = {node: [] for node in nodes}
    for pair in pairs:
        source, target = pair
        if number[target] <= number[source]:
            continue
        chain: list[Place] = [source, *[pair] * (number[target] - number[source] - 1), target]
        for layer in range(number[source] + 1, number[target]):
            columns[layer].append(pair)
        if len(chain) > 2:
            near.setdefault(pair, []).extend((source, target))
        near[source].append(chain[1])
        near[target].append(chain[-2])
    for sweep in range(SWEEPS):
        _sweep(columns, near, forward=sweep % 2 == 0)
    return Layers(columns=tuple(tuple(column) for column in columns), of=dict(number))


def _sweep(
    columns: list[list[Place]], near: Mapping[Place, Sequence[Place]], *, forward: bool
) -> None:
    """Sort each layer by where the neighbours in the layer before it stand."""
    rows = [{place: row for row, place in enumerate(column)} for column in columns]
    order = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
    for here in order:
        beside = rows[here - 1 if forward else here + 1]
        own = rows[here]

        def middle(
            place: Place, beside: dict[Place, int] = beside, own: dict[Place, int] = own
        ) -> float:
            found = [beside[each] for each in (*near[place], place) if each in beside]
            return sum(found) / len(found) if found else float(own[place])

        columns[here].sort(key=middle)
        rows[here] = {place: row for row, place in enumerate(columns[here])}
