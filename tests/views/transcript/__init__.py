"""Tests of the transcript and its blocks."""
