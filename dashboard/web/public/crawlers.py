"""What search engines read first: sitemap and robots."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
