"""The words that may stand in a file of dated figures, in English and French. Compared by :func:`dashboard.domain.csv_header.word`."""

from collections.abc import Mapping

from dashboard.domain.networks import FACTS, Network

COLUMNS: Mapping[str, str] = {
    "organisation": "organization institution slug nom name siren siret uai ror wikidata insee",
    "network": "reseau reseau_social plateforme platform",
    "date": "jour day le on date_du_releve",
    "followers": "abonnes abonnees abonne_es count nombre nombre_d_abonnes followers_count subscribers",
    "source": "sources",
    "precision": "rounded arrondi arrondi_a rounded_to",
    "handle": "compte account identifiant pseudo adresse_du_compte",
}
"""Every column, with its other names."""
HEADERS: Mapping[str, Mapping[str, str]] = {
    "en": {name: name for name in COLUMNS},
    "fr": {
        "organisation": "institution",
        "network": "réseau",
        "date": "date",
        "followers": "abonnés",
        "source": "source",
        "precision": "précision",
        "handle": "compte",
    },
}
"""What the first line of a template says, by language."""
REQUIRED = ("network", "date", "followers", "source")

EXACT = frozenset({"exact", "exacte", "exactly", "exactement", "precis"})
ROUNDED = frozenset({"rounded", "arrondi", "arrondie", "about", "environ", "approximate", "approximatif", "approximative"})

_NETWORKS: Mapping[Network, str] = {
    Network.X: "twitter x_twitter x_com twitter_x x_ex_twitter",
    Network.BLUESKY: "bsky",
    Network.MASTODON: "fediverse",
    Network.LINKEDIN: "linked_in",
    Network.INSTAGRAM: "insta",
    Network.FACEBOOK: "fb",
    Network.YOUTUBE: "you_tube",
    Network.PEERTUBE: "peer_tube",
    Network.TIKTOK: "tik_tok",
}

COLUMN_OF: Mapping[str, str] = {alias: column for column, others in COLUMNS.items() for alias in (column, *others.split())}
NETWORK_OF: Mapping[str, Network] = {
    alias: network for network in Network for alias in (network.value, FACTS[network].label.lower(), *_NETWORKS.get(network, "").split())
}
