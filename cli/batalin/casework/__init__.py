"""Where case files lie, and how they are read and written."""
