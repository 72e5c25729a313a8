"""Institutions of a Wikidata of the tests. Names of cities are those of the cast; every account, number and address is made up."""

from datetime import date

from pyoxigraph import NamedNode

from tests.network.sparql_server import SparqlServer
from tests.network.wikidata_rdf import SOME_VALUE, WikidataRdf, item

LYON, BESANCON, TWIN, OLD_LYON = "Q900001", "Q900002", "Q900003", "Q900009"
X_OF_LYON, X_BEFORE, CHANNEL = "1400000000000000001", "1300000000000000009", "UCaaaaaaaaaaaaaaaaaaaaaa"
SIREN = "123456782"
REPORT = "https://presse.example/lyon-x"


def tell_of_lyon(wiki: WikidataRdf) -> None:
    """A city with everything an item can have, right and wrong."""
    wiki.name(LYON, fr="Lyon", en="Lyons", de="Lyon (de)")
    wiki.merge(OLD_LYON, LYON)
    wiki.state(LYON, "P2002", "VilledeLyonTest", P6552=X_OF_LYON)
    wiki.state(LYON, "P2002", "lyon_avant", P6552=X_BEFORE, P582=date(2015, 1, 1))
    wiki.state(LYON, "P2002", "not_lyon_at_all", rank="Deprecated", P6552="42")
    wiki.state(LYON, "P4033", "lyon@social.example")
    wiki.state(LYON, "P12361", "lyon.fr")
    wiki.state(LYON, "P2397", CHANNEL)
    wiki.state(LYON, "P2003", "villedelyon.test")
    wiki.state(LYON, "P4264", "ville-de-lyon-test")
    wiki.state(LYON, "P7085", SOME_VALUE)
    wiki.state(LYON, "P1616", SIREN)
    wiki.state(LYON, "P374", "69123")
    wiki.state(LYON, "P856", NamedNode("https://www.lyon.example/"), rank="Preferred")
    wiki.state(LYON, "P856", NamedNode("http://vieux.lyon.example/"))
    cited = [{"P854": NamedNode(REPORT)}, {"P248": item("Q918")}]
    wiki.state(LYON, "P8687", 100_000, P585=date(2025, 1, 17), P6552=X_OF_LYON, references=cited)
    wiki.state(LYON, "P8687", 90_000, P585=date(2023, 2, 1), P6552=X_OF_LYON, within=5_000)
    wiki.state(LYON, "P8687", 70_000, P585=date(2025, 1, 17), P2397=CHANNEL)
    wiki.state(LYON, "P8687", 20_500, P585=date(2025, 2, 1), P12361="Lyon.fr")


def tell_what_cannot_be_used(wiki: WikidataRdf) -> None:
    """Counts of the same city, none of which may be taken."""
    wiki.state(LYON, "P8687", 1, P585=date(2025, 1, 1), P6552=X_OF_LYON, rank="Deprecated")
    wiki.state(LYON, "P8687", 2, P585=date(2025, 1, 2))
    wiki.state(LYON, "P8687", 3, P585=date(2025, 1, 3), P6552=X_OF_LYON, P2397=CHANNEL)
    wiki.state(LYON, "P8687", 4, P585=[date(2025, 1, 4), date(2025, 2, 4)], P6552=X_OF_LYON)
    wiki.state(LYON, "P8687", 5, P585=date(2024, 1, 1), precision=9, P6552=X_OF_LYON)
    wiki.state(LYON, "P8687", 6, P6552=X_OF_LYON)
    wiki.state(LYON, "P8687", 7, P585=date(2025, 1, 7), P6552="777")
    wiki.state(LYON, "P8687", 8, P585=date(2025, 1, 8), P6552=CHANNEL)
    wiki.state(LYON, "P8687", 9, P585=date(2025, 1, 9), P6552=SOME_VALUE)
    wiki.state(LYON, "P8687", 9_000_000_000, P585=date(2025, 1, 10), P6552=X_OF_LYON)
    wiki.state(LYON, "P8687", 11, P585=date(1999, 1, 11), P6552=X_OF_LYON)


def tell_of_others(wiki: WikidataRdf) -> None:
    """A university that nobody named in French or English, and an item that shares the city's SIREN."""
    wiki.name(BESANCON, ca="Universitat de Besançon", es="Universidad de Besanzón")
    wiki.state(BESANCON, "P2002", "univ_besancon")
    wiki.state(BESANCON, "P3202", "0251215K")
    wiki.state(BESANCON, "P374", "25056")
    wiki.state(BESANCON, "P374", "25057")
    wiki.name(TWIN, en="Town hall of Lyon")
    wiki.state(TWIN, "P1616", SIREN)


def tell(server: SparqlServer) -> None:
    """All of it."""
    tell_of_lyon(server.wiki)
    tell_of_others(server.wiki)
