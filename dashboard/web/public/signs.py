"""Badges, cards and square codes."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
