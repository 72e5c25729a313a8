"""Connectors: one module per network or source, one contract (base), hosts only through the guard (hosts)."""
