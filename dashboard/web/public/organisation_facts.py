"""What an organisation's page says to programs, in the words of schema.org: who it is, and which data there are about it."""

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.redistribution import LICENCE
from dashboard.i18n import Words
from dashboard.presenters.citations import web_address
from dashboard.public_addresses import METHODOLOGY, organisation
from dashboard.services.views import OrganisationView
from dashboard.web.public.facts import CONTEXT
from dashboard.web.public.shown_chart import ShownTransfer
from dashboard.web.public.site import Site

TYPES = {
    Kind.CITY: "GovernmentOrganization",
    Kind.DEPARTMENT: "GovernmentOrganization",
    Kind.REGION: "GovernmentOrganization",
    Kind.STATE: "GovernmentOrganization",
    Kind.UNIVERSITY: "CollegeOrUniversity",
    Kind.SCHOOL: "EducationalOrganization",
    Kind.RESEARCH: "ResearchOrganization",
    Kind.HOSPITAL: "Hospital",
    Kind.MUSEUM: "Museum",
    Kind.LIBRARY: "Library",
    Kind.ASSOCIATION: "NGO",
    Kind.UNION: "WorkersUnion",
    Kind.MEDIA: "NewsMediaOrganization",
    Kind.SPORTS_CLUB: "SportsOrganization",
    Kind.COMPANY: "Corporation",
}
FORMATS = {"csv": "text/csv", "json": "application/json"}


def organisation_facts(site: Site, words: Words, one: ShownTransfer) -> Mapping[str, Any]:
    """The organisation and the data set about it."""
    found = one.organisations[0]
    page = site.absolute(organisation(words.language, found.organisation.slug))
    return {"@context": CONTEXT, "@graph": [_who(site, words, found, page), _data(site, words, one, page)]}


def _who(site: Site, words: Words, found: OrganisationView, page: str) -> dict[str, Any]:
    one = found.organisation
    facts: dict[str, Any] = {"@type": TYPES.get(one.kind, "Organization"), "@id": f"{page}#organisation", "name": one.name}
    if one.fictional:
        facts["description"] = words("Fictional data.") + " " + words("These institutions do not exist: they show what Essaim does.")
    return facts | site.once(("who", one.slug), lambda: _known(found))


def _known(found: OrganisationView) -> dict[str, Any]:
    """What is the same in every language."""
    one = found.organisation
    facts: dict[str, Any] = {"url": f"https://{one.domain}/"} if one.domain else {}
    same = [url for url in _elsewhere(found) if web_address(url)]
    if same:
        facts["sameAs"] = same
    known = list(_identifiers(one))
    if known:
        facts["identifier"] = [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in known]
    return facts


def _elsewhere(found: OrganisationView) -> Iterator[str]:
    if found.organisation.wikidata:
        yield f"https://www.wikidata.org/entity/{found.organisation.wikidata}"
    if found.organisation.ror:
        yield f"https://ror.org/{found.organisation.ror.rsplit('/', 1)[-1]}"
    yield from (each.account.url for each in found.series if each.account.url)


def _identifiers(one: Organisation) -> Iterator[tuple[str, str]]:
    for name in ("siren", "siret", "insee", "uai"):
        value = getattr(one, name)
        if value:
            yield name.upper(), value


def _data(site: Site, words: Words, one: ShownTransfer, page: str) -> dict[str, Any]:
    found, language = one.organisations[0], words.language
    facts: dict[str, Any] = {
        "@type": "Dataset",
        "@id": f"{page}#data",
        "name": one.title,
        "description": f"{one.sentence}. {' '.join(one.read_from)}",
        "url": page,
        "inLanguage": language,
        "about": {"@id": f"{page}#organisation"},
        "license": LICENCE.path,
        "isAccessibleForFree": True,
        "measurementTechnique": site.absolute(METHODOLOGY.address(language)),
        "variableMeasured": [words("Followers"), words("Recovery, at least"), words("Recovery, at most")],
    }
    facts |= site.once(("when", found.organisation.slug), lambda: _read(found))
    files = [(kind, path) for file, kind in FORMATS.items() if site.has(path := one.view.address(language, file))]
    if files:
        facts["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": site.absolute(path)} for kind, path in files
        ]
    return facts


def _read(found: OrganisationView) -> dict[str, str]:
    """Of which days its figures are, and when the newest was read."""
    facts = {}
    read = [each.counted for each in found.series if each.counted]
    if read:
        facts["temporalCoverage"] = f"{min(each[0].day for each in read)}/{max(each[-1].day for each in read)}"
    if found.read_at:
        facts["dateModified"] = found.read_at.isoformat()
    return facts
