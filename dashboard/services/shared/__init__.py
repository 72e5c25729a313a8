"""Comparisons shared by a link: give one out, see and revoke one's own, open one."""
