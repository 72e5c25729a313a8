"""A Wikidata of the tests: statements in its own model of RDF, with ranks, qualifiers, values and references. All of it is fictional.

https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format
"""

from collections.abc import Mapping, Sequence
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

XSD = "http://www.w3.org/2001/XMLSchema#"
ENTITY = "http://www.wikidata.org/entity/"
PROP = "http://www.wikidata.org/prop/"
ONTOLOGY = "http://wikiba.se/ontology#"
PROV = "http://www.w3.org/ns/prov#wasDerivedFrom"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SAME = "http://www.w3.org/2002/07/owl#sameAs"
SOME_VALUE = BlankNode()
"""A value that exists and that nobody knows."""

Term = NamedNode | Literal | BlankNode
Value = str | int | date | NamedNode | BlankNode
"""A text, a number, a day; an address or an item is a node."""


def item(number: str) -> NamedNode:
    """The node of an item."""
    return NamedNode(ENTITY + number)


class WikidataRdf:
    """A store of statements."""

    def __init__(self) -> None:
        self.store = Store()
        self._made = 0

    def name(self, of: str, **labels: str) -> None:
        """Give an item its names, by language."""
        for language, text in labels.items():
            self._add(item(of), LABEL, Literal(text, language=language))

    def merge(self, gone: str, kept: str) -> None:
        """Leave a redirection where an item was."""
        self._add(item(gone), SAME, item(kept))

    def state(
        self,
        of: str,
        which: str,
        value: Value,
        *,
        rank: str = "Normal",
        precision: int = 11,
        within: int | None = None,
        references: Sequence[Mapping[str, Value]] = (),
        **qualifiers: Value | list[Value],
    ) -> str:
        """Write one statement; gives its address.

        :param precision: of its days: 11 is a day, 10 a month, 9 a year. :param within: how far off a number may be, either way.
        :param references: properties and their values, one mapping for each reference.
        """
        self._made += 1
        statement = NamedNode(f"{ENTITY}statement/{of}-0000{self._made:04d}-aaaa-bbbb-cccc-ddddeeeeffff")
        self._add(item(of), PROP + which, statement)
        self._add(statement, ONTOLOGY + "rank", NamedNode(f"{ONTOLOGY}{rank}Rank"))
        self._value(statement, "statement/", which, value, precision, within)
        for name, values in qualifiers.items():
            for each in values if isinstance(values, list) else [values]:
                self._value(statement, "qualifier/", name, each, precision, None)
        for number, reference in enumerate(references):
            node = NamedNode(f"http://www.wikidata.org/reference/{self._made:040d}{number}")
            self._add(statement, PROV, node)
            for name, each in reference.items():
                self._value(node, "reference/", name, each, precision, None)
        return statement.value

    def _value(self, of: Term, place: str, which: str, value: Value, precision: int, within: int | None) -> None:
        self._add(of, f"{PROP}{place}{which}", _term(value))
        if not isinstance(value, date | int):
            return
        node = NamedNode(f"http://www.wikidata.org/value/{self._made:08d}{place[0]}{which}{value}")
        if isinstance(value, date):
            self._add(of, f"{PROP}{place}value/{which}", node)
            self._add(node, ONTOLOGY + "timeValue", _term(value))
            self._add(node, ONTOLOGY + "timePrecision", Literal(str(precision), datatype=NamedNode(XSD + "integer")))
        else:
            self._add(of, f"{PROP}{place}value/{which}", node)
            self._add(node, ONTOLOGY + "quantityAmount", _term(value))
            if within is not None:
                self._add(node, ONTOLOGY + "quantityLowerBound", _term(value - within))
                self._add(node, ONTOLOGY + "quantityUpperBound", _term(value + within))

    def _add(self, subject: Term, predicate: str, value: Term) -> None:
        self.store.add(Quad(subject, NamedNode(predicate), value))  # type: ignore[arg-type]


def _term(value: Value) -> Term:
    if isinstance(value, date):
        return Literal(f"{value.isoformat()}T00:00:00Z", datatype=NamedNode(XSD + "dateTime"))
    if isinstance(value, int):
        return Literal(f"+{value}", datatype=NamedNode(XSD + "decimal"))
    return Literal(value) if isinstance(value, str) else value
