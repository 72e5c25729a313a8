"""The register: one row an institution, in the order of their slugs."""

from collections.abc import Iterator

from sqlmodel import Session

from dashboard.domain.errors import N_
from dashboard.domain.organisations import Kind, Level, SizeClass, SizeMeasure
from dashboard.services.open_data.tables import Asked, Column, Row, Table, Type
from db import organisations

SLUG = "[a-z0-9-]+"
TEXT = Type.STRING


def in_order(session: Session) -> list[tuple[str, int]]:
    """Slug and key of every organisation, sorted as every database sorts plain letters: by Python."""
    return sorted(organisations.keys(session).items())


def _rows(session: Session, _: Asked) -> Iterator[Row]:
    for one in sorted(map(organisations.as_organisation, organisations.everyone(session)), key=lambda one: one.slug):
        measure, size = one.size or (None, None)
        yield (
            *(one.slug, one.name, one.kind.value, one.country),
            *(one.siren, one.siret, one.insee, one.uai, one.ror, one.wikidata, one.domain),
            *(one.population, one.students, one.staff, size, measure, one.size_class),
            *(one.level.value, one.level.certified, one.fictional),
        )


ORGANISATIONS = Table(
    "organisations",
    N_("Institutions"),
    N_("The institutions of the register, with the identifiers that other registers know them by and their size."),
    (
        Column("slug", TEXT, N_("Name of the institution in addresses; it is never given to another one."), True, True, pattern=SLUG),
        Column("name", TEXT, N_("Name of the institution."), True),
        Column("kind", TEXT, N_("What sort of institution it is; comparisons stay within a kind."), True, members=Kind),
        Column("country", TEXT, N_("Country, two letters of ISO 3166-1."), pattern="[A-Z]{2}"),
        Column("siren", TEXT, N_("SIREN of the legal unit, nine digits."), unique=True, pattern="[0-9]{9}"),
        Column("siret", TEXT, N_("SIRET of the establishment, fourteen digits."), unique=True, pattern="[0-9]{14}"),
        Column("insee", TEXT, N_("INSEE code of the French commune."), pattern="[0-9AB]{5}"),
        Column("uai", TEXT, N_("UAI of the French school or university."), unique=True, pattern="[0-9]{7}[A-Z]"),
        Column("ror", TEXT, N_("Identifier in the Research Organization Registry."), unique=True, pattern="0[0-9a-z]{8}"),
        Column("wikidata", TEXT, N_("Item in Wikidata."), unique=True, pattern="Q[0-9]+"),
        Column("domain", TEXT, N_("Official domain.")),
        Column("population", Type.INTEGER, N_("Inhabitants, as the register has them."), minimum=1),
        Column("students", Type.INTEGER, N_("Students, as the register has them."), minimum=1),
        Column("staff", Type.INTEGER, N_("Staff, as the register has them."), minimum=1),
        Column("size", Type.INTEGER, N_("The size by which the institution is compared."), minimum=1),
        Column("size_measure", TEXT, N_("What that size counts."), members=SizeMeasure),
        Column("size_class", TEXT, N_("Class of size within which institutions compare."), members=SizeClass),
        Column("level", TEXT, N_("How its team proved that it speaks for it: L0 not at all, L3 strongest."), True, members=Level),
        Column("certified", Type.BOOLEAN, N_("Whether that proof suffices for a rank (L2 or L3)."), True),
        Column("fictional", Type.BOOLEAN, N_("Made up for a demonstration: no figure of it is about anybody."), True),
    ),
    _rows,
    key=("slug",),
)
