"""The leaderboard's pages, one a choice."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
