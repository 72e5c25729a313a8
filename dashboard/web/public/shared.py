"""Comparisons that somebody shared by a link."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
