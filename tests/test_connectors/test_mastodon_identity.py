"""Verified links are those of the account's own server, of that very account, at the addresses behind the text."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from connectors.mastodon_identity import MastodonIdentity, VerifiedLink
from tests.network.mastodon_fake import MastodonFake

AT = "2025-01-20T12:00:00.000+00:00"
WHEN = datetime(2025, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def identity(mastodon_fake: MastodonFake) -> Iterator[MastodonIdentity]:
    with closing(GuardedTransport(Guard([mastodon_fake.host], seconds=20))) as transport:
        yield MastodonIdentity(transport=transport)


def field(value: object, at: object = AT) -> dict[str, object]:
    return {"name": "Site", "value": value, "verified_at": at}


def anchor(url: str, text: str = "x") -> str:
    return f'<a href="{url}" target="_blank" rel="nofollow noopener me"><span class="invisible">https://</span>{text}</a>'


def links(identity: MastodonIdentity, fake: MastodonFake, key: str) -> list[VerifiedLink]:
    return identity.verified_links(fake.handle("lyon"), fake.host, key)


def test_fields_that_the_server_verified_are_given_with_their_instant(identity: MastodonIdentity, mastodon_fake: MastodonFake) -> None:
    key = mastodon_fake.add("lyon")
    other = {"name": "Sans lien", "value": "02 03", "verified_at": None}
    mastodon_fake.set("lyon", fields=[field(anchor("https://lyon.example/")), other, field(anchor("https://a.example/?x=1&amp;y=2"))])
    found = links(identity, mastodon_fake, key)
    assert found == [VerifiedLink("https://lyon.example/", WHEN), VerifiedLink("https://a.example/?x=1&y=2", WHEN)]


def test_the_address_is_the_one_behind_the_text(identity: MastodonIdentity, mastodon_fake: MastodonFake) -> None:
    key = mastodon_fake.add("lyon")
    mastodon_fake.set("lyon", fields=[field(anchor("https://evil.example/", "lyon.example"))])
    assert [link.url for link in links(identity, mastodon_fake, key)] == ["https://evil.example/"]


@pytest.mark.parametrize(
    "said",
    [
        field(anchor("https://lyon.example/"), None),
        field(anchor("https://lyon.example/"), "yesterday"),
        field(anchor("https://lyon.example/"), "2025-01-20T12:00:00"),
        field(anchor("https://lyon.example/"), 1),
        field("https://lyon.example/"),
        field(5),
        field('<a name="lyon.example">x</a>'),
        "x",
        None,
    ],
)
def test_a_field_that_is_not_verified_or_no_link_is_left_out(identity: MastodonIdentity, mastodon_fake: MastodonFake, said: object) -> None:
    key = mastodon_fake.add("lyon")
    mastodon_fake.set("lyon", fields=[said])
    assert links(identity, mastodon_fake, key) == []


@pytest.mark.parametrize(
    "entity",
    [
        {"acct": "lyon@social.example"},
        {"acct": "mallory"},
        {"id": "1"},
        {"suspended": True},
    ],
)
def test_a_copy_another_account_and_a_suspended_one_are_not_the_account(
    identity: MastodonIdentity, mastodon_fake: MastodonFake, entity: dict[str, object]
) -> None:
    key = mastodon_fake.add("lyon")
    mastodon_fake.set("lyon", fields=[field(anchor("https://lyon.example/"))], **entity)
    with pytest.raises(ConnectorError, match="knows no account") as failure:
        links(identity, mastodon_fake, key)
    assert failure.value.remedy is Remedy.FIX_HANDLE


@pytest.mark.parametrize("key", ["", "../../x", "1/statuses", "1?x=", "a" * 65, "109000000000000009"])
def test_an_account_that_is_not_there_is_said_so(identity: MastodonIdentity, mastodon_fake: MastodonFake, key: str) -> None:
    mastodon_fake.add("lyon")
    with pytest.raises(ConnectorError, match="knows no account") as failure:
        links(identity, mastodon_fake, key)
    assert failure.value.remedy is Remedy.FIX_HANDLE


@pytest.mark.parametrize(
    ("fault", "remedy"),
    [
        ("html", Remedy.RETRY_LATER),
        ("list", Remedy.RETRY_LATER),
        ("object", Remedy.RETRY_LATER),
        ("error200", Remedy.RETRY_LATER),
        ("not_json", Remedy.RETRY_LATER),
        ("deep", Remedy.RETRY_LATER),
        ("huge", Remedy.GIVE_UP),
        ("unauthorised", Remedy.GIVE_UP),
        ("forbidden", Remedy.GIVE_UP),
        ("gone410", Remedy.FIX_HANDLE),
        ("too_many", Remedy.RETRY_LATER),
        ("broken", Remedy.RETRY_LATER),
        ("down", Remedy.RETRY_LATER),
        ("loop", Remedy.GIVE_UP),
        ("slow", Remedy.RETRY_LATER),
        ("drip", Remedy.RETRY_LATER),
    ],
)
def test_a_server_that_misbehaves_says_whether_to_come_back(mastodon_fake: MastodonFake, fault: str, remedy: Remedy) -> None:
    key = mastodon_fake.add("lyon")
    mastodon_fake.fault = fault
    guard = Guard([mastodon_fake.host], seconds=0.5 if fault in ("slow", "drip") else 20)
    with closing(GuardedTransport(guard)) as transport, pytest.raises(ConnectorError) as failure:
        links(MastodonIdentity(transport=transport), mastodon_fake, key)
    assert failure.value.remedy is remedy


def test_nobody_but_the_home_server_is_asked(
    identity: MastodonIdentity, mastodon_fake: MastodonFake, other_mastodon_fake: MastodonFake
) -> None:
    key = mastodon_fake.add("lyon")
    other_mastodon_fake.add("lyon")
    mastodon_fake.set("lyon", fields=[])
    assert links(identity, mastodon_fake, key) == []
    assert [path for path, _, _ in mastodon_fake.asked] == [f"/api/v1/accounts/{key}"]
    assert other_mastodon_fake.asked == []
