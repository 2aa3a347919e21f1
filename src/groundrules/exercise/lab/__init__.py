"""Evidence labs: records that differ from learner to learner, tables of them, and the numbers they hold."""
