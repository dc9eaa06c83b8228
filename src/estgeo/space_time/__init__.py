"""Where and when it is counted: zones, streets, periods, cubes."""
