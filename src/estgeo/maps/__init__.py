"""Results as folium maps that open without a network."""
