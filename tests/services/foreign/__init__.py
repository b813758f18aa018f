"""Exports of other programs, built to their published shapes."""
