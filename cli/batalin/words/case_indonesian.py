"""What the program says in Indonesian about case files."""

SENTENCES: dict[str, str] = {}
