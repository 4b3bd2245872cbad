"""From answers and details to a diagnosis; pure."""
