"""The interview as a drawing."""
