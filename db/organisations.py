"""Organisations: find them, list them, hand them out as the domain's own."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import not_
from sqlmodel import Session, col, insert, select

from dashboard.domain.errors import N_, NotFound
from dashboard.domain.organisations import Kind, Level, Organisation
from db import aliases
from db.chunks import chunks
from db.tables import OrganisationRow

SHARED_FIELDS = (
    *("slug", "name", "country", "fictional"),
    *("siren", "siret", "insee", "uai", "ror", "wikidata", "domain"),
    *("population", "students", "staff"),
)


def as_organisation(row: OrganisationRow) -> Organisation:
    """The row as the domain knows it."""
    fields = {name: getattr(row, name) for name in SHARED_FIELDS}
    return Organisation(kind=Kind(row.kind), level=Level(row.level), **fields)


def by_slug(session: Session, slug: str) -> OrganisationRow:
    """The organisation of that slug, or into which the one of that slug was merged.

    :raises NotFound: there is none.
    """
    # PostgreSQL takes no NUL in a text, not even to say that there is no such row.
    asked = slug.strip().lower().replace("\0", "?")
    row = session.exec(select(OrganisationRow).where(OrganisationRow.slug == asked)).first()
    if row is None and (kept := aliases.organisation_of(session, asked)) is not None:
        row = session.get(OrganisationRow, kept)
    if row is None:
        raise NotFound(N_("No organisation is called “{slug}”. Choose one from the list of organisations."), slug=slug)
    return row


def by_identifier(session: Session, name: str, value: str) -> OrganisationRow | None:
    """The organisation with that identifier, or None.

    :param name: its column: siren, uai, ror, wikidata ...
    """
    return session.exec(select(OrganisationRow).where(getattr(OrganisationRow, name) == value)).first()


def certified_with_item(session: Session) -> Sequence[OrganisationRow]:
    """Certified organisations that have an item in Wikidata, without those of the demo."""
    certified = [level.value for level in Level if level.certified]
    query = select(OrganisationRow).where(col(OrganisationRow.level).in_(certified), col(OrganisationRow.wikidata).is_not(None))
    return session.exec(query.where(not_(col(OrganisationRow.fictional))).order_by(col(OrganisationRow.id))).all()


def everyone(session: Session) -> Sequence[OrganisationRow]:
    """All organisations by name."""
    return session.exec(select(OrganisationRow).order_by(OrganisationRow.match_key, OrganisationRow.slug)).all()


def keys(session: Session) -> dict[str, int]:
    """The key of every organisation, by slug."""
    return {slug: key for slug, key in session.execute(select(OrganisationRow.slug, OrganisationRow.id)) if key is not None}


def of_ids(session: Session, ids: Iterable[int]) -> list[OrganisationRow]:
    """Some organisations, by key."""
    found: list[OrganisationRow] = []
    for some in chunks(ids):
        found.extend(session.exec(select(OrganisationRow).where(col(OrganisationRow.id).in_(some))))
    return found


def of_slugs(session: Session, slugs: Iterable[str]) -> list[OrganisationRow]:
    """Some organisations, by the slugs they have today."""
    found: list[OrganisationRow] = []
    for some in chunks(slugs):
        found.extend(session.exec(select(OrganisationRow).where(col(OrganisationRow.slug).in_(some))))
    return found


def slugs(session: Session) -> Sequence[str]:
    """Every slug, in the order of the names."""
    return session.exec(select(OrganisationRow.slug).order_by(OrganisationRow.match_key, OrganisationRow.slug)).all()


def add_many(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Write new organisations, given by column; what is not given is empty."""
    empty = {name: None for name in SHARED_FIELDS} | {"level": Level.L0.value, "fictional": False}
    if rows:
        session.execute(insert(OrganisationRow), [{**empty, **row} for row in rows])


def taken_slugs(session: Session) -> set[str]:
    """All slugs in use, and those once used: an address is never given to somebody else."""
    return set(session.exec(select(OrganisationRow.slug)).all()) | aliases.slugs(session)


def exists(session: Session, *, fictional: bool | None = None) -> bool:
    """Whether there is any organisation; with ``fictional``, any made by the demo (True) or any other (False)."""
    query = select(OrganisationRow.id).limit(1)
    if fictional is not None:
        query = query.where(col(OrganisationRow.fictional) == fictional)
    return session.exec(query).first() is not None


def ids_of_kind(session: Session, kind: str) -> Sequence[int]:
    """Keys of all organisations of one kind."""
    return [key for key in session.exec(select(OrganisationRow.id).where(OrganisationRow.kind == kind)) if key is not None]
