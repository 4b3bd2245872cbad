"""Getting a message from the computer to the phone."""
