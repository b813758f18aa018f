"""Glass: Qt helpers that know nothing of chat."""
