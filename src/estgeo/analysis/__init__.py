"""What the counts mean: one question a file."""
