"""The API for programs: reading only, everything public, as JSON and as CSV."""
