"""The words that may stand in a register file, in English and French, beside the ones the product itself writes.

All are compared by :func:`dashboard.domain.csv_header.word`: without case, accents or signs, ``Annoncé le`` is ``annonce_le``.
"""

from dashboard.domain.departures import Status
from dashboard.domain.organisations import Kind

REQUIRED = ("name", "kind")
COLUMNS: dict[str, str] = {
    "name": "nom organisation institution denomination",
    "kind": "type categorie nature",
    "country": "pays code_pays",
    "status": "statut etat",
    "announced_on": "annonce_le annonce date_annonce date_d_annonce date_de_l_annonce",
    "left_on": "parti_le partie_le quitte_le depart_le depart date_depart date_de_depart",
    "x_followers": "abonnes_x abonnes followers",
    "x_followers_on": "abonnes_x_le abonnes_le date_abonnes date_des_abonnes followers_on",
    "source": "sources",
    "slug": "identifiant",
    "siren": "numero_siren",
    "siret": "numero_siret",
    "insee": "code_insee code_commune",
    "uai": "code_uai rne",
    "ror": "id_ror ror_id",
    "wikidata": "qid id_wikidata",
    "domain": "domaine site site_web site_officiel website url",
    "population": "habitants",
    "students": "etudiants etudiantes_et_etudiants",
    "staff": "effectif effectifs personnel agents salaries",
}
"""Every column, with its other names."""

_KINDS: dict[Kind, str] = {
    Kind.CITY: "ville commune mairie municipality",
    Kind.DEPARTMENT: "departement conseil_departemental",
    Kind.REGION: "conseil_regional",
    Kind.STATE: "etat service_de_l_etat ministere prefecture state_service",
    Kind.UNIVERSITY: "universite",
    Kind.SCHOOL: "ecole",
    Kind.RESEARCH: "recherche organisme_de_recherche research_body",
    Kind.HOSPITAL: "hopital chu centre_hospitalier",
    Kind.MUSEUM: "musee",
    Kind.LIBRARY: "bibliotheque mediatheque",
    Kind.ASSOCIATION: "ong ngo charity",
    Kind.UNION: "syndicat trade_union",
    Kind.MEDIA: "media_outlet presse",
    Kind.SPORTS_CLUB: "club_sportif club",
    Kind.COMPANY: "entreprise societe",
    Kind.OTHER: "autre",
}
_STATUSES: dict[Status, str] = {
    Status.CONSIDERING: "envisage en_reflexion",
    Status.PLEDGED: "promis engage engagee",
    Status.ANNOUNCED: "annonce annoncee",
    Status.LAST_POST: "dernier_message derniere_publication",
    Status.DEPARTED: "parti partie left",
    Status.DORMANT: "dormante en_sommeil",
    Status.PROTECTED: "protege protegee",
    Status.CLOSED: "ferme fermee supprime supprimee",
    Status.RETURNED: "revenu revenue de_retour",
}


COLUMN_OF: dict[str, str] = {alias: column for column, others in COLUMNS.items() for alias in (column, *others.split())}
KIND_OF: dict[str, Kind] = {alias: kind for kind, others in _KINDS.items() for alias in (kind.value, *others.split())}
STATUS_OF: dict[str, Status] = {alias: status for status, others in _STATUSES.items() for alias in (status.value, *others.split())}
