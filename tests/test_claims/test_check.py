"""A proof is looked for where it has to be, counts from then on, and what is missing is said with its remedy."""

from datetime import timedelta

import pytest

from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.errors import Conflict, NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.organisations import Level
from dashboard.domain.people import OPERATOR, VISITOR, Role
from dashboard.services.claims.check import check_claim
from dashboard.services.claims.official_domain import set_official_domain
from dashboard.services.claims.open import MOST, open_claim
from dashboard.services.people.limits import TooMany
from db.engine import Database
from tests.factories import NOW, make_organisation
from tests.people import no_witnesses
from tests.test_claims.cast import DOMAIN, LATER, SILENCE, deeds, level, make_lyon, member, opened, reviewer, role, states, stranger


def checked(db: Database, claim: Claim, by: object, said: list[str]) -> Claim:
    """The claim after a look at the DNS, which says this."""
    witnesses = no_witnesses()
    witnesses.names.txt.return_value = said  # type: ignore[attr-defined]
    return check_claim(db, witnesses, by, claim.id, now=LATER)  # type: ignore[arg-type]


def test_a_record_in_the_dns_proves_the_domain_and_raises_the_level(db: Database) -> None:
    make_lyon(db)
    ana = member(db)
    claim = opened(db, ana)
    assert claim.state is ClaimState.OPEN and claim.challenge.startswith("essaim-verification=") and len(claim.challenge) == 52
    proven = checked(db, claim, ana, ["v=spf1 -all", claim.challenge])
    assert (proven.state, proven.evidence, proven.proven_at) == (ClaimState.PROVEN, "_essaim.lyon.example", LATER)
    assert level(db) is Level.L2
    assert deeds(db)[-3:] == ["claim.opened", "claim.proven", "organisation.level_changed"]


def test_the_record_is_asked_for_at_one_name(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    claim, witnesses = opened(sqlite_db, ana), no_witnesses()
    witnesses.names.txt.return_value = [claim.challenge]  # type: ignore[attr-defined]
    check_claim(sqlite_db, witnesses, ana, claim.id, now=LATER)
    witnesses.names.txt.assert_called_once_with("_essaim.lyon.example")  # type: ignore[attr-defined]


def test_what_is_missing_is_said_with_its_remedy_and_noted(db: Database) -> None:
    make_lyon(db)
    ana = member(db)
    claim = opened(db, ana)
    with pytest.raises(Refused) as failure:
        checked(db, claim, ana, ["v=spf1 -all"])
    assert str(failure.value) == (
        f"The DNS has no such record yet at _essaim.lyon.example. Add a TXT record of that name, with the value {claim.challenge}, "
        "and try again in an hour."
    )
    assert (states(db), level(db)) == ([("dns", "open")], Level.L0)
    assert deeds(db)[-1] == "claim.failed"


def test_the_same_person_and_method_again_gives_the_same_challenge_and_another_person_another(db: Database) -> None:
    make_lyon(db)
    ana, mallory = member(db), stranger(db)
    assert opened(db, ana) == opened(db, ana)
    assert len({opened(db, by, method).challenge for by in (ana, mallory) for method in (Method.DNS, Method.FILE)}) == 4
    assert len(states(db)) == 4


@pytest.mark.parametrize("host", [DOMAIN, f"www.{DOMAIN}"])
def test_a_file_on_the_site_proves_the_domain_with_www_or_without(sqlite_db: Database, host: str) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    claim, witnesses = opened(sqlite_db, ana, Method.FILE), no_witnesses()
    pages = {(host, "/.well-known/essaim.txt"): f"\ufeffessaim-verification=other\r\n  {claim.challenge}\r\n"}
    witnesses.sites.text.side_effect = lambda site, path: pages.get((site, path))  # type: ignore[attr-defined]
    proven = check_claim(sqlite_db, witnesses, ana, claim.id, now=LATER)
    assert proven.evidence == f"https://{host}/.well-known/essaim.txt"
    assert level(sqlite_db) is Level.L2


@pytest.mark.parametrize("text", [None, "", "essaim-verification=", "x {challenge}", "{challenge}0", "<p>{challenge}</p>"])
def test_a_file_that_does_not_hold_the_line_proves_nothing(sqlite_db: Database, text: str | None) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    claim, witnesses = opened(sqlite_db, ana, Method.FILE), no_witnesses()
    witnesses.sites.text.return_value = text and text.format(challenge=claim.challenge)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match=r"does not hold essaim-verification=.* on a line of its own yet"):
        check_claim(sqlite_db, witnesses, ana, claim.id, now=LATER)
    assert level(sqlite_db) is Level.L0


def test_a_site_that_answers_on_one_of_its_two_names_is_believed_there(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    claim, witnesses = opened(sqlite_db, ana, Method.FILE), no_witnesses()
    witnesses.sites.text.side_effect = [SILENCE, claim.challenge]  # type: ignore[attr-defined]
    assert check_claim(sqlite_db, witnesses, ana, claim.id, now=LATER).state is ClaimState.PROVEN
    witnesses.sites.text.side_effect = [SILENCE, None]  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="does not answer"):
        check_claim(sqlite_db, witnesses, ana, claim.id, now=LATER)
    assert states(sqlite_db) == [("file", "proven")], "silence is no answer"


def test_ten_looks_an_hour_are_enough(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    claim = opened(sqlite_db, ana)
    for _ in range(10):
        with pytest.raises(Refused, match="no such record"):
            checked(sqlite_db, claim, ana, [])
    with pytest.raises(TooMany, match="in 60 minutes"):
        checked(sqlite_db, claim, ana, [claim.challenge])
    witnesses = no_witnesses()
    witnesses.names.txt.return_value = [claim.challenge]  # type: ignore[attr-defined]
    later = LATER + timedelta(hours=1)
    assert check_claim(sqlite_db, witnesses, ana, claim.id, now=later).state is ClaimState.PROVEN


def test_an_answer_to_a_question_that_has_changed_is_not_stored(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana, rosa = member(sqlite_db), reviewer(sqlite_db)
    claim, witnesses = opened(sqlite_db, ana), no_witnesses()

    def meanwhile(name: str) -> list[str]:
        set_official_domain(sqlite_db, rosa, "lyon", "grandlyon.example", now=LATER)
        return [claim.challenge]

    witnesses.names.txt.side_effect = meanwhile  # type: ignore[attr-defined]
    with pytest.raises(Conflict, match="changed meanwhile"):
        check_claim(sqlite_db, witnesses, ana, claim.id, now=LATER)
    assert (states(sqlite_db), level(sqlite_db)) == ([("dns", "open")], Level.L0)


@pytest.mark.parametrize("method", [Method.DNS, Method.FILE])
def test_without_an_official_domain_there_is_nothing_to_prove(sqlite_db: Database, method: Method) -> None:
    make_organisation(sqlite_db, "Écoute")
    with pytest.raises(Refused, match=r"The official domain of Écoute is not known here yet\. Ask the collective"):
        opened(sqlite_db, stranger(sqlite_db), method, slug="ecoute")


@pytest.mark.parametrize("method", [Method.MAIL, Method.SIRET])
def test_what_is_proven_at_once_is_not_opened(sqlite_db: Database, method: Method) -> None:
    make_lyon(sqlite_db)
    with pytest.raises(Refused, match="given at once"):
        opened(sqlite_db, stranger(sqlite_db), method)


def test_a_claim_is_made_by_a_person(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    with pytest.raises(SignInNeeded):
        opened(sqlite_db, VISITOR)
    with pytest.raises(NotAllowed):
        opened(sqlite_db, OPERATOR)
    with pytest.raises(NotFound):
        opened(sqlite_db, stranger(sqlite_db), slug="nowhere")


def test_nobody_has_more_than_a_few_claims_pending(sqlite_db: Database) -> None:
    mallory = stranger(sqlite_db)
    for number in range(MOST):
        slug = make_organisation(sqlite_db, f"Ville {number}", domain=f"ville{number}.example").slug
        opened(sqlite_db, mallory, slug=slug)
    make_lyon(sqlite_db)
    with pytest.raises(Refused, match="You have 20 claims that are not decided"):
        opened(sqlite_db, mallory)
    with pytest.raises(Refused, match="not decided"):
        open_claim(sqlite_db, mallory, "lyon", Method.REVIEW, now=NOW)


def test_the_first_to_prove_an_institution_without_a_team_becomes_its_owner(db: Database) -> None:
    make_lyon(db)
    ana = stranger(db, "ana@lyon.example")
    claim = opened(db, ana)
    assert checked(db, claim, ana, [claim.challenge]).state is ClaimState.PROVEN
    assert (role(db, ana), level(db)) == (Role.OWNER, Level.L2)
    assert "role.given" in deeds(db)


def test_an_editor_who_proves_it_raises_the_level_and_stays_an_editor(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    noe = member(sqlite_db, "noe@lyon.example", Role.EDITOR)
    claim = opened(sqlite_db, noe)
    checked(sqlite_db, claim, noe, [claim.challenge])
    assert (role(sqlite_db, noe), level(sqlite_db)) == (Role.EDITOR, Level.L2)


def test_a_look_at_a_proof_that_is_gone_puts_it_on_notice_and_one_that_is_back_ends_the_notice(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    claim = opened(sqlite_db, ana)
    checked(sqlite_db, claim, ana, [claim.challenge])
    with pytest.raises(Refused, match="no such record"):
        checked(sqlite_db, claim, ana, [])
    assert (states(sqlite_db), level(sqlite_db)) == ([("dns", "notice")], Level.L2)
    back = checked(sqlite_db, claim, ana, [claim.challenge])
    assert (back.state, back.lost_at, back.lowers_at) == (ClaimState.PROVEN, None, None)
