"""E-mail addresses of people."""

import pytest

from dashboard.domain.email_addresses import email_address, masked
from dashboard.domain.errors import Refused


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ana@lyon.fr", "ana@lyon.fr"),
        ("  Ana.Benard@LYON.fr.  ", "ana.benard@lyon.fr"),
        ("o'brien+essaim@besançon.fr", "o'brien+essaim@xn--besanon-yxa.fr"),
        ("ana@XN--BESANON-YXA.fr", "ana@xn--besanon-yxa.fr"),
        ("ana@lyon。fr", "ana@lyon.fr"),
        ("a" * 64 + "@lyon.fr", "a" * 64 + "@lyon.fr"),
    ],
)
def test_an_address_has_one_form(typed: str, stored: str) -> None:
    assert email_address(typed) == stored
    assert email_address(stored) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "@lyon.fr",
        "ana@",
        "ana@lyon",
        "ana@localhost",
        "ana@127.0.0.1",
        "ana@[127.0.0.1]",
        "ana@@lyon.fr",
        "ana@bron.fr@lyon.fr",
        '"ana b"@lyon.fr',
        "ana b@lyon.fr",
        ".ana@lyon.fr",
        "an..a@lyon.fr",
        "ana@lyon..fr",
        "ana@-lyon.fr",
        "ana@lyon.fr\nBcc: eve@evil.example",
        "ana\n@lyon.fr",
        "ana@lyon.fr, eve@evil.example",
        "Ana <ana@lyon.fr>",
        "é@lyon.fr",
        "\u212aevin@lyon.fr",
        "a" * 65 + "@lyon.fr",
        "ana@" + "a." * 125 + "fr",
        "a" * 100_000,
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not an e-mail address"):
        email_address(typed)


def test_somebody_recognises_their_own_address() -> None:
    assert masked("ana.benard@lyon.fr") == "a…@lyon.fr"
