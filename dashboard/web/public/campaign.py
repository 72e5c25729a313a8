"""Everybody who leaves one network."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
