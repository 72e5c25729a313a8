"""Settings come from the environment; a wrong one is refused at the start, by its name, without its secrets."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.config import PREFIX, ROOT, SettingError, Settings


def refusal(**environment: str) -> str:
    with pytest.raises(SettingError) as problem:
        Settings.from_environment({PREFIX + name.upper(): value for name, value in environment.items()})
    return str(problem.value)


def test_without_any_setting_the_product_starts_on_this_machine_alone() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert (settings.host, settings.port, settings.language) == ("127.0.0.1", 8501, "fr")
    assert settings.url == f"sqlite:///{ROOT / 'data' / 'essaim.db'}"
    assert settings.can_sign_in
    assert not settings.secure


def test_every_setting_can_be_given() -> None:
    given = {
        "ESSAIM_DATABASE_URL": "postgresql://essaim:secret@db.example/essaim",
        "ESSAIM_DATA_DIR": "/srv/essaim",
        "ESSAIM_HOST": "0.0.0.0",
        "ESSAIM_PORT": "8080",
        "ESSAIM_ALLOWED_HOSTS": "Essaim.example, www.essaim.example,",
        "ESSAIM_BLUESKY_URL": "https://appview.example/",
        "ESSAIM_TRUSTED_HOSTS": "localhost:4000",
        "ESSAIM_LANGUAGE": "en",
        "ESSAIM_COLLECT_EVERY_HOURS": " 6 ",
        "ESSAIM_COLLECT_IN_BACKGROUND": "No",
        "ESSAIM_DECLARED_HOLDS_DAYS": "62",
        "ESSAIM_WORKER": "worker-1",
        "ESSAIM_PUBLIC_URL": "https://essaim.example/",
        "ESSAIM_TRUSTED_PROXIES": "127.0.0.1",
        "ESSAIM_SECRET_KEYS": "k2:A, k1:B",
        "ESSAIM_SMTP_URL": "smtps://mail.example",
        "ESSAIM_MAIL_FROM": "essaim@essaim.example",
        "ESSAIM_OIDC_ISSUER": "https://login.example/realm/",
        "ESSAIM_OIDC_CLIENT_ID": "essaim",
        "ESSAIM_OIDC_CLIENT_SECRET": "s3cret",
        "ESSAIM_OIDC_NAME": "the region",
        "ESSAIM_OIDC_PROFILE": "proconnect",
        "ESSAIM_DNS_SERVERS": "9.9.9.9",
        "ESSAIM_WIKIDATA_URL": "https://sparql.example/query",
        "ESSAIM_X_API_URL": "https://api.x.example",
        "ESSAIM_API_CALLS_PER_HOUR": "3000",
        "ESSAIM_PUBLISHER": "Association Essaim",
        "ESSAIM_PUBLICATION_DIRECTOR": "Camille Exemple",
        "ESSAIM_HOSTED_BY": "Hébergeur Exemple",
        "ESSAIM_CONTACT": "contact@essaim.example",
        "ESSAIM_BLUESKY_ACCOUNT": "@Essaim.example",
        "ESSAIM_BLUESKY_APP_PASSWORD": "abcd-efgh-ijkl-mnop",
        "ESSAIM_BLUESKY_SERVER": "https://pds.example/",
    }
    settings = Settings.from_environment(given)
    assert set(given) == {PREFIX + field.name.upper() for field in fields(Settings)}
    assert settings.data_dir == Path("/srv/essaim")
    assert settings.allowed_hosts == ("essaim.example", "www.essaim.example")
    assert settings.bluesky_url == "https://appview.example"
    assert settings.trusted_hosts == ("localhost:4000",)
    assert (settings.language, settings.port, settings.collect_every_hours, settings.worker) == ("en", 8080, 6, "worker-1")
    assert settings.collect_in_background is False
    assert (settings.public_url, settings.cookie, settings.secret_keys) == ("https://essaim.example", "__Host-essaim", ("k2:A", "k1:B"))
    assert (settings.oidc_issuer, settings.oidc_profile, settings.dns_servers) == (
        "https://login.example/realm",
        "proconnect",
        ("9.9.9.9",),
    )
    assert settings.holding.declared == 62
    assert (settings.bluesky_account, settings.bluesky_server) == ("essaim.example", "https://pds.example")


def test_an_empty_setting_is_none() -> None:
    assert Settings.from_environment({"ESSAIM_PORT": " ", "ESSAIM_HOST": ""}) == Settings()


def test_the_rest_of_the_environment_is_not_ours() -> None:
    assert Settings.from_environment({"PORT": "1", "LANGUAGE": "xx", "MY_ESSAIM_PORT": "x"}) == Settings()


def test_an_option_wins_over_the_environment_unless_it_is_not_given() -> None:
    settings = Settings.from_environment({"ESSAIM_PORT": "8080", "ESSAIM_HOST": "::1"}, port=9000, host=None)
    assert (settings.port, settings.host) == (9000, "::1")


def test_an_option_is_checked_like_a_setting() -> None:
    with pytest.raises(SettingError, match="ESSAIM_PORT"):
        Settings.from_environment({}, port=70_000)


def test_a_setting_with_a_mistyped_name_is_refused() -> None:
    assert "ESSAIM_PROT is not a setting" in refusal(prot="8080")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "0"),
        ("port", "65536"),
        ("port", "-1"),
        ("port", "8501.0"),
        ("port", "²"),
        ("port", "9" * 5000),
        ("language", "de"),
        ("collect_every_hours", "0"),
        ("collect_every_hours", "169"),
        ("collect_every_hours", "daily"),
        ("api_calls_per_hour", "0"),
        ("api_calls_per_hour", "1000001"),
        ("declared_holds_days", "0"),
        ("declared_holds_days", "367"),
        ("collect_in_background", "maybe"),
        ("bluesky_url", "public.api.bsky.app"),
        ("bluesky_url", "file:///etc/passwd"),
        ("database_url", "mysql://db.example/essaim"),
        ("database_url", "postgresql+asyncpg://db.example/essaim"),
        ("database_url", "essaim.db"),
        ("contact", "ask the concierge"),
        ("contact", "javascript:alert(1)"),
        ("contact", "http://essaim.example"),
        ("bluesky_server", "http://pds.example"),
        ("bluesky_account", "essaim"),
        ("data_dir", "~nobody-of-that-name/essaim"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_the_name_of_its_setting(name: str, value: str) -> None:
    assert PREFIX + name.upper() in refusal(**{name: value})


def test_a_refused_address_of_the_database_keeps_its_password_to_itself() -> None:
    said = refusal(database_url="mysql://essaim:s3cr@t@db.example/essaim")
    assert "s3cr" not in said and "db.example/essaim" in said


def test_the_password_of_a_bluesky_account_is_refused_and_not_repeated() -> None:
    assert "ESSAIM_BLUESKY_APP_PASSWORD is no app password" in refusal(bluesky_account="essaim.example")
    given = {"bluesky_account": "essaim.example", "bluesky_app_password": "correct horse battery staple"}
    assert "horse" not in refusal(**given)
    kept = Settings.from_environment({"ESSAIM_BLUESKY_APP_PASSWORD": "abcd-efgh-ijkl-mnop"})
    assert "ijkl" not in repr(kept)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p@db.example/essaim", "postgresql+psycopg://u:p@db.example/essaim"),
        ("postgres://u:p@db.example/essaim", "postgresql+psycopg://u:p@db.example/essaim"),
        ("postgresql+psycopg://u:p@db.example/essaim", "postgresql+psycopg://u:p@db.example/essaim"),
        ("sqlite:////srv/essaim.db", "sqlite:////srv/essaim.db"),
    ],
)
def test_every_usual_address_of_postgresql_leads_to_the_driver_at_hand(given: str, used: str) -> None:
    assert Settings.from_environment({"ESSAIM_DATABASE_URL": given}).url == used


@pytest.mark.parametrize(
    ("host", "safe"),
    [
        ("127.0.0.1", True),
        ("127.0.0.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.10", False),
        ("essaim.example", False),
        ("localhost.evil.example", False),
    ],
)
def test_nobody_signs_in_where_others_can_listen(host: str, safe: bool) -> None:
    assert Settings.from_environment({"ESSAIM_HOST": host}).can_sign_in is safe
    assert Settings.from_environment({"ESSAIM_HOST": host, "ESSAIM_PUBLIC_URL": "https://essaim.example"}).can_sign_in


@pytest.mark.parametrize(
    ("allowed", "safe"),
    [("", True), ("localhost:8501,127.0.0.1,[::1]:8501,::1", True), ("essaim.example", False), ("localhost,essaim.example:443", False)],
)
def test_nobody_signs_in_behind_a_proxy_without_https(allowed: str, safe: bool) -> None:
    assert Settings.from_environment({"ESSAIM_ALLOWED_HOSTS": allowed}).can_sign_in is safe


@pytest.mark.parametrize(
    "url", ["http://essaim.example", "https://essaim.example/app", "essaim.example", "https://u@essaim.example", "https://"]
)
def test_the_public_address_is_an_origin_over_https(url: str) -> None:
    assert "ESSAIM_PUBLIC_URL" in refusal(public_url=url)


@pytest.mark.parametrize(
    "url",
    [
        "http://login.example",
        "https://",
        "https://login.example:x",
        "https://u:p@login.example",
        "https://login.example/?a=1",
        "ftp://localhost",
    ],
)
def test_a_provider_is_asked_over_https(url: str) -> None:
    assert "ESSAIM_OIDC_ISSUER" in refusal(oidc_issuer=url, oidc_client_id="essaim", oidc_client_secret="secret")


def test_no_secret_is_shown_with_the_settings() -> None:
    secrets = {
        "ESSAIM_DATABASE_URL": "postgresql://e:hush@db/e",
        "ESSAIM_SMTP_URL": "smtps://e:hush@mail",
        "ESSAIM_MAIL_FROM": "e@e.example",
    }
    assert "hush" not in repr(Settings.from_environment(secrets))


@pytest.mark.parametrize(("hours", "days"), [(1, 1), (24, 1), (25, 2), (48, 2), (168, 7)])
def test_a_collected_figure_holds_until_the_next_reading_is_due(hours: int, days: int) -> None:
    assert Settings.from_environment({"ESSAIM_COLLECT_EVERY_HOURS": str(hours)}).holding.collected == days


@settings(deadline=None, derandomize=True)
@given(st.sampled_from([field.name for field in fields(Settings)]), st.text(alphabet=st.characters(exclude_characters="\0")))
def test_any_value_is_used_or_refused_by_name(name: str, value: str) -> None:
    try:
        used = Settings.from_environment({PREFIX + name.upper(): value})
    except SettingError as problem:
        assert PREFIX + name.upper() in str(problem)
        return
    assert used.url.startswith(("sqlite:///", "postgresql+psycopg://"))
    assert 1 <= used.port <= 65_535
