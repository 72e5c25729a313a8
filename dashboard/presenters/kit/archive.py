"""The whole kit as one ZIP: the same bytes whenever it is made of the same facts."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.charts.png import png
from dashboard.config import LANGUAGES
from dashboard.domain.csv_text import csv_text
from dashboard.i18n import Words, words_in
from dashboard.presenters.kit.links import NAMES, Links
from dashboard.presenters.kit.pictures import Picture, common_codes, page_code, pictures
from dashboard.presenters.kit.readme import place_said, readme
from dashboard.presenters.kit.texts import Text, texts
from dashboard.services.exit_days.kit import Kit

README = "LISEZMOI-README.txt"
STAMP = (1980, 1, 1, 0, 0, 0)
"""Of every file: the earliest that a ZIP can hold. The day on which a kit is made changes nothing in it."""
BOM = "\ufeff"
"""Tells spreadsheets that accents are UTF-8; in a text it would be copied into the post."""


def archive_name(kit: Kit) -> str:
    """The name under which it is kept: slugs, so plain ASCII."""
    return f"essaim-kit-{kit.organisation.slug}-{kit.day.slug}.zip"


def kit_archive(kit: Kit, base: str, *, public: bool, draw: Callable[..., bytes] = png) -> bytes:
    """The kit.

    :param base: ``https://host`` of the public site. :param public: whether others reach it.
    :param draw: an SVG as the bytes of a PNG.
    """
    spoken = {language: words_in(language) for language in LANGUAGES}
    made = {language: texts(words, kit, base) for language, words in spoken.items()}
    files = list(_files(kit, base, made, draw))
    told = [
        readme(words, kit, made[language], {one.path: one.what(words) for one in files}, public=public)
        for language, words in spoken.items()
    ]
    return _zipped([(README, "\n\n".join(told).encode()), *((one.path, one.body) for one in files)])


@dataclass(frozen=True)
class _File:
    """One file; ``what``: what it is, said in the language of whoever reads it."""

    path: str
    body: bytes
    what: Callable[[Words], str]


def _files(kit: Kit, base: str, made: Mapping[str, Sequence[Text]], draw: Callable[..., bytes]) -> Iterator[_File]:
    drawn = cache(draw)  # X and Mastodon ask for the same size
    for language in LANGUAGES:
        words = words_in(language)
        for text in made[language]:
            yield _File(f"{language}/{text.place.value}.txt", (text.text + "\n").encode(), partial(place_said, place=text.place))
        for picture in pictures(words, kit, base):
            yield from _picture(f"{language}/pictures", picture, drawn)
        yield from _picture("qr", page_code(words, kit, base), drawn)
    for picture in common_codes(kit, base):
        yield from _picture("qr", picture, drawn)
    rows = [row for language in LANGUAGES for row in Links(kit, base, language).rows()]
    yield _File("links.csv", (BOM + csv_text(NAMES, rows)).encode(), lambda words: words("every link with its parameters, as a table"))


def _picture(folder: str, one: Picture, draw: Callable[..., bytes]) -> Iterator[_File]:
    described = one.described
    yield _File(
        f"{folder}/{one.name}.png",
        draw(one.svg, zoom=one.zoom),
        lambda words: words("picture; alternative text: {text}", text=described),
    )
    yield _File(f"{folder}/{one.name}.svg", one.svg.encode(), lambda words: words("the same as a drawing, for print"))


def _zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for path, body in files:
            entry = ZipInfo(path, STAMP)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # whatever the machine is
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body)
    return out.getvalue()
