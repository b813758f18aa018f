"""Where the members of a team stand in its picture, and which way the lines between them go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gui.model.layered_graph import Layers, layers_by_flow, layers_by_reach
from gui.model.team_shape import Link, LinkKind, Node, Pattern, TeamShape


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float

    def moved(self, x: float, y: float) -> Point:
        return Point(self.x + x, self.y + y)


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def moved(self, x: float, y: float) -> Box:
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`curved`: to be drawn with level tangents, otherwise with round corners. `tool`: it
    leads to what a member has as a tool. `both`: it has a head at each end."""

    source: str
    target: str
    points: tuple[Point, ...]
    label: str = ""
    curved: bool = False
    tool: bool = False
    both: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """In any unit. `heading` is the height of an open group's title, `columns` is how many
    members stand side by side before another row begins."""

    width: float
    height: float
    gap_x: float
    gap_y: float
    heading: float
    columns: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Boxes by the nodes' ids; that of an open group has those of its members within it."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    lines: tuple[Line, ...]


def place(shape: TeamShape, measure: Measure, opened: Collection[str] = ()) -> Layout:
    """Lay out `shape`, whose groups in `opened` show what is inside; at (0, 0) from the corner."""
    drawing = _Drawing()
    cells = {node.id: _cell(node, measure, opened) for node in shape.nodes}
    if shape.head is not None:
        cells[shape.head.id] = _cell(shape.head, measure, opened)
        _below_head(drawing, shape, cells, measure)
    elif shape.pattern in (Pattern.GRAPH, Pattern.SWARM) and shape.nodes:
        _layered(drawing, shape, cells, measure)
    elif len(shape.nodes) > measure.columns:
        _ring(drawing, shape, cells, measure)
    else:
        _row(drawing, shape, cells, measure)
    return drawing.finished()


class _Drawing:
    """Boxes and lines that are put together anywhere and moved to the corner at the end."""

    def __init__(self) -> None:
        self.boxes: dict[str, Box] = {}
        self.lines: list[Line] = []

    def put(self, layout: Layout, x: float, y: float) -> None:
        for node_id, box in layout.boxes.items():
            self.boxes[node_id] = box.moved(x, y)
        self.lines += [_moved(line, x, y) for line in layout.lines]

    def draw(self, link: Link, *points: Point, curved: bool = False, both: bool = False) -> None:
        self.lines.append(
            Line(
                source=link.source,
                target=link.target,
                points=points,
                label=link.label,
                curved=curved,
                both=both,
            )
        )

    def finished(self) -> Layout:
        xs = [x for box in self.boxes.values() for x in (box.x, box.right)]
        ys = [y for box in self.boxes.values() for y in (box.y, box.bottom)]
        points = [point for line in self.lines for point in line.points]
        xs += [point.x for point in points]
        ys += [point.y for point in points]
        left, top = min(xs, default=0.0), min(ys, default=0.0)
        return Layout(
            width=max(xs, default=0.0) - left,
            height=max(ys, default=0.0) - top,
            boxes={node_id: box.moved(-left, -top) for node_id, box in self.boxes.items()},
            lines=tuple(_moved(line, -left, -top) for line in self.lines),
        )


def _moved(line: Line, x: float, y: float) -> Line:
    return replace(line, points=tuple(point.moved(x, y) for point in line.points))


def _cell(node: Node, measure: Measure, opened: Collection[str]) -> Layout:
    """A node with what is inside it and what hangs on it."""
    drawing = _Drawing()
    width, height = measure.width, measure.height
    if node.inside is not None and node.id in opened:
        inner = place(node.inside, measure, opened)
        pad = measure.gap_y / 2
        width = max(width, inner.width + 2 * pad)
        height = measure.heading + inner.height + 2 * pad
        drawing.put(inner, (width - inner.width) / 2, measure.heading + pad)
    below = [_cell(each, measure, opened) for each in node.attached]
    spread = sum(each.width for each in below) + measure.gap_x / 2 * max(0, len(below) - 1)
    own = Box(max(0.0, (spread - width) / 2), 0, width, height)
    if own.x:
        drawing.boxes = {node_id: box.moved(own.x, 0) for node_id, box in drawing.boxes.items()}
        drawing.lines = [_moved(line, own.x, 0) for line in drawing.lines]
    drawing.boxes[node.id] = own
    left = max(0.0, (width - spread) / 2)
    for each, attached in zip(below, node.attached, strict=True):
        drawing.put(each, left, own.bottom + measure.gap_y)
        there = drawing.boxes[attached.id]
        start, end = Point(own.middle.x, own.bottom), Point(there.middle.x, there.y)
        half = own.bottom + measure.gap_y / 2
        points = (start, Point(start.x, half), Point(end.x, half), end)
        drawing.lines.append(Line(source=node.id, target=attached.id, points=points, tool=True))
        left += each.width + measure.gap_x / 2
    return drawing.finished()


Cells = Mapping[str, Layout]


def _row(drawing: _Drawing, shape: TeamShape, cells: Cells, measure: Measure) -> None:
    x = 0.0
    for node in shape.nodes:
        drawing.put(cells[node.id], x, 0)
        x += cells[node.id].width + measure.gap_x
    for link in shape.links:
        here, there = drawing.boxes[link.source], drawing.boxes[link.target]
        if here.x < there.x:
            level = min(here.middle.y, there.middle.y)
            drawing.draw(link, Point(here.right, level), Point(there.x, level))
        else:
            above = -measure.gap_y / 2
            up, down = Point(here.middle.x, here.y), Point(there.middle.x, there.y)
            drawing.draw(link, up, Point(up.x, above), Point(down.x, above), down)


def _ring(drawing: _Drawing, shape: TeamShape, cells: Cells, measure: Measure) -> None:
    """Two rows: there in the upper one, and back in the lower one."""
    nodes = shape.nodes
    half = (len(nodes) + 1) // 2
    columns = [[nodes[number]] for number in range(half)]
    for node, column in zip(nodes[half:], reversed(columns), strict=False):
        column.append(node)
    drop = max(cells[node.id].height for node in nodes[:half]) + measure.gap_y
    x = 0.0
    for column in columns:
        width = max(cells[node.id].width for node in column)
        for row, node in enumerate(column):
            drawing.put(cells[node.id], x + (width - cells[node.id].width) / 2, row * drop)
        x += width + measure.gap_x
    lower = {node.id for node in nodes[half:]}
    edge_right, edge_left = x - measure.gap_x / 2, -measure.gap_x / 2
    for link in shape.links:
        here, there = drawing.boxes[link.source], drawing.boxes[link.target]
        down, up = link.target in lower, link.source in lower
        level, end = here.middle.y, there.middle.y
        if down and up:
            line = min(level, end)
            drawing.draw(link, Point(here.x, line), Point(there.right, line))
        elif down:
            turn = (Point(edge_right, level), Point(edge_right, end))
            drawing.draw(link, Point(here.right, level), *turn, Point(there.right, end))
        elif up:
            turn = (Point(edge_left, level), Point(edge_left, end))
            drawing.draw(link, Point(here.x, level), *turn, Point(there.x, end))
        else:
            line = min(level, end)
            drawing.draw(link, Point(here.right, line), Point(there.x, line))


def _below_head(drawing: _Drawing, shape: TeamShape, cells: Cells, measure: Measure) -> None:
    """The head on top, members in rows of columns, and lines that run between the columns."""
    head, nodes = shape.head, shape.nodes
    if head is None:
        return
    columns = max(1, min(len(nodes), measure.columns))
    widths = [
        max((cells[node.id].width for node in nodes[column::columns]), default=measure.width)
        for column in range(columns)
    ]
    total = sum(widths) + measure.gap_x * (columns - 1)
    drawing.put(cells[head.id], (total - cells[head.id].width) / 2, 0)
    top = drawing.boxes[head.id]
    bus = top.bottom + measure.gap_y / 2
    y = top.bottom + measure.gap_y
    choices = {link.target: link for link in shape.links}
    for first in range(0, len(nodes), columns):
        x = 0.0
        row = nodes[first : first + columns]
        for node, width in zip(row, widths, strict=False):
            drawing.put(cells[node.id], x + (width - cells[node.id].width) / 2, y)
            box = drawing.boxes[node.id]
            points = [Point(top.middle.x, top.bottom), Point(top.middle.x, bus)]
            if first:
                aisle = x - measure.gap_x / 2
                points += [Point(aisle, bus), Point(aisle, y - measure.gap_y / 2)]
            points += [Point(box.middle.x, y - measure.gap_y / 2), Point(box.middle.x, box.y)]
            drawing.draw(choices[node.id], *points)
            x += width + measure.gap_x
        y += max(cells[node.id].height for node in row) + measure.gap_y


def _layered(drawing: _Drawing, shape: TeamShape, cells: Cells, measure: Measure) -> None:
    """Layers from left to right; what leads back goes above them."""
    ids = [node.id for node in shape.nodes]
    pairs = [(link.source, link.target) for link in shape.links]
    find = layers_by_flow if shape.pattern is Pattern.GRAPH else layers_by_reach
    layers = find(ids, pairs)
    joints = _stand_in_layers(drawing, layers, cells, measure)
    _draw_layered(drawing, shape, layers, joints, measure)


def _stand_in_layers(
    drawing: _Drawing, layers: Layers, cells: Cells, measure: Measure
) -> dict[tuple[str, str, int], Point]:
    """Where lines pass through layers between their ends, by line and layer."""
    joints: dict[tuple[str, str, int], Point] = {}
    heights = [
        sum(cells[each].height if isinstance(each, str) else 0.0 for each in layer)
        + measure.gap_y * (len(layer) - 1)
        for layer in layers.columns
    ]
    tallest = max(heights, default=0.0)
    x = 0.0
    for number, (layer, height) in enumerate(zip(layers.columns, heights, strict=True)):
        width = max((cells[each].width for each in layer if isinstance(each, str)), default=0.0)
        y = (tallest - height) / 2
        for each in layer:
            if isinstance(each, str):
                drawing.put(cells[each], x + (width - cells[each].width) / 2, y)
                y += cells[each].height + measure.gap_y
            else:
                joints[*each, number] = Point(x + width / 2, y)
                y += measure.gap_y
        x += width + measure.gap_x
    return joints


def _draw_layered(
    drawing: _Drawing,
    shape: TeamShape,
    layers: Layers,
    joints: Mapping[tuple[str, str, int], Point],
    measure: Measure,
) -> None:
    known = {(link.source, link.target) for link in shape.links}
    lane = 0.0
    for link in shape.links:
        pair = (link.source, link.target)
        mutual = link.kind is LinkKind.HANDOFF and pair[::-1] in known
        here, there = drawing.boxes[link.source], drawing.boxes[link.target]
        step = layers.of[link.target] - layers.of[link.source]
        if mutual and (step, link.source) < (0, link.target):
            continue  # the line from the other side has two heads
        if step > 0:
            between = [
                joints[*pair, number]
                for number in range(layers.of[link.source] + 1, layers.of[link.target])
            ]
            start, end = Point(here.right, here.middle.y), Point(there.x, there.middle.y)
            drawing.draw(link, start, *between, end, curved=True, both=mutual)
        elif link.source == link.target:
            drawing.draw(link, *_round_about(here, measure))
        elif step == 0:
            out = max(here.right, there.right) + measure.gap_x / 4
            drawing.draw(link, *_beside(here, there, out), both=mutual)
        else:
            lane -= measure.gap_y / 2
            drawing.draw(link, *_above(here, there, lane, measure))


def _round_about(box: Box, measure: Measure) -> tuple[Point, ...]:
    out, above = box.right + measure.gap_x / 4, box.y - measure.gap_y / 4
    start = Point(box.right, box.middle.y)
    corners = (Point(out, start.y), Point(out, above), Point(box.middle.x, above))
    return (start, *corners, Point(box.middle.x, box.y))


def _beside(here: Box, there: Box, out: float) -> tuple[Point, ...]:
    start, end = Point(here.right, here.middle.y), Point(there.right, there.middle.y)
    return (start, Point(out, start.y), Point(out, end.y), end)


def _above(here: Box, there: Box, lane: float, measure: Measure) -> tuple[Point, ...]:
    third = measure.gap_x / 3
    start, end = Point(here.right, here.middle.y), Point(there.x, there.middle.y)
    out, back = start.x + third, end.x - third
    return (
        start,
        Point(out, start.y),
        Point(out, lane),
        Point(back, lane),
        Point(back, end.y),
        end,
    )


def label_place(points: Sequence[Point]) -> Point:
    """The middle of the longest stretch of a line, where its label reads best."""
    first, second = max(
        pairwise(points),
        key=lambda pair: abs(pair[0].x - pair[1].x) + abs(pair[0].y - pair[1].y),
    )
    return Point((first.x + second.x) / 2, (first.y + second.y) / 2)
