"""Regions of France, and in which one an institution lies by its codes. Sources: INSEE, Code officiel géographique; ISO 3166-2:FR."""

from collections.abc import Mapping
from types import MappingProxyType

REGIONS: Mapping[str, str] = MappingProxyType(
    {
        "FR-ARA": "Auvergne-Rhône-Alpes",
        "FR-BFC": "Bourgogne-Franche-Comté",
        "FR-BRE": "Bretagne",
        "FR-CVL": "Centre-Val de Loire",
        "FR-20R": "Corse",
        "FR-GES": "Grand Est",
        "FR-HDF": "Hauts-de-France",
        "FR-IDF": "Île-de-France",
        "FR-NOR": "Normandie",
        "FR-NAQ": "Nouvelle-Aquitaine",
        "FR-OCC": "Occitanie",
        "FR-PDL": "Pays de la Loire",
        "FR-PAC": "Provence-Alpes-Côte d’Azur",
        "FR-971": "Guadeloupe",
        "FR-972": "Martinique",
        "FR-973": "Guyane",
        "FR-974": "La Réunion",
        "FR-976": "Mayotte",
    }
)
"""Name of each region in force since 2016, by its ISO 3166-2 code."""

_DEPARTMENTS = {
    "FR-ARA": "01 03 07 15 26 38 42 43 63 69 73 74",
    "FR-BFC": "21 25 39 58 70 71 89 90",
    "FR-BRE": "22 29 35 56",
    "FR-CVL": "18 28 36 37 41 45",
    "FR-20R": "2A 2B",
    "FR-GES": "08 10 51 52 54 55 57 67 68 88",
    "FR-HDF": "02 59 60 62 80",
    "FR-IDF": "75 77 78 91 92 93 94 95",
    "FR-NOR": "14 27 50 61 76",
    "FR-NAQ": "16 17 19 23 24 33 40 47 64 79 86 87",
    "FR-OCC": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "FR-PDL": "44 49 53 72 85",
    "FR-PAC": "04 05 06 13 83 84",
    **{f"FR-{code}": code for code in ("971", "972", "973", "974", "976")},
}
_REGION_OF = {department: region for region, departments in _DEPARTMENTS.items() for department in departments.split()}
_CORSICA_IN_UAI = {"620": "2A", "720": "2B"}


def region_of(insee: str | None, uai: str | None) -> str | None:
    """ISO 3166-2 code of the region, by the code of the commune or else of the school; None if neither tells.

    The first digits of both are those of the department; in a UAI they are three, and Corsica's are its own.
    """
    if insee:
        return _REGION_OF.get(insee[:3] if insee.startswith("97") else insee[:2])
    if uai:
        return _REGION_OF.get(_CORSICA_IN_UAI.get(uai[:3], uai[1:3] if uai.startswith("0") else uai[:3]))
    return None
