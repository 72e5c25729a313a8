"""Who published a figure, and where: one text that is read back as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.errors import Refused
from dashboard.domain.sources import Source, cite, read_back, source_of

WHO = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ,"), max_size=60).map(lambda text: " ".join(text.split()))
PAGES = st.text(st.sampled_from("abc/?=&%,.-é"), max_size=60).map(lambda path: f"https://journal.example/{path}")


@given(WHO, PAGES | st.just(""))
def test_a_source_is_read_back_as_it_was_written(who: str, page: str) -> None:
    try:
        source = source_of(who, page)
    except Refused:
        assert not who and not page
        return
    assert read_back(cite(source)) == source == Source(who, page)


def test_what_stood_there_before_is_words() -> None:
    assert read_back("CNews, 17 January 2025") == Source("CNews, 17 January 2025")
    assert read_back("https://journal.example/x") == Source("", "https://journal.example/x")


@pytest.mark.parametrize(
    ("who", "page", "said"),
    [
        ("", "", "needs its source"),
        ("Le Progrès", "ftp://journal.example/", "not the address of a page"),
        ("Le Progrès", "javascript:alert(1)", "not the address of a page"),
        ("Le Progrès", "https://localhost/x", "not the address of a page"),
        ("Le Progrès", "https://journal.example/a b", "not the address of a page"),
        ("Le Progrès", "https://[journal.example/", "not the address of a page"),
        ("Le Progrès", "https://ana:secret@journal.example/", "before the “@”"),
        ("see HTTPS://journal.example", "", "in its own field"),
        ("x" * 501, "", "longer than 500"),
    ],
)
def test_what_is_no_source_is_refused(who: str, page: str, said: str) -> None:
    with pytest.raises(Refused) as problem:
        source_of(who, page)
    assert said in str(problem.value)
