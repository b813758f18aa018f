"""Measurements of the promises that have a number, each beside its floor in the same run."""
