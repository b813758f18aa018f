"""Tests of the window and its pages."""
