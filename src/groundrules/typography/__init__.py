"""Letters on paper: text that every document can hold, fonts that have its letters, lines from right to left."""
