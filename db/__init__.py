"""Storage: engine, types, tables, and one query module per aggregate. Queries take the session first and never commit."""
