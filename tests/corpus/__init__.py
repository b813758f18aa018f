"""Texts to test with: the examples of the CommonMark specification, and poison."""
