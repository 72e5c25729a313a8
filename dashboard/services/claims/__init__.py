"""Claims: proving that a team speaks for its institution, and looking again every week."""
