"""The questions put to Wikidata, in plain SPARQL 1.1: no service of Wikidata's own, so that any engine answers them.

Nothing that somebody typed becomes part of a query but what ``dashboard.domain.wikidata.Asked`` let through: items, usernames on X and
SIREN, which hold letters, digits and underscores only. The model: https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format
"""

import re
from collections.abc import Iterable, Sequence

from dashboard.domain.networks import Network
from dashboard.domain.wikidata import (
    ACCOUNTS,
    END,
    FOLLOWERS,
    IDENTIFIERS,
    NAMED_BY,
    POINT_IN_TIME,
    REFERENCE,
    SITE,
    STATED_IN,
    X_NUMBER,
    Asked,
)

ENTITY = "http://www.wikidata.org/entity/"
PREFIXES = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX pr: <http://www.wikidata.org/prop/reference/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX wikibase: <http://wikiba.se/ontology#>
"""
STATEMENTS: Sequence[str] = (*ACCOUNTS.values(), *IDENTIFIERS.values(), SITE)
_SAFE, _ITEM = re.compile(r"[A-Za-z0-9_]{1,20}"), re.compile(r"Q[1-9][0-9]{0,14}")


def who(asked: Sequence[Asked]) -> str:
    """``?item`` for everybody asked for; ``?formerly`` where the item asked for was merged into it.

    Wikidata keeps usernames as somebody typed them, and comparing without regard to case would read every account there is: a name is
    tried as given, in small letters, in capitals, and with a capital at the start. Whoever is missed is found by the item.
    """
    items = {one.item for one in asked if one.item}
    names = {form for one in asked if (name := one.x_username) for form in (name, name.lower(), name.upper(), name.capitalize())}
    sirens = {one.siren for one in asked if one.siren}
    parts = []
    if items:
        parts.append(f"{{ VALUES ?item {{ {_items(items)} }} }}")
        parts.append(f"{{ VALUES ?formerly {{ {_items(items)} }} ?formerly owl:sameAs ?item }}")
    if names:
        parts.append(_holders(ACCOUNTS[Network.X], names))
    if sirens:
        parts.append(_holders(IDENTIFIERS["siren"], sirens))
    return f"{PREFIXES}SELECT DISTINCT ?item ?formerly WHERE {{ {' UNION '.join(parts)} }}"


def labels(items: Iterable[str]) -> str:
    """``?item ?french ?english ?any``: the names of some items."""
    these = _items(items)
    return f"""{PREFIXES}SELECT ?item ?french ?english ?any WHERE {{
  VALUES ?item {{ {these} }}
  OPTIONAL {{ ?item rdfs:label ?french FILTER(LANG(?french) = "fr") }}
  OPTIONAL {{ ?item rdfs:label ?english FILTER(LANG(?english) = "en") }}
  OPTIONAL {{ SELECT ?item (MIN(STR(?label)) AS ?any) WHERE {{ VALUES ?item {{ {these} }} ?item rdfs:label ?label }} GROUP BY ?item }}
}}"""


def statements(items: Iterable[str]) -> str:
    """``?item ?property ?statement ?rank ?value ?number ?end``: accounts, identifiers and sites of some items."""
    properties = " ".join(f'("{one}" p:{one} ps:{one})' for one in STATEMENTS)
    return f"""{PREFIXES}SELECT ?item ?property ?statement ?rank ?value ?number ?end WHERE {{
  VALUES ?item {{ {_items(items)} }}
  VALUES (?property ?claim ?main) {{ {properties} }}
  ?item ?claim ?statement .
  ?statement ?main ?value ; wikibase:rank ?rank .
  OPTIONAL {{ ?statement pq:{X_NUMBER} ?number }}
  OPTIONAL {{ ?statement pq:{END} ?end }}
}}"""


def counts(items: Iterable[str]) -> str:
    """``?item ?statement ?rank ?followers ?lower ?upper ?on ?precision ?qualifier ?account ?reference ?stated``: dated counts."""
    qualifiers = " ".join(f'("{one}" pq:{one})' for one in NAMED_BY.values())
    return f"""{PREFIXES}SELECT ?item ?statement ?rank ?followers ?lower ?upper ?on ?precision
  ?qualifier ?account ?reference ?stated WHERE {{
  VALUES ?item {{ {_items(items)} }}
  ?item p:{FOLLOWERS} ?statement .
  ?statement ps:{FOLLOWERS} ?followers ; wikibase:rank ?rank .
  OPTIONAL {{ ?statement psv:{FOLLOWERS} ?amount . ?amount wikibase:quantityLowerBound ?lower ; wikibase:quantityUpperBound ?upper }}
  OPTIONAL {{ ?statement pqv:{POINT_IN_TIME} ?time . ?time wikibase:timeValue ?on ; wikibase:timePrecision ?precision }}
  OPTIONAL {{ VALUES (?qualifier ?names) {{ {qualifiers} }} ?statement ?names ?account }}
  OPTIONAL {{
    ?statement prov:wasDerivedFrom ?node .
    OPTIONAL {{ ?node pr:{REFERENCE} ?reference }}
    OPTIONAL {{ ?node pr:{STATED_IN} ?stated }}
  }}
}}"""


def _holders(which: str, values: Iterable[str]) -> str:
    literals = " ".join(f'"{_safe(one)}"' for one in sorted(values))
    holder = f"?item p:{which} ?held . ?held ps:{which} ?value ; wikibase:rank ?rank"
    return f"{{ VALUES ?value {{ {literals} }} {holder} FILTER(?rank != wikibase:DeprecatedRank) }}"


def _items(items: Iterable[str]) -> str:
    return " ".join(f"wd:{_safe(one, _ITEM)}" for one in sorted(items))


def _safe(text: str, form: re.Pattern[str] = _SAFE) -> str:
    if not form.fullmatch(text):
        raise ValueError("not part of a query")
    return text
