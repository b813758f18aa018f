"""Quick ask: a question from anywhere, in a small window of its own."""
