"""What the pages about everybody have in common, read once where many of them are written."""

from dashboard.services.read_organisation import holds_demo
from dashboard.web.public.site import Site


def fictional(site: Site) -> bool:
    """Whether anybody is made up: the page then says so."""
    return site.once(("demo",), lambda: holds_demo(site.essaim.db))
