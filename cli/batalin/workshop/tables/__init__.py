"""The rules as decision tables."""
