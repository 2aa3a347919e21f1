"""Evidence: what call logs and calendars tell, the facts that follow, and a chart of them."""
