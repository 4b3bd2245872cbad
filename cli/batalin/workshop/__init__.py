"""What keeps a rulebook true: checks, cases, comparisons and exports; pure, nothing here reads or prints."""
