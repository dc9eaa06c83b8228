"""Results as sentences in Swedish and English: plain values in, text out."""
