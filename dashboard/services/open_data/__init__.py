"""Everything public as files: a Frictionless data package of CSV tables, the same in a folder, on the server and in a published copy."""
