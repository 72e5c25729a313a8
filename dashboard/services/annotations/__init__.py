"""Notes on charts: write one, withdraw it, read them."""
