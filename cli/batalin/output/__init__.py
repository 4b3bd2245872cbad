"""The diagnosis as text, JSON, Markdown or the message alone."""
