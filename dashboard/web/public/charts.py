"""Every chart: its permalink, its picture, its data."""

from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = ()
