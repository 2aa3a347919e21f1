"""Marking by hand: a page beside formgrader, over the same gradebook."""
