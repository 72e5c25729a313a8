"""What happened to the baselines, and the public notes on charts."""

from collections.abc import Iterator

from sqlmodel import Session

from dashboard.domain.annotations import AnnotationKind
from dashboard.domain.baselines import BaselineKind
from dashboard.domain.errors import N_
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import Role
from dashboard.domain.redistribution import withheld
from dashboard.services.open_data.accounts import NETWORK, OF
from dashboard.services.open_data.figures import ROUNDED
from dashboard.services.open_data.organisations import SLUG, in_order
from dashboard.services.open_data.tables import Asked, Column, Row, Table, Type
from db import open_data
from db.chunks import chunks

TEXT = Type.STRING


def _baselines(session: Session, _: Asked) -> Iterator[Row]:
    for some in chunks(in_order(session)):
        slugs = {key: slug for slug, key in some}
        # An account that was disconnected, or is another's now, is no row of this institution's accounts.
        mine = open_data.account_ids(session, slugs)
        for row in sorted(open_data.baselines(session, slugs), key=lambda row: (slugs[row.organisation_id], row.id or 0)):
            hidden = withheld(Provenance(row.provenance) if row.provenance else None, Network(row.network))
            yield (
                *(row.id, slugs[row.organisation_id], row.network, row.kind, row.departed_on),
                *(row.account_id if row.account_id in mine else None, row.on, None if hidden else row.followers, hidden),
                *(row.provenance, row.precision, row.rounded_to, row.source or None, row.reason or None, row.role, row.logged_at),
            )


BASELINES = Table(
    "baselines",
    N_("Baselines"),
    N_("What happened to the audience left behind of each institution: frozen, corrected, chosen anew. The last event is in force."),
    (
        Column("event", Type.INTEGER, N_("Number of the event."), True, True, minimum=1),
        OF,
        NETWORK,
        Column("kind", TEXT, N_("What happened."), True, members=BaselineKind),
        Column("departed_on", Type.DATE, N_("The departure for which it was chosen.")),
        Column("account", Type.INTEGER, N_("Number of the account, where it is still the institution’s.")),
        Column("day", Type.DATE, N_("Day of the figure; empty where none is left.")),
        Column("followers", Type.INTEGER, minimum=1),
        Column("withheld", Type.BOOLEAN, N_("Whether the figure is known but may not be handed on."), True),
        Column("provenance", TEXT, N_("Where the figure comes from."), members=Provenance),
        Column("precision", TEXT, N_("Whether the source gave the exact number or a rounded one."), members=Precision),
        ROUNDED,
        Column("source", TEXT, N_("Where the figure can be checked.")),
        Column("reason", TEXT, N_("The reason, in the words of who chose it; empty where the rule did.")),
        Column("role", TEXT, N_("In what capacity it was done; nobody is named."), True, members=Role),
        Column("logged_at", Type.DATETIME, N_("When it was written down here."), True),
    ),
    _baselines,
    key=("event",),
    references=(("organisation", "organisations", "slug"), ("account", "accounts", "account")),
)


def _annotations(session: Session, _: Asked) -> Iterator[Row]:
    for row, slug in sorted(open_data.public_annotations(session), key=lambda pair: (pair[1] or "", pair[0].on, pair[0].id or 0)):
        yield row.id, slug, row.on, row.kind, row.text, row.source or None, row.role


ANNOTATIONS = Table(
    "annotations",
    N_("Notes"),
    N_("What else happened on a day: the public notes on the charts."),
    (
        Column("annotation", Type.INTEGER, N_("Number of the note."), True, True, minimum=1),
        Column("organisation", TEXT, N_("Slug of the institution; empty where the note is about the whole movement."), pattern=SLUG),
        Column("day", Type.DATE, N_("Day of the note."), True),
        Column("kind", TEXT, N_("What sort of event it is."), True, members=AnnotationKind),
        Column("text", TEXT, N_("The note."), True),
        Column("source", TEXT, N_("Where it can be checked.")),
        Column("role", TEXT, N_("In what capacity somebody wrote it; nobody is named."), True, members=Role),
    ),
    _annotations,
    key=("annotation",),
    references=(("organisation", "organisations", "slug"),),
)
