"""What the program says in Indonesian about getting a result across."""

SENTENCES: dict[str, str] = {}
