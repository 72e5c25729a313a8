"""Three plain steps for each way to prove that one speaks for an institution: what to do, what to copy, and how sure it makes us."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.accounts import Account
from dashboard.domain.claim_steps import Lack, Step
from dashboard.domain.claims import LEVELS, Method
from dashboard.domain.proof_places import NETWORKS
from dashboard.i18n import Words


@dataclass(frozen=True)
class Line:
    """One step; ``copied`` is put where the text says, by a button."""

    text: str
    copied: str = ""


def way(words: Words, method: Method, domain: str) -> str:
    """What somebody has to be able to reach, as a choice of a list."""
    what = {
        Method.MAIL: words("A mailbox at {domain}", domain=domain),
        Method.DNS: words("The DNS of {domain}", domain=domain),
        Method.FILE: words("The web site {domain}", domain=domain),
        Method.BLUESKY: words("The Bluesky account, its handle at {domain}", domain=domain),
        Method.MASTODON: words("The Mastodon account and the site {domain}", domain=domain),
        Method.SIRET: words("The identity provider of your institution"),
        Method.REVIEW: words("None of these: ask two people of the collective"),
    }[method]
    return words("{what} ({level})", what=what, level=LEVELS[method].value)


def lacking(words: Words, step: Step, name: str) -> str:
    """What has to be done before this way is open."""
    network = NETWORKS.get(step.method)
    if step.lacks is Lack.SIRET:
        return words("The register does not know the SIRET of {name} yet. Ask the collective to add it.", name=name)
    if step.lacks is Lack.CONTROL:
        return words("First prove, or authorise, the account on {network}: nothing shows yet that it is in your hands.", network=network)
    return words("First connect the account of {name} on {network}.", name=name, network=network)


def published(words: Words, step: Step, domain: str) -> Sequence[Line]:
    """The steps of a proof that is put where anybody can look: a record or a file."""
    where, challenge = step.place, step.claim.challenge if step.claim else ""
    if step.method is Method.DNS:
        return (
            Line(words("Ask whoever looks after the DNS of {domain} to add a TXT record of this name:", domain=domain), where),
            Line(words("with this value, and nothing else:"), challenge),
            Line(words("When it is there, look for it. A new record may take an hour to be seen everywhere.")),
        )
    return (
        Line(words("Ask whoever looks after the site to put a text file at this address:"), where),
        Line(words("with this one line in it:"), challenge),
        Line(words("When it is there, look for it.")),
    )


def with_account(words: Words, method: Method, domain: str, account: Account) -> Sequence[Line]:
    """The steps of a proof that rests on an account of the institution."""
    look = Line(words("When both are done, look for it."))
    if method is Method.BLUESKY:
        return (
            Line(words("On Bluesky, under Settings, Account, Handle, choose “I have my own domain” and write:"), domain),
            Line(words("Confirm it there by the DNS record that Bluesky shows you.")),
            look,
        )
    profile = account.url or f"https://{account.host}/@{account.handle.partition('@')[0]}"
    return (
        Line(words("On the front page of the official site, put a link to the profile:"), f'<a rel="me" href="{profile}">Mastodon</a>'),
        Line(words("In the profile on Mastodon, put this address into a field of its own, and save:"), f"https://{domain}"),
        look,
    )
