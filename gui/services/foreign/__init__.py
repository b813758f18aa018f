"""Chats that other programs have written: read with suspicion, and made into trees of turns."""
