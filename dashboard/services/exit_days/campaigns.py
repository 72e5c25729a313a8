"""Make and remove campaigns: what several exit days have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.config import LANGUAGES
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.days import check_words
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor
from dashboard.domain.slugs import unique_slug
from dashboard.services.permit import permit
from dashboard.services.typed import one_line, paragraphs
from db import exit_days, pledges
from db.engine import Database
from db.tables import CampaignRow


@dataclass(frozen=True)
class Campaign:
    """One campaign.

    :param network: which is left. :param titles: by language, ``texts`` likewise.
    """

    slug: str
    network: Network
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    fictional: bool


def make_campaign(
    db: Database,
    titles: Mapping[str, str],
    texts: Mapping[str, str],
    *,
    by: Actor,
    now: datetime,
    network: Network = Network.X,
    fictional: bool = False,
) -> Campaign:
    """Add one.

    :param titles: in each language; ``texts`` may be empty.
    :raises Refused: a name is missing or too long. :raises NotAllowed: whoever asks is no coordinator.
    """
    named = {language: one_line(titles.get(language, "")) for language in LANGUAGES}
    told = {language: paragraphs(texts.get(language, "")) for language in LANGUAGES}
    for language in LANGUAGES:
        check_words(named[language], told[language], nameless=N_("A campaign needs a name in each language: a few words."))
    with db.writing() as session:
        leave = permit(session, by, Act.CAMPAIGN, now=now)
        slug = unique_slug(named["fr"], exit_days.taken_slugs(session, CampaignRow))
        row = CampaignRow(
            slug=slug,
            network=network.value,
            title_fr=named["fr"],
            title_en=named["en"],
            text_fr=told["fr"],
            text_en=told["en"],
            fictional=fictional,
            role=leave.role.value,
            made_at=now,
        )
        session.add(row)
        session.flush()
        leave.note(Deed.CAMPAIGN_MADE, f"campaign:{row.id}", slug=slug, network=network.value)
        return as_campaign(row)


def remove_campaign(db: Database, slug: str, *, by: Actor, now: datetime) -> None:
    """Remove one to whose days nobody ever pledged, with its days.

    :raises NotFound: there is none. :raises Refused: there are pledges. :raises NotAllowed: whoever asks is no coordinator.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.CAMPAIGN, now=now)
        row = exit_days.campaign(session, slug)
        days = exit_days.exit_days(session, campaign_id=row.id)
        if any(pledges.any_to(session, day.id or 0) for day in days):
            raise Refused(N_("“{name}” holds pledges, which are kept. Cancel its exit days instead."), name=row.title_en)
        for day in days:
            session.delete(day)
        session.flush()
        session.delete(row)
        leave.note(Deed.CAMPAIGN_REMOVED, f"campaign:{row.id}", slug=slug, days=len(days))


def read_campaigns(db: Database) -> list[Campaign]:
    """All of them, the newest first."""
    with db.reading() as session:
        return [as_campaign(row) for row in exit_days.campaigns(session)]


def as_campaign(row: CampaignRow) -> Campaign:
    """The row as everybody sees it."""
    titles, texts = {"fr": row.title_fr, "en": row.title_en}, {"fr": row.text_fr, "en": row.text_en}
    return Campaign(row.slug, Network(row.network), titles, texts, row.fictional)
