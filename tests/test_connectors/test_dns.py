"""The DNS is asked for one name and nothing near it, and a resolver that says nothing is not taken for one that says no."""

import time

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.dns import Names
from tests.network.dns_server import DnsServer

NAME = "_essaim.lyon.example"
VALUE = "essaim-verification=0123456789abcdef0123456789abcdef"


def names(*servers: DnsServer, seconds: float = 5.0) -> Names:
    return Names([server.host for server in servers], seconds=seconds)


def test_the_values_of_a_name_are_read_whole_and_in_order(dns_server: DnsServer) -> None:
    long = "v=spf1 " + "a" * 300
    dns_server.txt(NAME, VALUE, long, "é")
    assert names(dns_server).txt(NAME) == sorted([VALUE, long, "é"])


def test_a_name_is_the_same_however_it_is_capitalised(dns_server: DnsServer) -> None:
    dns_server.txt("_Essaim.LYON.example", VALUE)
    assert names(dns_server).txt(NAME) == [VALUE]


@pytest.mark.parametrize("there", ["lyon.example", "www.lyon.example", "x._essaim.lyon.example", "_essaim.www.lyon.example"])
def test_records_above_below_and_beside_a_name_are_not_its_own(dns_server: DnsServer, there: str) -> None:
    dns_server.txt(there, VALUE)
    assert names(dns_server).txt(NAME) == []


def test_where_an_alias_leads_is_not_the_name_itself(dns_server: DnsServer) -> None:
    dns_server.alias(NAME, "proofs.evil.example")
    dns_server.txt("proofs.evil.example", VALUE)
    assert names(dns_server).txt(NAME) == []
    assert names(dns_server).txt("proofs.evil.example") == [VALUE]


def test_a_wildcard_of_the_zone_is_written_by_who_writes_the_zone(dns_server: DnsServer) -> None:
    dns_server.txt("*.lyon.example", VALUE)
    assert names(dns_server).txt(NAME) == [VALUE]


def test_nothing_is_kept_between_two_questions(dns_server: DnsServer) -> None:
    asking = names(dns_server)
    assert asking.txt(NAME) == []
    dns_server.txt(NAME, VALUE)
    assert asking.txt(NAME) == [VALUE]
    dns_server.txt(NAME)
    assert asking.txt(NAME) == []


def test_no_domain_of_this_machine_is_tried_after_the_name(dns_server: DnsServer) -> None:
    names(dns_server).txt("_essaim.lyon")
    assert dns_server.asked == [("_essaim.lyon", "udp")]


@pytest.mark.parametrize("fault", ["", "truncated"])
def test_what_does_not_fit_is_asked_for_again_over_tcp(dns_server: DnsServer, fault: str) -> None:
    dns_server.fault = fault
    many = [f"{VALUE}{number}" for number in range(40)]
    dns_server.txt(NAME, *many)
    assert names(dns_server).txt(NAME) == sorted(many)
    assert dns_server.asked == [(NAME, "udp"), (NAME, "tcp")]


@pytest.mark.parametrize("fault", ["servfail", "refused", "truncated_for_ever", "lame"])
def test_a_resolver_that_cannot_tell_says_nothing(dns_server: DnsServer, fault: str) -> None:
    dns_server.fault = fault
    with pytest.raises(ConnectorError, match=r"The DNS does not answer for _essaim\.lyon\.example") as failure:
        names(dns_server).txt(NAME)
    assert failure.value.remedy is Remedy.RETRY_LATER


@pytest.mark.parametrize("fault", ["silent", "wrong_id", "other_name", "garbage"])
def test_an_answer_to_another_question_is_none_and_the_time_is_limited(dns_server: DnsServer, fault: str) -> None:
    dns_server.txt(NAME, VALUE)
    dns_server.fault = fault
    began = time.monotonic()
    with pytest.raises(ConnectorError, match="does not answer"):
        names(dns_server, seconds=0.3).txt(NAME)
    assert 0.25 <= time.monotonic() - began < 30


def test_a_resolver_that_has_the_zone_and_no_record_says_that_there_is_none(dns_server: DnsServer) -> None:
    dns_server.fault = "empty"
    assert names(dns_server).txt(NAME) == []


def test_the_next_resolver_is_asked_when_the_first_refuses() -> None:
    with DnsServer() as first, DnsServer() as second:
        first.fault = "refused"
        second.txt(NAME, VALUE)
        assert names(first, second).txt(NAME) == [VALUE]


def test_a_name_that_no_zone_can_hold_has_no_record(dns_server: DnsServer) -> None:
    assert names(dns_server).txt("_essaim." + ".".join(["a" * 60] * 4) + ".example") == []
    assert names(dns_server).txt("_essaim..example") == []
    assert dns_server.asked == []


@pytest.mark.parametrize("server", ["127.0.0.1:{port}", "[::1]:{port}"])
def test_resolvers_are_named_by_address_and_port(dns_server: DnsServer, server: str) -> None:
    port = dns_server.host.partition(":")[2]
    dns_server.txt(NAME, VALUE)
    asking = Names([server.format(port=port), dns_server.host], seconds=4)
    assert asking.txt(NAME) == [VALUE]


def test_the_resolvers_of_the_system_are_asked_where_none_are_named() -> None:
    assert all(port == 53 for _, port in Names()._servers)
