"""What is proved of a rulebook, in figures."""
