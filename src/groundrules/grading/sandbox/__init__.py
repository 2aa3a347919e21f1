"""Code of learners, run where it can harm nothing: a warm parent inside bubblewrap, a child of its own for each run."""
