"""Servers and browsers that tests talk to, all on this machine."""
