"""The open data as files."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
