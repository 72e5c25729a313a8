"""Settings from the environment, all prefixed ``ESSAIM_``. Wrong ones are refused at the start, by name."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from dashboard.domain.errors import N_, EssaimError
from dashboard.domain.figures import Holding

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "ESSAIM_"
LANGUAGES = ("fr", "en")
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
    """

    database_url: str = ""
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

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **overrides: object) -> Self:
        """Read the settings; ``overrides`` (command-line options) win over the environment.

        :raises SettingError: a variable has a value that cannot be used; the message names it.
        """
        environment = os.environ if environment is None else environment
        known = {PREFIX + field.name.upper(): field.name for field in fields(cls)}
        unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
        if unknown:
            raise SettingError(
                N_("{name} is not a setting of Essaim. Remove it or correct its name; docs/settings.md lists them all."),
                name=unknown[0],
            )
        values: dict[str, object] = {
            field: _parse(variable, field, environment[variable].strip())
            for variable, field in known.items()
            if environment.get(variable, "").strip()
        }
        values.update({name: value for name, value in overrides.items() if value is not None})
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
        if not 1 <= self.port <= 65535:
            raise _wrong("port", self.port, "1 ... 65535")
        if not self.bluesky_url.startswith(("https://", "http://")):
            raise _wrong("bluesky_url", self.bluesky_url, "https://...")
        if self.database_url and not self.database_url.startswith(DATABASES):
            raise _wrong("database_url", self.database_url.split("@")[-1], "sqlite:///..., postgresql://...")

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database."""
        url = self.database_url or f"sqlite:///{self.data_dir / 'essaim.db'}"
        for plain in ("postgresql://", "postgres://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url

    @property
    def read_only(self) -> bool:
        """Until people can sign in, pages accept changes only where nobody else can come: on loopback, and behind no proxy for others."""
        return not all(_is_loopback(host) for host in (self.host, *self.allowed_hosts))

    @property
    def holding(self) -> Holding:
        """For how many days a figure stands; a collected one at least until the next reading is due, with a day to spare."""
        return Holding(collected=-(-self.collect_every_hours // 24), declared=self.declared_holds_days)


def _parse(variable: str, field: str, text: str) -> object:
    if field in ("port", "collect_every_hours", "declared_holds_days"):
        # Nine digits are more than any of them needs, and int() refuses thousands with an error of its own.
        if not text.isdecimal() or len(text) > 9:
            raise _wrong(field, text[:20], "123")
        return int(text)
    if field in ("allowed_hosts", "trusted_hosts"):
        return tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if field == "collect_in_background":
        if text.lower() not in ("1", "0", "true", "false", "yes", "no"):
            raise _wrong(field, text, "true, false")
        return text.lower() in ("1", "true", "yes")
    if field == "data_dir":
        try:
            return Path(text).expanduser().resolve()
        except (RuntimeError, ValueError, OSError):
            raise _wrong(field, text, "/srv/essaim") from None
    if field == "bluesky_url":
        return text.rstrip("/")
    return text


def _wrong(field: str, value: object, expected: str) -> SettingError:
    return SettingError(
        N_("{name} is “{value}”, which cannot be used. Expected: {expected}."),
        name=PREFIX + field.upper(),
        value=str(value),
        expected=expected,
    )


def _is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, is this machine's own."""
    name = host.removeprefix("[").split("]")[0] if "[" in host or host.count(":") > 1 else host.split(":")[0]
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
