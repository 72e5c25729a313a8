"""Ask the site for a file, as the server and the published copy do."""

from xml.etree import ElementTree

from dashboard.web.public import feeds, signs
from dashboard.web.public.document import Document
from dashboard.web.public.site import Site

RESOURCES = {resource.path: resource for resource in (*signs.RESOURCES, *feeds.RESOURCES)}
ATOM = "{http://www.w3.org/2005/Atom}"
SVG = "{http://www.w3.org/2000/svg}"


def ask(site: Site, path: str, **places: str) -> Document:
    """The document at a path as routes write it."""
    found = RESOURCES[path].answer(site, {"language": "en", **places})
    assert found is not None
    return found


def of(site: Site, slug: str, file: str, language: str = "en") -> Document:
    """A file of one institution."""
    return ask(site, "/{language}/organisations/{slug}/" + file, slug=slug, language=language)


def tree(document: Document) -> ElementTree.Element:
    """The document as XML."""
    return ElementTree.fromstring(document.body)


def drawn(svg: ElementTree.Element) -> list[str]:
    """Every text of a picture."""
    return ["".join(one.itertext()) for one in svg.iter(f"{SVG}text")]
