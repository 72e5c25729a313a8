"""Archives of X: what is read of them, what is stored of it, and what is refused."""
