"""Results as matplotlib charts."""
