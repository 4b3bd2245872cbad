"""The rules: reading, checking, proving and asking them."""
