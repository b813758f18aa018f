"""Tests of what packages Parley."""
