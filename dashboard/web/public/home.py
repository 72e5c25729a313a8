"""The home page: who left, combined audience, the curve of the movement, what comes next."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
