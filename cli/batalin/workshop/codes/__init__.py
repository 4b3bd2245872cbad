"""The page of every finding."""
