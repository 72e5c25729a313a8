"""The doors to a starter pack: the page of coordinators and the command line."""
