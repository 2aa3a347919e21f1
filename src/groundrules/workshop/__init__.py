"""A workshop on one laptop: a room that steps through scenarios together, and the lessons for everybody in it."""
