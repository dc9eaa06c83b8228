"""Statistics on arrays: numbers in, numbers out, no frames and no geometry."""
