"""Settings from the environment, all prefixed ``ESSAIM_``. Wrong ones are refused at the start, by name."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from dashboard.domain.account_proofs import APP_PASSWORD
from dashboard.domain.errors import N_, EssaimError
from dashboard.domain.figures import Holding
from dashboard.domain.setting_shapes import is_handle, is_issuer, is_loopback, is_mail, is_site

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "ESSAIM_"
LANGUAGES = ("fr", "en")
OIDC_PROFILES = ("standard", "proconnect")
DATABASES = ("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")
"""Beginnings of the addresses for which there is a driver; the first two are the ones to write."""


class SettingError(EssaimError):
    """A setting has a value with which the product refuses to start."""


@dataclass(frozen=True)
class Settings:
    """Everything that can be set from outside; docs/settings.md describes each field under its environment name.

    :param database_url: SQLAlchemy URL, SQLite or PostgreSQL; empty means ``essaim.db`` in ``data_dir``.
    :param data_dir: folder of the embedded database and of the job engine's own.
    :param bluesky_url: public AppView asked for Bluesky profiles.
    :param trusted_hosts: ``host:port`` names exempt from the public-address rule, to which plain http is allowed.
    :param language: ``fr`` or ``en``: of the command line, and of the pages when the browser asks for neither.
    :param collect_every_hours: hours between two readings of an account.
    :param declared_holds_days: days during which a figure declared by hand stands before it counts as unread.
    :param public_url: address under which browsers reach the server, ``https://...``; empty on one's own machine.
    :param trusted_proxies: addresses of proxies that are believed when they say for whom they ask.
    :param secret_keys: keys of db.vault, the one that seals first; empty means a file of its own in ``data_dir``.
    :param smtp_url: mail server, ``smtps://`` (TLS) or ``smtp://`` (STARTTLS; none on loopback); empty sends no mail.
    :param oidc_issuer: OpenID provider; empty means that nobody signs in through one.
    :param api_calls_per_hour: how often the API answers one address in an hour; a tenth of it in a minute.
    :param dns_servers: ``address`` or ``address:port`` of the resolvers asked for proofs; empty means the system's.
    :param publisher: who answers for the site, as the legal notice names them; ``publication_director``, ``hosted_by``: likewise.
    :param contact: address of mail or of a page where the public reaches them.
    :param bluesky_account: handle of the collective's own account, on which starter packs are published; empty publishes none.
    :param bluesky_app_password: with which it is signed in, ``bluesky_server`` where.
    """

    database_url: str = field(default="", repr=False)
    data_dir: Path = ROOT / "data"
    host: str = "127.0.0.1"
    port: int = 8501
    allowed_hosts: tuple[str, ...] = ()
    bluesky_url: str = "https://public.api.bsky.app"
    trusted_hosts: tuple[str, ...] = ()
    language: str = "fr"
    collect_every_hours: int = 24
    collect_in_background: bool = True
    declared_holds_days: int = 31
    worker: str = "web-0"
    public_url: str = ""
    trusted_proxies: tuple[str, ...] = ()
    secret_keys: tuple[str, ...] = field(default=(), repr=False)
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = ""
    oidc_profile: str = "standard"
    dns_servers: tuple[str, ...] = ()
    wikidata_url: str = "https://query.wikidata.org/sparql"
    x_api_url: str = ""
    api_calls_per_hour: int = 600
    publisher: str = ""
    publication_director: str = ""
    hosted_by: str = ""
    contact: str = ""
    bluesky_account: str = ""
    bluesky_app_password: str = field(default="", repr=False)
    bluesky_server: str = "https://bsky.social"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **overrides: object) -> Self:
        """Read the settings; ``overrides`` (command-line options) win over the environment.

        :raises SettingError: a variable has a value that cannot be used; the message names it.
        """
        environment = os.environ if environment is None else environment
        known = {PREFIX + one.name.upper(): one.name for one in fields(cls)}
        unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
        if unknown:
            raise SettingError(
                N_("{name} is not a setting of Essaim. Remove it or correct its name; docs/settings.md lists them all."),
                name=unknown[0],
            )
        values: dict[str, object] = {
            name: _parse(variable, name, environment[variable].strip())
            for variable, name in known.items()
            if environment.get(variable, "").strip()
        }
        values.update({key: value for key, value in overrides.items() if value is not None})
        settings = cls(**values)  # type: ignore[arg-type]
        settings._check()
        return settings

    def _check(self) -> None:
        if self.language not in LANGUAGES:
            raise _wrong("language", self.language, "fr, en")
        if not 1 <= self.collect_every_hours <= 24 * 7:
            raise _wrong("collect_every_hours", self.collect_every_hours, "1 ... 168")
        if not 1 <= self.declared_holds_days <= 366:
            raise _wrong("declared_holds_days", self.declared_holds_days, "1 ... 366")
        if not 1 <= self.api_calls_per_hour <= 1_000_000:
            raise _wrong("api_calls_per_hour", self.api_calls_per_hour, "1 ... 1000000")
        if not 1 <= self.port <= 65535:
            raise _wrong("port", self.port, "1 ... 65535")
        if not self.bluesky_url.startswith(("https://", "http://")):
            raise _wrong("bluesky_url", self.bluesky_url, "https://...")
        for name in ("wikidata_url", "x_api_url"):
            if (url := getattr(self, name)) and not is_issuer(url):
                raise _wrong(name, url, "https://...")
        if self.database_url and not self.database_url.startswith(DATABASES):
            raise _wrong("database_url", self.database_url.split("@")[-1], "sqlite:///..., postgresql://...")
        if self.contact and not (is_issuer(self.contact) or is_mail(self.contact)):
            raise _wrong("contact", self.contact, "essaim@essaim.example, https://essaim.example/contact")
        self._check_bluesky_account()
        self._check_sign_in()

    def _check_bluesky_account(self) -> None:
        if not is_site(self.bluesky_server):
            raise _wrong("bluesky_server", self.bluesky_server, "https://bsky.social")
        if self.bluesky_account and not is_handle(self.bluesky_account):
            raise _wrong("bluesky_account", self.bluesky_account, "essaim.example")
        given = self.bluesky_account or self.bluesky_app_password
        if given and not APP_PASSWORD.fullmatch(self.bluesky_app_password):
            # What was typed may be the password of the account itself: it is never repeated.
            raise SettingError(
                N_("{name} is no app password, which looks like {expected}. Make one in the account’s settings on Bluesky."),
                name=PREFIX + "BLUESKY_APP_PASSWORD",
                expected="abcd-efgh-ijkl-mnop",
            )

    def _check_sign_in(self) -> None:
        if self.public_url and not is_site(self.public_url):
            raise _wrong("public_url", self.public_url, "https://essaim.example")
        if self.smtp_url and not self.smtp_url.startswith(("smtp://", "smtps://")):
            raise _wrong("smtp_url", self.smtp_url.split("@")[-1], "smtps://user:password@mail.example:465")
        if self.smtp_url and "@" not in self.mail_from:
            raise _wrong("mail_from", self.mail_from, "essaim@essaim.example")
        if self.oidc_issuer and not is_issuer(self.oidc_issuer):
            raise _wrong("oidc_issuer", self.oidc_issuer, "https://...")
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_client_secret):
            raise _wrong("oidc_client_id", self.oidc_client_id, "client id, with ESSAIM_OIDC_CLIENT_SECRET")
        if self.oidc_profile not in OIDC_PROFILES:
            raise _wrong("oidc_profile", self.oidc_profile, ", ".join(OIDC_PROFILES))

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database."""
        url = self.database_url or f"sqlite:///{self.data_dir / 'essaim.db'}"
        for plain in ("postgresql://", "postgres://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url

    @property
    def secure(self) -> bool:
        """Whether browsers reach the server over https: cookies are then ``__Host-`` ones, and https is asked for ever after."""
        return self.public_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """Name of the session's cookie; browsers keep the ``__Host-`` one for https and this very host."""
        return "__Host-essaim" if self.secure else "essaim"

    @property
    def base(self) -> str:
        """``https://host`` with which links that are given out begin. It is never read from a request: whoever asks could choose it."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{shown}:{self.port}"

    @property
    def can_sign_in(self) -> bool:
        """Whether people may sign in: over https, or where nobody can listen (loopback, and behind no proxy for others)."""
        return self.secure or all(is_loopback(host) for host in (self.host, *self.allowed_hosts))

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names under which browsers may address the server, beside those of the machine itself."""
        return (*self.allowed_hosts, *((urlsplit(self.public_url).netloc,) if self.public_url else ()))

    @property
    def holding(self) -> Holding:
        """For how many days a figure stands; a collected one at least until the next reading is due, with a day to spare."""
        return Holding(collected=-(-self.collect_every_hours // 24), declared=self.declared_holds_days)


def _parse(variable: str, name: str, text: str) -> object:
    if name in ("port", "collect_every_hours", "declared_holds_days", "api_calls_per_hour"):
        # Nine digits are more than any of them needs, and int() refuses thousands with an error of its own.
        if not text.isdecimal() or len(text) > 9:
            raise _wrong(name, text[:20], "123")
        return int(text)
    if name in ("allowed_hosts", "trusted_hosts", "trusted_proxies", "dns_servers"):
        return tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if name == "secret_keys":
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if name == "collect_in_background":
        if text.lower() not in ("1", "0", "true", "false", "yes", "no"):
            raise _wrong(name, text, "true, false")
        return text.lower() in ("1", "true", "yes")
    if name == "data_dir":
        try:
            return Path(text).expanduser().resolve()
        except (RuntimeError, ValueError, OSError):
            raise _wrong(name, text, "/srv/essaim") from None
    if name in ("bluesky_url", "public_url", "oidc_issuer", "wikidata_url", "x_api_url", "bluesky_server"):
        return text.rstrip("/")
    if name == "bluesky_account":
        return text.removeprefix("@").lower()
    return text


def _wrong(field: str, value: object, expected: str) -> SettingError:
    return SettingError(
        N_("{name} is “{value}”, which cannot be used. Expected: {expected}."),
        name=PREFIX + field.upper(),
        value=str(value),
        expected=expected,
    )
