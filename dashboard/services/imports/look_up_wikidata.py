"""Look institutions up in Wikidata, and say what it would add to the register."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from connectors.wikidata import Wikidata
from dashboard.domain.errors import N_, Refused
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act, Actor
from dashboard.domain.wikidata import Asked, Item, answers, recognised
from dashboard.domain.wikidata_compare import propose
from dashboard.domain.wikidata_proposals import Proposals
from dashboard.services.imports.known import known_of
from dashboard.services.list_account import holder
from dashboard.services.permit import permit
from db import accounts, organisations
from db.engine import Database
from db.tables import OrganisationRow


def usual(db: Database, slug: str) -> Asked | None:
    """Whom to look for unless somebody says otherwise: the item that the register has, else the account on X, else the SIREN.

    :raises NotFound: no such organisation.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        on_x = [one.handle for one in accounts.of_organisations(session, [row.id or 0]) if one.network == Network.X.value and one.handle]
        return _usual(organisations.as_organisation(row), on_x)


def _usual(organisation: Organisation, on_x: Sequence[str]) -> Asked | None:
    if organisation.wikidata:
        return Asked(item=organisation.wikidata)
    for handle in on_x:
        if recognised(Network.X, handle):
            return Asked(x_username=handle)
    return Asked(siren=organisation.siren) if organisation.siren else None


def look_up(db: Database, wikidata: Wikidata, slug: str, asked: Asked, *, by: Actor, now: datetime) -> list[Proposals]:
    """What Wikidata would add to an institution; several where several items share the username or the SIREN.

    :raises NotFound: no such organisation. :raises NotAllowed: whoever asks is not in its team.
    :raises Refused: Wikidata knows nothing of it. :raises ConnectorError: Wikidata does not answer.
    """
    with db.reading() as session:
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisations.by_slug(session, slug).id)
    items = answers(asked, wikidata.look_up([asked]))
    if not items:
        raise Refused(
            N_("Wikidata has no item for {asked}. Usernames are compared letter by letter: look the item up there, and type its number."),
            asked=str(asked),
        )
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        return [propose(item, known_of(session, row, item), now.date()) for item in items]


def look_up_many(
    db: Database, wikidata: Wikidata, asked: Sequence[Asked], *, by: Actor, now: datetime
) -> list[tuple[Asked, list[Proposals]]]:
    """The same for many at once; each item for the institution of the register that it is.

    An institution is known by its item, its account on X or its SIREN, in that order. Nothing is proposed for who is not in the register.

    :raises NotAllowed: whoever asks is not of the collective.
    """
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
    items = wikidata.look_up(asked)
    found: list[tuple[Asked, list[Proposals]]] = []
    with db.reading() as session:
        for one in asked:
            pairs = [(item, _in_register(session, item)) for item in answers(one, items)]
            found.append((one, [propose(item, known_of(session, row, item), now.date()) for item, row in pairs if row]))
    return found


def _in_register(session: Session, item: Item) -> OrganisationRow | None:
    by_item = organisations.by_identifier(session, "wikidata", item.item)
    if by_item is not None:
        return by_item
    for one in item.accounts:
        meant = recognised(one.network, one.handle) if one.network is Network.X else None
        if meant and (held := holder(session, meant, None)):
            return held[1]
    siren = item.identifiers.get("siren")
    return organisations.by_identifier(session, "siren", siren) if siren else None
