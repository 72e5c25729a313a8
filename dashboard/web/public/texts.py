"""Methodology, data, about, accessibility, privacy, legal notice."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
