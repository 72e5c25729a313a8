"""Charts for other sites: a page of its own for a frame, with the chart, what it finds, where it comes from and the way back."""

from collections.abc import Iterable, Mapping

from dashboard.config import LANGUAGES
from dashboard.domain.views import ChartName, Shade
from dashboard.public_addresses import chart, parse_embed
from dashboard.web import pages
from dashboard.web.headers import own_policy
from dashboard.web.public.chart_links import page_of
from dashboard.web.public.document import Document, moved, text
from dashboard.web.public.exit_day_charts import curves
from dashboard.web.public.organisation import views
from dashboard.web.public.pictures import inline
from dashboard.web.public.resource import Resource
from dashboard.web.public.shown import every_slug, shown
from dashboard.web.public.site import Site, words_of


def _answer(site: Site, places: Mapping[str, str]) -> Document | None:
    view = parse_embed(places["view"])
    language = places["language"]
    if view is None:
        whole = parse_embed(f"{places['view']}/")
        return moved(site.link(whole.embed(language))) if whole else None
    words = words_of(language)
    one = shown(site, words, view)
    body = (
        pages.environment()
        .get_template("public/embed.html")
        .render(
            words=words,
            language=language,
            link=site.link,
            name=one.title,
            one=one,
            pictures=inline(site, words, one),
            shade=view.shade.value,
            whole=site.absolute(page_of(site, language, view.seen(Shade.AUTO))),
            policy="" if site.live else own_policy(in_page=True),
        )
    )
    return text(body, modified=one.read_at, headers={"content-language": language})


def _frames(site: Site) -> Iterable[str]:
    """The charts of the movement on every ground, and those of each organisation as they are first seen; everything where the copy
    holds every view.
    """
    known = [chart(ChartName.TRANSFER, slug) for slug in every_slug(site)]
    whole = [chart(ChartName.DEPARTURES), chart(ChartName.RECOVERY), *curves(site)]
    if site.every_view:
        whole += [view for one in known for view in views(one.subject[0])]
    for language in LANGUAGES:
        yield from (view.seen(shade).embed(language) for view in whole for shade in Shade)
        if not site.every_view:
            yield from (view.embed(language) for view in known)


RESOURCES: tuple[Resource, ...] = (Resource("/embed/{language}/{view:path}", _answer, _frames),)
