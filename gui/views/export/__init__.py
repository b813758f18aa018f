"""Chats as documents for other programs: HTML, PDF, and the dialog that asks for them."""
