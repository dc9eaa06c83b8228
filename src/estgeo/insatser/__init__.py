"""What was done about it, and whether it helped."""
