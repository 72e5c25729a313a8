"""Handles: what people type or paste, recognised as an account of one network and put into one form."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote

from dashboard.domain.errors import N_, Refused
from dashboard.domain.hostnames import DOTS, domain_name, server
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.profile_pages import DID, SITES, USER, on_any_server, site_of

LONGEST = 500
SHOWN = 80
FEDERATED = (Network.MASTODON, Network.PEERTUBE)

EXAMPLES: dict[Network, str] = {
    Network.BLUESKY: "ville.fr, ville.bsky.social",
    Network.MASTODON: "ville@social.example, https://social.example/@ville",
    Network.PEERTUBE: "ville@video.example, https://video.example/c/ville",
    Network.FACEBOOK: "Ville, https://www.facebook.com/Ville",
    Network.LINKEDIN: "ville, https://www.linkedin.com/company/ville",
    Network.WHATSAPP: "https://whatsapp.com/channel/0029Va...",
}
"""What to type for each network; the handle and its page for those not named here."""


@dataclass(frozen=True)
class Recognised:
    """An account, as far as its address tells.

    :param handle: without a leading ``@``: ``ville.fr``, ``did:plc:...``, ``ville@social.example``, ``Paris``.
    :param host: the server named in the address, with its port if unusual; None for networks of one site.
    """

    network: Network
    handle: str
    host: str | None = None


def recognise(text: str) -> Recognised:
    """The account meant by a handle or by the address of a profile page.

    :raises Refused: it is neither, or could be on any network; the sentence says what was typed and what is accepted.
    """
    typed = _clean(text)
    if re.fullmatch(DID, typed):
        return Recognised(Network.BLUESKY, typed)
    try:
        if re.fullmatch(r"@?[^@/]+@[^@/]+", typed):
            return _federated(Network.MASTODON, typed.removeprefix("@"))
        if typed.startswith("@") and "/" not in typed and "." in typed:
            return Recognised(Network.BLUESKY, domain_name(typed[1:]))
        if not re.search(r"[./:]", typed):
            raise Refused(
                N_(
                    "“{typed}” could be on any network. Type the whole address: ville.fr or ville.bsky.social for Bluesky, "
                    "ville@social.example for Mastodon, or the address of the profile page."
                ),
                typed=typed[:SHOWN],
            )
        return _page(typed)
    except ValueError:
        raise Refused(
            N_(
                "“{typed}” is not the address of an account. Accepted: ville.fr or ville.bsky.social (Bluesky), "
                "ville@social.example (Mastodon), or the address of a profile page."
            ),
            typed=typed[:SHOWN],
        ) from None


def recognise_for(text: str, network: Network) -> Recognised:
    """The account meant when the network is known already: ``Paris`` and ``@Paris`` are enough where it has one site.

    :raises Refused: no account of this network can have that address.
    """
    typed = _clean(text)
    site = SITES.get(network)
    bare = typed.removeprefix("@")
    if site and network is not Network.BLUESKY and bare.lower().removeprefix("www.") not in site.hosts and site.handle.fullmatch(bare):
        return Recognised(network, bare)
    try:
        found = recognise(typed)
    except Refused:
        example = EXAMPLES.get(network) or f"Ville, {profile_url(network, 'Ville')}"
        raise Refused(
            N_("“{typed}” is not the address of an account on {network}. Accepted: {examples}."),
            typed=typed[:SHOWN],
            network=network,
            examples=example,
        ) from None
    if network is Network.PEERTUBE and found.network is Network.MASTODON:
        return replace(found, network=network)
    if found.network is not network:
        raise Refused(
            N_("“{typed}” is an account on {found}, not on {network}. Choose {found}, or type the address on {network}."),
            typed=typed[:SHOWN],
            found=found.network,
            network=network,
        )
    return found


def profile_url(network: Network, handle: str, host: str | None = None) -> str:
    """Address of the public profile page; ``host`` is the server that serves it, the handle's own domain if None."""
    if network in FEDERATED:
        user, _, domain = handle.partition("@")
        return FACTS[network].profile_url.format(handle=quote(user), host=host or domain)
    if network is Network.YOUTUBE and "/" not in handle:
        handle = "@" + handle
    return FACTS[network].profile_url.format(handle=quote(handle, safe="/@:"))


def _clean(text: str) -> str:
    """Without what copying leaves behind: surrounding blanks and characters that cannot be seen."""
    if len(text) > LONGEST:
        raise Refused(N_("What was typed is longer than {limit} characters. Type the address of one account."), limit=LONGEST)
    typed = "".join(character for character in text.translate(DOTS) if unicodedata.category(character) != "Cf").strip()
    if not typed:
        raise Refused(N_("The address of the account is missing. Type it, or paste the address of its profile page."))
    if any(character.isspace() or unicodedata.category(character)[0] == "C" for character in typed):
        shown = "".join(character if character.isprintable() else "�" for character in typed)
        raise Refused(
            N_("“{typed}” has a space or a control character inside. Type the address of one account, without spaces."),
            typed=shown[:SHOWN],
        )
    return typed


def _page(typed: str) -> Recognised:
    """The account of a profile page, or the domain that is a Bluesky handle. ValueError if it is neither."""
    address = re.sub(r"^https?://", "", typed, flags=re.IGNORECASE)
    address, _, _ = address.partition("#")
    address, _, asked = address.partition("?")
    netloc, *parts = address.split("/")
    host = server(netloc)
    segments = [unquote(part) for part in parts if part]
    query = dict(parse_qsl(asked))
    network = site_of(host)
    if not segments:
        bare = host.removeprefix("www.")
        if network and bare in SITES[network].hosts:
            raise ValueError(typed)
        return Recognised(Network.BLUESKY, domain_name(bare))
    if network:
        return _on_site(network, SITES[network].read(segments, query))
    return _on_any_server(segments, host)


def _on_site(network: Network, handle: str | None) -> Recognised:
    if handle is None or not SITES[network].handle.fullmatch(handle):
        raise ValueError(handle)
    if network is Network.BLUESKY and not handle.startswith("did:"):
        handle = domain_name(handle)
    return Recognised(network, handle)


def _on_any_server(segments: Sequence[str], host: str) -> Recognised:
    found = on_any_server(segments)
    if found is None:
        raise ValueError(segments)
    network, user = found
    return _federated(network, user if "@" in user else f"{user}@{host}")


def _federated(network: Network, handle: str) -> Recognised:
    user, _, domain = handle.partition("@")
    if not re.fullmatch(USER, user):
        raise ValueError(handle)
    host = server(domain)
    return Recognised(network, f"{user}@{host}", host)
