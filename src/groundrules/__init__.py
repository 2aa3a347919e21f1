"""Ground Rules: the verbs that a notebook of the course uses, loaded when first used."""
