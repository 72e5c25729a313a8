"""Charts for other sites: the frame, and what oEmbed says of it."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
