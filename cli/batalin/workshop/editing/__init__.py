"""What helps while rule files are written: schemas for editors, new pages, news at every save."""
