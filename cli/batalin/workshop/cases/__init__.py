"""Cases: what one buyer should read, run against the rules, and what they cover."""
