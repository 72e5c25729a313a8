"""What everybody sees of exit days."""
