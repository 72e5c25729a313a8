"""Which organisation a line of a register file names, and what a whole file comes to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.register_compare import Action, FieldChange, Known, LineAction, compare
from dashboard.domain.register_line import IDENTIFIERS, RegisterLine
from dashboard.domain.slugs import unique_slug


@dataclass
class Index:
    """Organisations by what names them: slug, identifiers, then name with kind and country."""

    known: dict[str, Known] = field(default_factory=dict)
    _by_identifier: dict[tuple[str, str], str] = field(default_factory=dict)
    _by_name: dict[tuple[str, Kind], list[str]] = field(default_factory=dict)

    def add(self, one: Known) -> None:
        """Make an organisation findable, in place of what was known under its slug."""
        organisation = one.organisation
        self._forget(organisation.slug)
        self.known[organisation.slug] = one
        for sign in _identifiers(organisation):
            self._by_identifier.setdefault(sign, organisation.slug)
        self._by_name.setdefault(_called(organisation), []).append(organisation.slug)

    def _forget(self, slug: str) -> None:
        if (one := self.known.pop(slug, None)) is not None:
            self._by_name[_called(one.organisation)].remove(slug)
            for sign in _identifiers(one.organisation):
                if self._by_identifier.get(sign) == slug:
                    del self._by_identifier[sign]

    def find(self, line: RegisterLine) -> Known | None:
        """The organisation that the line names, or None if it names a new one.

        The surest sign counts: slug, SIRET, SIREN, UAI, ROR, Wikidata, INSEE code (of cities, which alone own it), then the same
        name and kind where neither the country nor an identifier says otherwise.

        :raises Conflict: its signs name two organisations, or an identifier is that of an institution of another name and kind.
        """
        signs = self.signs(line)
        if not signs:
            return self._namesake(line)
        first, slug = signs[0]
        found = self.known[slug]
        for key, other in signs[1:]:
            if other != slug:
                raise Conflict(
                    N_("The column {first} names “{one}”, the column {key} names “{other}”. Correct one of the two."),
                    first=first,
                    key=key,
                    one=found.organisation.name,
                    other=self.known[other].organisation.name,
                )
        if first != "slug" and not _resemble(line, found.organisation):
            raise Conflict(
                N_(
                    "The column {key} holds the identifier of “{name}”. Empty it, or if it is the same one write {slug} in the column slug."
                ),
                key=first,
                name=found.organisation.name,
                slug=slug,
            )
        return found

    def signs(self, line: RegisterLine) -> list[tuple[str, str]]:
        """The columns of the line that name a known organisation, the surest first, each with the slug it leads to."""
        signs = [("slug", line.slug)] if line.slug and line.slug in self.known else []
        return signs + [(key, slug) for key, value in _identifiers(line) if (slug := self._by_identifier.get((key, value)))]

    def _namesake(self, line: RegisterLine) -> Known | None:
        slugs = self._by_name.get(_called(line), [])
        alike = [one for one in (self.known[slug] for slug in slugs) if _may_be(line, one.organisation)]
        same_country = [one for one in alike if one.organisation.country == line.country]
        chosen = same_country or alike
        if len(chosen) > 1:
            raise Conflict(N_("Several institutions of this kind are called {name}. Add the slug, or an identifier."), name=line.name)
        return chosen[0] if chosen else None


def compare_all(lines: Sequence[RegisterLine], known: Iterable[Known], taken: Collection[str] = ()) -> list[LineAction]:
    """What each line of a file comes to, in the order of the file; creations have their slug.

    Lines that name an organisation by its slug or an identifier come first, then the others from top to bottom: what a line
    comes to then does not depend on whether the file was taken in before. Of two lines that name the same one the later is refused.

    :param known: the whole register.
    :param taken: slugs that nobody may be given, besides those in use.
    """
    index = Index()
    for one in known:
        index.add(one)
    slugs = {*index.known, *taken, *(line.slug for line in lines if line.slug)}
    actions = {at: _twice(lines[at], lines[first]) for at, first in repeated(lines).items()}
    named: dict[str, int] = {}
    for at in sorted(set(range(len(lines))) - set(actions), key=lambda at: (not index.signs(lines[at]), at)):
        line = lines[at]
        try:
            existing = index.find(line)
        except Refused as reason:
            actions[at] = LineAction(Action.REFUSED, line, reason=reason)
            # Refused or not, it names them: else a later line could change what this one would come to next time.
            named.update({slug: at for _, slug in index.signs(line) if slug not in named})
            continue
        slug = existing.organisation.slug if existing else line.slug or unique_slug(line.name, slugs, line.kind, line.country)
        first = named.setdefault(slug, at)
        actions[at] = _named(compare(line, existing), slug) if first == at else _twice(line, lines[first])
        slugs.add(slug)
        index.add(_applied(actions[at], slug, existing))
    return [actions[at] for at in range(len(lines))]


def repeated(lines: Sequence[RegisterLine]) -> dict[int, int]:
    """Lines that an earlier line of the same file makes superfluous, whatever the register holds: place of each, and of the earlier one."""
    claims: dict[tuple[str, str], int] = {}
    names: dict[tuple[str, Kind], list[int]] = {}
    found: dict[int, int] = {}
    for at, line in enumerate(lines):
        signs = [*([("slug", line.slug)] if line.slug else []), *_identifiers(line)]
        alike = names.setdefault(_called(line), [])
        earlier = [claims[sign] for sign in signs if sign in claims] or [
            other for other in alike if _may_be(line, lines[other]) and (line.slug or lines[other].slug) == (lines[other].slug or line.slug)
        ]
        if earlier:
            found[at] = earlier[0]
        for sign in signs:
            claims.setdefault(sign, at)
        alike.append(at)
    return found


def _named(action: LineAction, slug: str) -> LineAction:
    return action if action.action is Action.REFUSED else replace(action, slug=slug)


def _twice(line: RegisterLine, first: RegisterLine) -> LineAction:
    reason = Conflict(N_("Line {line} names this organisation too. Keep one of the two."), line=first.line_no)
    return LineAction(Action.REFUSED, line, reason=reason)


def _applied(action: LineAction, slug: str, existing: Known | None) -> Known:
    """What is known of the organisation once the line is taken in, as far as later lines can tell."""
    before = existing or Known(Organisation(slug=slug, name=action.line.name, kind=action.line.kind))
    fields = {change.field: change.new for change in action.changes if isinstance(change, FieldChange)}
    return replace(before, organisation=replace(before.organisation, **fields))  # type: ignore[arg-type]


def _called(one: RegisterLine | Organisation) -> tuple[str, Kind]:
    return match_key(one.name), one.kind


def _identifiers(one: RegisterLine | Organisation) -> list[tuple[str, str]]:
    pairs = [(key, getattr(one, key)) for key in IDENTIFIERS if key != "insee" or one.kind is Kind.CITY]
    return [(key, value) for key, value in pairs if value]


def _resemble(line: RegisterLine, organisation: Organisation) -> bool:
    return line.kind is organisation.kind or match_key(line.name) == match_key(organisation.name)


def _may_be(line: RegisterLine, other: RegisterLine | Organisation) -> bool:
    """Whether nothing tells the two apart; what is not given tells nothing."""
    pairs = ((getattr(line, key), getattr(other, key)) for key in ("country", *IDENTIFIERS))
    return all(not one or not another or one == another for one, another in pairs)
