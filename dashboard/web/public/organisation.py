"""An organisation's page, one a way of looking at its chart."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
