"""Tests of the Qt helpers."""
