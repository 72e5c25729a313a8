"""Figures frozen for the press."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
