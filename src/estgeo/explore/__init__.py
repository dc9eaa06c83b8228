"""Pages that answer: choose a place, hours, weeks or a theme, and see what is left."""
