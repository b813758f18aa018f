"""What the reader does: follows the end, was taken somewhere, or reads what is in sight."""

from __future__ import annotations

from gui.views.transcript.reading_position import ReadingPosition, reading_position
from gui.views.transcript.turn_column import TurnColumn


class Reader:
    """`news` are turns that came or changed while the reader was away from the end."""

    def __init__(self, column: TurnColumn) -> None:
        self._column = column
        self.is_following = True
        self.aimed_at: ReadingPosition | None = None  # where the reader wanted to be taken
        self.news: set[str] = set()

    def follow(self) -> None:
        self.is_following, self.aimed_at = True, None
        self.news.clear()

    def aim(self, position: ReadingPosition) -> None:
        self.is_following, self.aimed_at = False, position

    def scroll(self, *, at_end: bool) -> None:
        """The reader went somewhere."""
        self.aimed_at = None
        self.is_following = at_end
        if at_end:
            self.news.clear()

    def note(self, turn_id: str) -> None:
        if not self.is_following:
            self.news.add(turn_id)

    def position(self, top: int) -> ReadingPosition | None:
        """What is read when `top` is the upper edge; None where the end is followed."""
        if self.is_following:
            return None
        return self.aimed_at or reading_position(self._column, top)
