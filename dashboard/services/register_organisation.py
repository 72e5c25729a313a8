"""Register an institution."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from dashboard.domain import identifiers
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Conflict, EssaimError, NotAllowed, Refused
from dashboard.domain.figures import Holding
from dashboard.domain.names import LONGEST, match_key
from dashboard.domain.official_domain import domain
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.people import ALLOWED, Act, Actor
from dashboard.domain.slugs import unique_slug
from dashboard.services.permit import permit
from dashboard.services.standings import refresh
from dashboard.services.typed import one_line
from db import organisations
from db.engine import Database
from db.tables import OrganisationRow

UNIQUE = ("siret", "siren", "uai", "ror", "wikidata")
"""Identifiers that only one organisation can have."""
PROVING = frozenset({"domain", "siret"})
"""Fields on which proofs rest. Whoever could set them could prove anything: they come from the collective, or the register's import."""


@dataclass(frozen=True)
class NewOrganisation:
    """What a person typed: all optional but the name and the kind."""

    name: str
    kind: Kind
    country: str = "FR"
    siren: str = ""
    siret: str = ""
    insee: str = ""
    uai: str = ""
    ror: str = ""
    wikidata: str = ""
    domain: str = ""
    population: str = ""
    students: str = ""
    staff: str = ""


CHECKS: dict[str, Callable[[str], Any]] = {
    "country": identifiers.country,
    "siren": identifiers.siren,
    "siret": identifiers.siret,
    "insee": identifiers.insee,
    "uai": identifiers.uai,
    "ror": identifiers.ror,
    "wikidata": identifiers.wikidata,
    "domain": domain,
    "population": identifiers.head_count,
    "students": identifiers.head_count,
    "staff": identifiers.head_count,
}


def register_organisation(db: Database, new: NewOrganisation, *, by: Actor, now: datetime, holding: Holding) -> Organisation:
    """Check and store a new organisation; its slug is made from its name.

    :raises Refused: an identifier that cannot be right.
    :raises Conflict: the same institution is in the register already.
    :raises NotAllowed: whoever asks is neither of the collective nor a coordinator; or a coordinator gives what proofs rest on.
    """
    fields: dict[str, Any] = {name: check(text) for name, check in CHECKS.items() if (text := getattr(new, name).strip())}
    name = one_line(new.name)
    if not name or len(name) > LONGEST:
        raise Refused(N_("An organisation needs a name of 1 to {longest} characters."), longest=LONGEST)
    if "siren" in fields and "siret" in fields:
        identifiers.siret(str(fields["siret"]), of_siren=str(fields["siren"]))
    try:
        with db.writing() as session:
            leave = permit(session, by, Act.REGISTER, now=now)
            if PROVING & fields.keys() and leave.role not in ALLOWED[Act.MODERATE]:
                raise NotAllowed(N_("Proofs rest on the official domain and the SIRET: the collective adds them. Leave them empty."))
            row = add(session, name=name, kind=new.kind, fields=fields, now=now)
            refresh(session, [row.id or 0], today=now.date(), holding=holding)
            leave.note(Deed.ORGANISATION_REGISTERED, f"organisation:{row.id}", organisation_id=row.id, slug=row.slug)
            return organisations.as_organisation(row)
    except IntegrityError as problem:
        raise Conflict(N_("Somebody has just registered “{name}”. Look it up in the list of organisations."), name=name) from problem


def add(session: Session, *, name: str, kind: Kind, fields: dict[str, Any], now: datetime) -> OrganisationRow:
    """Add a row inside the caller's transaction.

    :param fields: checked values by column.
    :raises Conflict: an identifier, or the name with the kind and the country, belongs to another.
    """
    twin = _twin(session, name, kind, fields)
    if twin is not None:
        raise twin
    country = fields.get("country")
    slug = unique_slug(name, organisations.taken_slugs(session), kind, str(country) if country else None)
    row = OrganisationRow(slug=slug, name=name, match_key=match_key(name), kind=kind.value, registered_at=now, **fields)
    session.add(row)
    session.flush()
    return row


def _twin(session: Session, name: str, kind: Kind, fields: dict[str, Any]) -> EssaimError | None:
    for identifier in UNIQUE:
        if identifier in fields:
            other = session.exec(select(OrganisationRow).where(getattr(OrganisationRow, identifier) == fields[identifier])).first()
            if other:
                return Conflict(
                    N_("{identifier} {value} already belongs to “{name}” ({slug}). Use that one, or correct the number."),
                    identifier=identifier.upper(),
                    value=fields[identifier],
                    name=other.name,
                    slug=other.slug,
                )
    same = select(OrganisationRow).where(OrganisationRow.match_key == match_key(name), OrganisationRow.kind == kind.value)
    other = session.exec(same.where(col(OrganisationRow.country).is_not_distinct_from(fields.get("country")))).first()
    if other and not any(getattr(other, key) and key in fields for key in UNIQUE):
        return Conflict(
            N_("“{name}” is already in the register as {slug}. If it is another institution, give both a SIREN or another identifier."),
            name=other.name,
            slug=other.slug,
        )
    return None
