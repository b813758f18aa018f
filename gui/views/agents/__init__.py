"""Agents and teams: the page with all of them, the editor of one, and what is imported."""
