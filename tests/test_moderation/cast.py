"""Lyon and « Ville de Lyon »: one institution that is in the register twice, each time with a part of what is known of it."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, SQLModel, func, select

from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.people import Actor, Role
from dashboard.services.people.tickets import issue
from db import organisations, tables
from db.engine import Database
from db.tables import ClaimRow, Purpose
from tests.factories import NOW, log, make_account, make_figures, make_organisation
from tests.people import VAULT, actor, make_person


def collective(db: Database) -> Actor:
    """Zoé of the collective, signed in with her second factor."""
    return actor(db, "zoe@essaim.example", Role.COLLECTIVE)


def two_rows(db: Database) -> None:
    """Lyon with Bluesky, « Ville de Lyon » with a team, Mastodon, figures on X, a departure, a claim, an invitation."""
    make_organisation(db, "Lyon", population=520_000)
    make_organisation(db, "Ville de Lyon", siren="216901231", domain="lyon.fr")
    make_account(db, "lyon", Network.BLUESKY, followers=20_000)
    make_figures(db, "lyon", Network.X, {"2025-01-20": 100_000})
    make_account(db, "ville-de-lyon", Network.MASTODON, followers=10_000)
    make_figures(db, "ville-de-lyon", Network.X, {"2025-01-20": 101_000, "2024-12-01": 99_000})
    log(db, "ville-de-lyon", Status.DEPARTED, "2025-01-20")
    ana = make_person(db, "ana@lyon.fr", owner_of="ville-de-lyon")
    make_person(db, "bo@lyon.fr", editor_of="lyon")
    add_claim(db, "ville-de-lyon", ana, Method.DNS, ClaimState.PROVEN, "_essaim.lyon.fr")
    with db.writing() as session:
        key = organisations.by_slug(session, "ville-de-lyon").id
        issue(session, VAULT, Purpose.INVITATION, now=NOW, organisation_id=key, role=Role.EDITOR.value, email="cle@lyon.fr", made_by=ana)


def add_claim(db: Database, slug: str, person_id: int | None, method: Method, state: ClaimState, evidence: str = "") -> int:
    """A claim in that state."""
    with db.writing() as session:
        key = organisations.by_slug(session, slug).id or 0
        proven = NOW - timedelta(days=30) if state in (ClaimState.PROVEN, ClaimState.NOTICE, ClaimState.LOST) else None
        row = ClaimRow(
            organisation_id=key,
            person_id=person_id,
            method=method.value,
            state=state.value,
            evidence=evidence,
            opened_at=NOW - timedelta(days=31),
            proven_at=proven,
            checked_at=proven,
        )
        session.add(row)
        session.flush()
        return row.id or 0


def another(db: Database, name: str = "Université de Besançon", **fields: Any) -> str:
    """An institution that has nothing to do with it."""
    return make_organisation(db, name, Kind.UNIVERSITY, **fields).slug


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    shapes = [shape for shape in vars(tables).values() if isinstance(shape, type) and issubclass(shape, SQLModel)]
    return {str(shape.__tablename__): session.exec(select(func.count()).select_from(shape)).one() for shape in shapes}
