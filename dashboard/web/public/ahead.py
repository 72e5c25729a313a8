"""What the pages of several organisations rest on, read for all of them at once: a published copy is written many at a time."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from dashboard.services.read_together import read_together
from dashboard.web.public.site import Site


def read_ahead(site: Site, slugs: Sequence[str]) -> Mapping[str, Mapping[Hashable, Any]]:
    """By slug, what Site.once would otherwise read one organisation after the other, under the same keys.

    Two dozen statements an organisation were a fifth of what its pages cost.
    """
    read = read_together(site.essaim.db, slugs, today=site.today, holding=site.essaim.holding, peers=site.peers or {})
    return {
        slug: {
            ("organisation", slug): view,
            ("proofs", slug): {slug: read.proofs[slug]},
            ("posts", slug): read.posts[slug],
            ("news", slug): read.news[slug],
            ("days of", slug): read.days[slug],
            ("press", slug): read.press[slug],
        }
        for slug, view in read.views.items()
    }
