"""Tests of the connectors, on real sockets of this machine."""
