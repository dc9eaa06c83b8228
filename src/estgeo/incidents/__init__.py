"""What was reported: reading, checking and describing incident records."""
