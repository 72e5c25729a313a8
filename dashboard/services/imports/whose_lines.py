"""Which institution each line of a file of figures names."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from dashboard.domain import identifiers
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Kind
from db import aliases
from db.tables import OrganisationRow

IDENTIFIERS = ("siren", "siret", "uai", "ror", "wikidata", "insee")
FORMS = (identifiers.siren, identifiers.siret, identifiers.uai, identifiers.ror, identifiers.wikidata, identifiers.insee)


@dataclass(frozen=True, slots=True)
class Named:
    """An institution, as much of it as lines need."""

    id: int
    slug: str
    name: str


@dataclass
class Register:
    """Institutions by all that may name them.

    :param own: the one for lines that name none; ``only``: whether lines of others are refused.
    """

    session: Session
    own: Named | None
    only: bool
    _signs: dict[str, Named] = field(default_factory=dict)
    _names: dict[str, list[Named]] = field(default_factory=dict)
    _known: dict[str, Named | Refused] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = (OrganisationRow.id, OrganisationRow.slug, OrganisationRow.name, OrganisationRow.match_key, OrganisationRow.kind)
        query = select(*columns, *(getattr(OrganisationRow, name) for name in IDENTIFIERS))  # type: ignore[call-overload]
        if self.own and self.only:
            query = query.where(col(OrganisationRow.id) == self.own.id)
        for key, slug, name, called, kind, *signs, insee in self.session.execute(query):
            one = Named(key, slug, name)
            self._signs[slug] = one
            self._names.setdefault(called, []).append(one)
            # The code of a commune names its city; others that stand there have it too.
            for sign in [*signs, insee if kind == Kind.CITY.value else None]:
                if sign:
                    self._signs.setdefault(sign, one)

    def find(self, text: str) -> Named | Refused:
        """The institution, or why there is none."""
        if text not in self._known:
            try:
                self._known[text] = self._find(text)
            except Refused as reason:
                self._known[text] = reason
        return self._known[text]

    def _find(self, text: str) -> Named:
        if not text:
            if self.own is None:
                raise Refused(N_("The institution is missing. Write its name, or its name in addresses."))
            return self.own
        found = self._signs.get(text.lower()) or self._by_identifier(text) or self._by_name(text) or self._by_alias(text)
        if found is None and self.own and self.only:
            raise Refused(N_("“{text}” is not {name}: you bring figures of your own institution only."), text=text, name=self.own.name)
        if found is None:
            raise NotFound(N_("No institution of the register is called “{text}”. Write its name in addresses, or register it."), text=text)
        return found

    def _by_identifier(self, text: str) -> Named | None:
        for form in FORMS:
            try:
                if found := self._signs.get(form(text)):
                    return found
            except Refused:
                continue
        return None

    def _by_name(self, text: str) -> Named | None:
        found = self._names.get(match_key(text), [])
        if len(found) > 1:
            slugs = ", ".join(one.slug for one in found[:5])
            raise Refused(N_("Several institutions are called {name}. Write which one: {slugs}."), name=text, slugs=slugs)
        return found[0] if found else None

    def _by_alias(self, text: str) -> Named | None:
        key = aliases.organisation_of(self.session, text.lower())
        return next((one for one in self._signs.values() if one.id == key), None) if key else None
