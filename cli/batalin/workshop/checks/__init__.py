"""Everything that can be wrong with rules that can be read."""
