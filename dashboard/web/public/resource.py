"""One kind of public address: how it is answered, and which addresses of it there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.config import LANGUAGES
from dashboard.web.public.document import Document
from dashboard.web.public.site import Site

Answer = Callable[[Site, Mapping[str, str]], Document | None]
"""(site, what stands in the places of the path) to the document, or None if there is none: an honest 404."""
Addresses = Callable[[Site], Iterable[str]]


def _none(_: Site) -> Iterable[str]:
    return ()


@dataclass(frozen=True, eq=False)
class Resource:
    """One route of the public site.

    :param path: as Starlette writes routes, with places in braces; one that begins with ``/{language}/`` or ``/embed/{language}/`` is
        routed once a language, and the language is among the places.
    :param answer: pure reading; raises NotFound where an organisation is unknown.
    :param addresses: every address of it that a published copy holds (without the folder it stands in).
    :param drawn_once: whether it takes long to make: a published copy is finished with these, and may keep those it has.
    :param pages_of: the list that its addresses are pages of, read once for all of them: where several processes write, one writes these.
    """

    path: str
    answer: Answer
    addresses: Addresses = _none
    drawn_once: bool = False
    pages_of: str = ""

    def held(self, site: Site) -> Sequence[str]:
        """Every address of it that a published copy holds, found once where many are asked for."""
        return site.once(("held", self.path), lambda: [*self.addresses(site)])

    def paths(self) -> Iterable[tuple[str, dict[str, str]]]:
        """Routes with what is known of their places already."""
        if "{language}" not in self.path:
            return [(self.path, {})]
        return [(self.path.replace("{language}", language), {"language": language}) for language in LANGUAGES]


def in_both(address: Callable[[str], str]) -> Addresses:
    """The addresses of something that there is once a language."""
    return lambda _: [address(language) for language in LANGUAGES]
