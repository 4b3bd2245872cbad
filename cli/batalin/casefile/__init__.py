"""A buyer's case: what happened, when, what was promised; no files, no clock."""
