"""Tests of chats as documents."""
