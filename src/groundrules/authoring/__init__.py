"""What authors use: the derived files made from their sources, and the linter of the whole content."""
