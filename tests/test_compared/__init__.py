"""Compare and forget: two lists are compared, and neither is shown to the other side, stored or told in small numbers."""
