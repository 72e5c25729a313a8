"""Atom feeds: departures, and ages reached."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
