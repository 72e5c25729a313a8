"""Starter packs in words: what is written on them on Bluesky, who is listed, what publishing changes."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.domain.csv_text import csv_text
from dashboard.domain.errors import N_
from dashboard.domain.exit_days.pack import MOST, PackSector, PackTexts
from dashboard.domain.handles import profile_url
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.regions import REGIONS
from dashboard.i18n import Words
from dashboard.services.exit_days.read import ExitDay
from dashboard.services.exit_days.starter_pack import Difference
from dashboard.services.exit_days.starter_pack_members import Members

KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.CITY: N_("cities"),
        Kind.DEPARTMENT: N_("départements"),
        Kind.REGION: N_("regions"),
        Kind.STATE: N_("State services"),
        Kind.UNIVERSITY: N_("universities"),
        Kind.SCHOOL: N_("schools"),
        Kind.RESEARCH: N_("research bodies"),
        Kind.HOSPITAL: N_("hospitals"),
        Kind.MUSEUM: N_("museums"),
        Kind.LIBRARY: N_("libraries"),
        Kind.ASSOCIATION: N_("associations"),
        Kind.UNION: N_("trade unions"),
        Kind.MEDIA: N_("media outlets"),
        Kind.SPORTS_CLUB: N_("sports clubs"),
        Kind.COMPANY: N_("companies"),
        Kind.OTHER: N_("other institutions"),
    }
)


def pack_texts(words: Words, sector: PackSector, day: ExitDay | None, site: str) -> PackTexts:
    """What is written on the pack, in the language of the site: whoever publishes it again writes the same.

    :param day: the exit day of the sector, if it has one. :param site: public address of this site; empty where it has none.
    """
    kinds = ", ".join(words(KINDS[one]) for one in sorted(sector.kinds))
    place = REGIONS.get(sector.region or "", "")
    if day is not None:
        name = ", ".join(one for one in (day.plan.titles[words.language], kinds, place) if one)
        about = words("Those who leave {network} together on {day}.", network=day.plan.network, day=day.plan.on)
    else:
        whom = words.beginning(kinds) if kinds else words("Institutions")
        name = ", ".join(one for one in (words("{whom} on Bluesky", whom=whom), place) if one)
        about = words("Institutions that are on Bluesky.")
    proven = words("Each account is proven to be the institution’s own.")
    kept = words("This list is kept up to date from {site}", site=site) if site else ""
    return PackTexts(name, " ".join(one for one in (about, proven, kept) if one))


def listed_said(words: Words, members: Members, *, published: bool = False) -> str:
    """How many are listed, in how many packs.

    :param published: whether there are packs already.
    """
    n = len(members.listed)
    if not n and published:
        return words("Nobody is listed any more: to publish it again removes it from Bluesky.")
    if not n:
        return words("Nobody can be listed yet: an institution is, once its Bluesky account is proven to be its own.")
    said = words.plural("{n} account is proven and listed.", "{n} accounts are proven and listed.", n)
    if n > MOST:
        packs = words.plural("{n} pack", "{n} packs", -(-n // MOST))
        said += " " + words("Bluesky takes {most} in a pack: they are shared out among {packs}.", most=MOST, packs=packs)
    return said


def left_out_said(words: Words, members: Members) -> list[str]:
    """How many of the sector are not listed, and why."""
    said = []
    if n := members.unproven:
        said.append(
            words.plural(
                "{n} institution has an account that nobody has proven to be its own: it is not listed until somebody does.",
                "{n} institutions have an account that nobody has proven to be their own: they are not listed until somebody does.",
                n,
            )
        )
    if n := members.ended:
        said.append(
            words.plural(
                "The account of {n} institution is gone or suspended.", "The accounts of {n} institutions are gone or suspended.", n
            )
        )
    if n := members.without:
        said.append(words.plural("{n} institution has no account on Bluesky.", "{n} institutions have no account on Bluesky.", n))
    return said


def would_change(words: Words, found: Difference) -> list[str]:
    """What publishing would change, in sentences."""
    if not found.writes:
        return [words("Nothing would change: what is on Bluesky is what should be there.")]
    said = []
    if found.joining:
        said.append(words("Come onto the list: {names}.", names=_names(words, found.joining)))
    if found.leaving:
        said.append(words("Go from the list: {names}.", names=_names(words, found.leaving)))
    if len(found.pages) > found.before:
        n = len(found.pages) - found.before
        said.append(words.plural("{n} pack would be made.", "{n} packs would be made.", n))
    if len(found.pages) < found.before:
        n = found.before - len(found.pages)
        said.append(words.plural("{n} pack would be removed.", "{n} packs would be removed.", n))
    return said or [words("Who is listed stays the same; names, texts or places in the packs would change.")]


def published(words: Words, done: Difference) -> str:
    """What was done, in one sentence."""
    if not done.writes:
        return words("Nothing to change: what is on Bluesky is what should be there.")
    if not done.pages:
        return words("Nobody is left to be listed: what was published is removed from Bluesky.")
    return words.plural(
        "Published: {n} account is listed; {joined} came, {gone} went.",
        "Published: {n} accounts are listed; {joined} came, {gone} went.",
        done.members,
        joined=len(done.joining),
        gone=len(done.leaving),
    )


def members_csv(members: Members) -> str:
    """The list as a table: name, handle, DID, address of the profile."""
    rows = [(one.name, one.handle, one.did, profile_url(Network.BLUESKY, one.handle)) for one in members.listed]
    return csv_text(("name", "handle", "did", "url"), rows)


def _names(words: Words, names: Sequence[str], most: int = 30) -> str:
    shown = words.semicolon.join(names[:most])
    rest = len(names) - most
    return shown if rest <= 0 else words.plural("{names} and {n} other", "{names} and {n} others", rest, names=shown)
