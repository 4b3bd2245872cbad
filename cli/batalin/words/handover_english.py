"""What the program says in English about getting a result across."""

SENTENCES: dict[str, str] = {}
