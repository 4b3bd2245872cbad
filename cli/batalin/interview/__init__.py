"""Questions in order, back, review; three ways to show them."""
