"""Records to try things on: the fictional Valboås and real ones from Memphis."""
