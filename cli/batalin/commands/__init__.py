"""The rule keeper's commands: each module reads what its command needs, and prints what it found."""
