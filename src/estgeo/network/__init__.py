"""Streets as a network: what lies near by walking, and density along streets."""
