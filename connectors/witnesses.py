"""Witnesses: other servers that are asked to confirm something. Each answers facts; what they prove is decided in services."""

from dataclasses import dataclass

from connectors.bluesky_account import BlueskyAccount
from connectors.bluesky_identity import BlueskyIdentity
from connectors.dns import Names
from connectors.mastodon_consent import MastodonConsent
from connectors.mastodon_identity import MastodonIdentity
from connectors.well_known import Sites


@dataclass(frozen=True)
class Witnesses:
    """All of them."""

    names: Names
    sites: Sites
    bluesky: BlueskyIdentity
    bluesky_account: BlueskyAccount
    mastodon: MastodonIdentity
    consent: MastodonConsent
