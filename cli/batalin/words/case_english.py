"""What the program says in English about case files."""

SENTENCES: dict[str, str] = {}
