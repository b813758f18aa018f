"""An answer's text as it grows: settled blocks are left alone, only the open tail is redrawn."""

from __future__ import annotations

from collections import deque
from time import perf_counter

from PySide6.QtWidgets import QWidget

from gui.model.markdown_blocks import Fence, MarkdownSplit, SettledBlock, dedented, normalised
from gui.model.turn import Part, TextPart
from gui.qt.markdown_document import Piece, PieceKind, References, parse, pieces, references
from gui.views.transcript.block import Block, BlockColumn
from gui.views.transcript.code_block import CodeBlock
from gui.views.transcript.prose_block import ProseBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.table_block import TableBlock


class TextBlock(BlockColumn):
    """Markdown as a column of prose, code and tables.

    The first `_settled_rows` rows are settled, except that the last of them may be prose
    whose document ends with the tail. To show the whole anew, for a theme or for links that
    are defined at the end, the rows are taken over one by one, so that nothing flickers.
    """

    def __init__(
        self, around: Surroundings, *, faded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("textBlock")
        self._around = around
        self._faded = faded
        self._text = ""
        self._growing = True
        self._stale = False
        self._linked = False  # whether the definitions of the whole text are known
        self._taking_over = False
        self._split = MarkdownSplit()
        self._pending: deque[SettledBlock] = deque()
        self._known: References = {}
        self._settled_rows = 0
        self._next = 0
        self._edited: list[ProseBlock] = []

    @property
    def markdown(self) -> str:
        return self._text

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, TextPart):
            return False
        self.show_text(part.text, growing=part.open)
        return True

    def show_text(self, text: str, *, growing: bool) -> None:
        """Takes effect with the next `advance`."""
        self._text = normalised(text)
        self._growing = growing
        self._stale = True

    def restyle(self) -> None:
        self._begin_anew(self._known if self._linked else {})
        self.touch()

    def advance(self, until: float) -> bool:
        if self._stale or self._pending:
            self._take_text()
            self._open_last()
            done = self._settle_pending(until)
            self._next_is_last(done=done)
            for prose in self._edited:
                prose.end()
            self._edited.clear()
            self._stale = not done
            if not done:
                return False
        return all(row.block.advance(until) for row in self.rows)

    def _take_text(self) -> None:
        if not self._split.grows_into(self._text):
            self._begin_anew({})
        self._pending.extend(self._split.feed(self._text))
        if not self._growing and not self._linked:
            self._linked = True
            if self._split.may_have_references:
                self._begin_anew(references(self._text))
                self._pending.extend(self._split.feed(self._text))

    def _begin_anew(self, known: References) -> None:
        self._split = MarkdownSplit()
        self._pending.clear()
        self._known = known
        self._settled_rows = 0
        self._taking_over = True
        self._stale = True

    def _open_last(self) -> None:
        self._next = self._settled_rows
        last = self.rows[self._next - 1].block if self._next else None
        if isinstance(last, ProseBlock):
            last.begin()
            self._edited.append(last)

    def _settle_pending(self, until: float) -> bool:
        while self._pending:
            self._settle(self._pending.popleft())
            self._settled_rows = self._next
            if self._pending and perf_counter() > until:
                return False
        self._show_tail()
        return True

    def _next_is_last(self, *, done: bool) -> None:
        if done or not self._taking_over:
            self.remove_from(self._next)
        if done:
            self._taking_over = False

    def _settle(self, block: SettledBlock) -> None:
        if block.fence is not None:
            code = self._split.text[block.fence.body : block.body_end]
            self._show_fence(block.fence, dedented(code, block.fence.indent), complete=True)
            return
        source = self._split.text[block.start : block.end]
        for piece in pieces(parse(source, self._known)):
            shown = self._show_piece(piece)
            if isinstance(shown, ProseBlock):
                shown.settle(len(source))

    def _show_tail(self) -> None:
        fence = self._split.open_fence
        if fence is not None and self._growing:
            self._show_fence(fence, self._split.code_from(fence.body)[0], complete=False)
            return
        known: References = dict(self._known)
        if "references" in known:  # a definition that is still being written must not stay
            known["references"] = dict(self._known["references"])  # type: ignore[call-overload]
        for piece in pieces(parse(self._split.tail, known)):
            self._show_piece(piece)

    def _show_fence(self, fence: Fence, code: str, *, complete: bool) -> None:
        block = self._row(PieceKind.CODE)
        if isinstance(block, CodeBlock):
            block.show_code(code, fence.language, complete=complete)

    def _show_piece(self, piece: Piece) -> Block:
        block = self._row(piece.kind)
        match block:
            case ProseBlock():
                block.write(piece.tokens, follows=self._next > 1)
            case CodeBlock():
                words = piece.info.split(maxsplit=1)
                language = words[0] if words else ""
                block.show_code(piece.code, language, complete=True)
            case TableBlock():
                block.show_table(piece.tokens)
        return block

    def _row(self, kind: PieceKind) -> Block:
        """The block for the next piece: the open one, the one that stands there, or a new one."""
        if kind is PieceKind.PROSE and self._next:
            last = self.rows[self._next - 1].block
            if isinstance(last, ProseBlock) and last.has_room:
                return last
        while self._next < len(self.rows):
            block = self.rows[self._next].block
            if isinstance(block, _KINDS[kind]):
                break
            self.remove(block)
        else:
            block = self._made(kind)
            self.append(block, gap=self._around.theme.px("paragraph_gap"))
        self._next += 1
        if isinstance(block, ProseBlock):
            block.begin_anew()
            self._edited.append(block)
        return block

    def _made(self, kind: PieceKind) -> Block:
        match kind:
            case PieceKind.PROSE:
                return ProseBlock(self._around, faded=self._faded)
            case PieceKind.CODE:
                return CodeBlock(self._around)
            case PieceKind.TABLE:
                return TableBlock(self._around)


_KINDS: dict[PieceKind, type[Block]] = {
    PieceKind.PROSE: ProseBlock,
    PieceKind.CODE: CodeBlock,
    PieceKind.TABLE: TableBlock,
}
