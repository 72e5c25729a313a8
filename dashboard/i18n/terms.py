"""The word for each member of the domain's enumerations, as a key of the catalogues."""

from enum import Enum

from dashboard.domain.accounts import AccountState, Link
from dashboard.domain.departures import Status
from dashboard.domain.errors import N_
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.leaderboard import Missing
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Kind, SizeClass, SizeMeasure
from dashboard.domain.register_compare import Action

TERMS: dict[Enum, str] = {
    **{network: FACTS[network].label for network in Network},
    Kind.CITY: N_("city"),
    Kind.DEPARTMENT: N_("département"),
    Kind.REGION: N_("region"),
    Kind.STATE: N_("State service"),
    Kind.UNIVERSITY: N_("university"),
    Kind.SCHOOL: N_("school"),
    Kind.RESEARCH: N_("research body"),
    Kind.HOSPITAL: N_("hospital"),
    Kind.MUSEUM: N_("museum"),
    Kind.LIBRARY: N_("library"),
    Kind.ASSOCIATION: N_("association"),
    Kind.UNION: N_("trade union"),
    Kind.MEDIA: N_("media outlet"),
    Kind.SPORTS_CLUB: N_("sports club"),
    Kind.COMPANY: N_("company"),
    Kind.OTHER: N_("other institution"),
    SizeMeasure.POPULATION: N_("inhabitants"),
    SizeMeasure.STUDENTS: N_("students"),
    SizeMeasure.STAFF: N_("staff"),
    SizeClass.SMALL: N_("small"),
    SizeClass.MEDIUM: N_("medium-sized"),
    SizeClass.LARGE: N_("large"),
    Status.CONSIDERING: N_("considering leaving"),
    Status.PLEDGED: N_("pledged to leave"),
    Status.ANNOUNCED: N_("departure announced"),
    Status.LAST_POST: N_("last post"),
    Status.DEPARTED: N_("departed"),
    Status.DORMANT: N_("account dormant"),
    Status.PROTECTED: N_("account protected"),
    Status.CLOSED: N_("account closed"),
    Status.RETURNED: N_("returned"),
    AccountState.ACTIVE: N_("active"),
    AccountState.MOVED: N_("moved"),
    AccountState.SUSPENDED: N_("suspended"),
    AccountState.GONE: N_("gone"),
    AccountState.HIDDEN: N_("count hidden"),
    AccountState.UNREACHABLE: N_("unreachable"),
    Link.LISTED: N_("listed"),
    Link.PROVEN: N_("proven"),
    Link.AUTHORISED: N_("authorised"),
    Provenance.API: N_("read from the network"),
    Provenance.ARCHIVE: N_("archive manifest"),
    Provenance.ANALYTICS: N_("analytics export"),
    Provenance.WIKIDATA: N_("Wikidata"),
    Provenance.PRESS: N_("press"),
    Provenance.DECLARED: N_("declared by hand"),
    Precision.EXACT: N_("exact"),
    Precision.ROUNDED: N_("rounded"),
    Missing.DEPARTURE: N_("no departure date"),
    Missing.BASELINE: N_("audience at the departure not known"),
    Missing.ACCOUNT: N_("no new account with a figure"),
    Missing.AGE: N_("has not reached this age"),
    Missing.READING: N_("not read at this age"),
    Action.CREATED: N_("created"),
    Action.CHANGED: N_("changed"),
    Action.UNCHANGED: N_("unchanged"),
    Action.REFUSED: N_("refused"),
}
