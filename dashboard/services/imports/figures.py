"""Bring dated figures of any network: say line by line what they would do, or store them as one import."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.errors import N_, NotAllowed, Refused
from dashboard.domain.figure_file import FigureFile, Progress, read_figures, read_rows
from dashboard.domain.figure_plan import FigurePlan
from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.imports import Import, Method
from dashboard.domain.people import Act, Actor
from dashboard.services.imports.figure_lines import Considered, consider
from dashboard.services.imports.run import Brought, bring
from dashboard.services.imports.whose_lines import Named, Register
from dashboard.services.permit import Permit, permit
from db import organisations
from db.engine import Database


@dataclass(frozen=True)
class Stored:
    """What was stored.

    :param plan: what each line came to.
    :param done: the import, or None where nothing was stored.
    :param flagged: of the figures stored, how many wait for a person.
    """

    plan: FigurePlan
    done: Import | None
    flagged: int = 0


def _silent(_done: int, _all: int) -> None:
    pass


@contextmanager
def _straight_on() -> Iterator[None]:
    """Without looking for cycles: among the hundred thousand new objects of a long file there is none, and looking costs a quarter more."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def plan_figures(
    db: Database, data: bytes, *, by: Actor, now: datetime, slug: str | None = None, progress: Progress = _silent
) -> FigurePlan:
    """What storing the file would do; nothing is stored.

    :param slug: the institution of lines that name none. Without the collective's leave, lines of any other are refused.
    :param progress: takes how many lines were read, and of how many.
    :raises Refused: the file as a whole cannot be read.
    :raises NotAllowed: whoever asks may bring figures neither of this institution nor of all.
    """
    with _straight_on(), db.reading() as session:
        leave, register = _leave(session, by, slug, now)
        file = read_figures(data, now.date(), progress)
        return consider(session, file, register, Provenance.DECLARED, leave.role, now).plan


def plan_rows(db: Database, rows: Iterable[Mapping[str, str]], *, by: Actor, now: datetime, slug: str) -> FigurePlan:
    """What storing the rows of a table that was typed in would do; nothing is stored.

    :param rows: by column (figure_words.COLUMNS); empty ones are passed over, and counted.
    :raises NotAllowed: see :func:`plan_figures`.
    """
    file = read_rows(rows, now.date())
    with db.reading() as session:
        leave, register = _leave(session, by, slug, now)
        return consider(session, file, register, Provenance.DECLARED, leave.role, now).plan


def apply_figures(
    db: Database, data: bytes, *, by: Actor, now: datetime, holding: Holding, slug: str | None = None, progress: Progress = _silent
) -> Stored:
    """Store every line that can be taken, as one import, or none if anything fails midway. Twice changes nothing.

    :raises Refused: the file as a whole cannot be read, or too many of its lines.
    :raises NotAllowed: see :func:`plan_figures`.
    """
    with _straight_on():
        file = read_figures(data, now.date(), progress)
        if file.stopped_at is not None:
            raise Refused(
                N_("Too many lines cannot be read: reading stopped at line {line}, and nothing was stored. Correct them first."),
                line=file.stopped_at,
            )
        return _apply(db, file, Method.FIGURES, by=by, now=now, holding=holding, slug=slug)


def apply_rows(db: Database, rows: Iterable[Mapping[str, str]], *, by: Actor, now: datetime, holding: Holding, slug: str) -> Stored:
    """Store the rows of a table that was typed in, all of them or none: where a row is refused, the plan says which and why.

    :param rows: see :func:`plan_rows`.
    :raises NotAllowed: see :func:`plan_figures`.
    """
    file = read_rows(rows, now.date())
    return _apply(db, file, Method.EDITOR, by=by, now=now, holding=holding, slug=slug, whole=True)


def _apply(
    db: Database,
    file: FigureFile,
    method: Method,
    *,
    by: Actor,
    now: datetime,
    holding: Holding,
    slug: str | None,
    whole: bool = False,
) -> Stored:
    with db.writing() as session:
        leave, register = _leave(session, by, slug, now)
        considered = consider(session, file, register, Provenance.DECLARED, leave.role, now)
        if not considered.taken or (whole and considered.plan.refused):
            return Stored(considered.plan, None)
        return _store(session, leave, considered, method, now, holding)


def _store(session: Session, leave: Permit, considered: Considered, method: Method, now: datetime, holding: Holding) -> Stored:
    owners = considered.organisations
    owner = next(iter(owners.values())) if len(owners) == 1 else None
    snapshots, made = considered.snapshots(Provenance.DECLARED, now)
    taken = bring(
        session,
        leave,
        method,
        Brought(snapshots, made, {} if owner else {"organisations": len(owners)}),
        organisation_id=owner.id if owner else None,
        slug=owner.slug if owner else None,
        now=now,
        holding=holding,
    )
    return Stored(considered.plan, taken.done, taken.flagged)


def _leave(session: Session, by: Actor, slug: str | None, now: datetime) -> tuple[Permit, Register]:
    """Leave for all institutions, or else for the one whose page this is."""
    row = organisations.by_slug(session, slug) if slug else None
    own = Named(row.id or 0, row.slug, row.name) if row else None
    try:
        return permit(session, by, Act.MODERATE, now=now), Register(session, own, only=False)
    except NotAllowed:
        if own is None:
            raise
    return permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=own.id), Register(session, own, only=True)
