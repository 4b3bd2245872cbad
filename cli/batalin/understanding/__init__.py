"""What a buyer's own words say: words in, answers out, each with the words that carry it."""
