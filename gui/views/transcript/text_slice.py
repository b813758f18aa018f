"""A slice of a text: which ranges of its Markdown it shows, and how it is drawn from them."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from gui.model.markdown_blocks import MarkdownSplit, SettledBlock, Table, dedented
from gui.qt.markdown_document import References
from gui.qt.markdown_slices import block_tokens, tail_tokens
from gui.qt.theme import Theme
from gui.views.transcript.block import Block
from gui.views.transcript.code_block import CodeBlock
from gui.views.transcript.height_estimate import text_height
from gui.views.transcript.prose_block import FULL, ProseBlock
from gui.views.transcript.sliced_column import Slice
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.table_block import TableBlock

MOST_BLOCKS = 100
"""Of one slice of prose; short ones, such as rules, are many in few characters."""


class TextKind(Enum):
    PROSE = auto()
    CODE = auto()
    TABLE = auto()


def kind_of(block: SettledBlock) -> TextKind:
    if block.fence is not None:
        return TextKind.CODE
    return TextKind.PROSE if block.table is None else TextKind.TABLE


def new_block(kind: TextKind, around: Surroundings, *, faded: bool, parent: QWidget) -> Block:
    match kind:
        case TextKind.PROSE:
            return ProseBlock(around, faded=faded, parent=parent)
        case TextKind.CODE:
            return CodeBlock(around, parent=parent)
        case TextKind.TABLE:
            return TableBlock(around, parent=parent)


class TextSlice(Slice):
    """Prose is several settled blocks, and perhaps the tail; code and tables are one each."""

    def __init__(self, kind: TextKind, *, gap: int) -> None:
        super().__init__(gap=gap)
        self.kind = kind
        self.blocks: list[SettledBlock] = []
        self.continues = False  # without a gap, what stands above
        self.has_tail = False
        self.written = 0  # blocks that are in the widget's document
        self._final = 0  # blocks at the end that are only what the tail was
        self._length = 0

    def start_in(self, split: MarkdownSplit) -> int:
        """Where in the text it begins."""
        return self.blocks[0].start if self.blocks else split.tail_start

    def takes(self, kind: TextKind, *, is_open: bool) -> bool:
        """Whether one more block of `kind` belongs here."""
        if kind is not self.kind:
            return False
        if kind is TextKind.PROSE:
            return self._length < FULL and len(self.blocks) < MOST_BLOCKS
        return is_open and not self.blocks

    def add(self, block: SettledBlock, *, final: bool) -> None:
        self.blocks.append(block)
        self._final += final
        self._length += block.end - block.start

    def drop_from(self, start: int) -> bool:
        """Forget the blocks that begin at `start` or later; whether there were any."""
        kept = [block for block in self.blocks if block.start < start]
        if len(kept) == len(self.blocks):
            return False
        self.blocks = kept
        self._length = sum(block.end - block.start for block in kept)
        self.written = 0
        return True

    def may_refer(self, text: str) -> bool:
        """Whether there are brackets that could be a link."""
        return any("]" in text[block.start : block.end] for block in self.blocks)

    def draw(self, block: Block, split: MarkdownSplit, known: References) -> None:
        """Show in `block` what belongs here now."""
        match block:
            case ProseBlock():
                self.write(block, split, known)
            case CodeBlock():
                self.show_code(block, split)
            case TableBlock():
                self.show_table(block, split, known)

    def write(self, prose: ProseBlock, split: MarkdownSplit, known: References) -> None:
        """Write what is not in the document yet; the tail anew."""
        if self.written == 0:
            prose.begin_anew()
        else:
            prose.begin()
        for block in self.blocks[self.written :]:
            tokens = block_tokens(split.text, block, known)
            prose.write(tokens, follows=self.index > 0)
            prose.settle(block.end - block.start)
        self.written = len(self.blocks)
        if self.has_tail:
            prose.write(tail_tokens(split, known), follows=self.index > 0)
        prose.end()

    def show_code(self, block: CodeBlock, split: MarkdownSplit) -> None:
        if self.blocks:
            found = self.blocks[0]
            fence = found.fence
            if fence is not None:
                code = dedented(split.text[fence.body : found.body_end], fence.indent)
                block.show_code(code, fence.language, complete=True)
        elif (fence := split.open_fence) is not None:
            block.grow(split, fence)

    def show_table(self, block: TableBlock, split: MarkdownSplit, known: References) -> None:
        if self.blocks:
            found = self.blocks[0]
            if found.table is not None:
                head = split.text[found.table.start : found.table.body]
                block.show_table(head, split.text[found.table.body : found.end], known)
        elif (table := split.open_table) is not None:
            block.grow(split, table, known)

    def estimate(self, text: str, theme: Theme, width: int) -> int:
        if self.kind is TextKind.PROSE:
            return text_height(theme, max(self._length, 1), width)
        start, end = self._range()
        lines = text.count("\n", start, end) + 1
        if self.kind is TextKind.CODE:
            return lines * theme.px("line_code") + theme.px("card_header")
        return lines * (theme.px("line_body") + 2 * theme.px("cell_pad"))

    def _range(self) -> tuple[int, int]:
        if not self.blocks:
            return 0, 0
        block = self.blocks[0]
        table: Table | None = block.table
        if block.fence is not None:
            return block.fence.body, block.body_end
        return (block.start if table is None else table.body), block.end
