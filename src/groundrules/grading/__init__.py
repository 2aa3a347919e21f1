"""The instructor's side: exercises built and released, hand-ins taken in, graded, given back; nbgrader underneath."""
