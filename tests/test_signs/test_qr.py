"""QR codes are those of segno, module by module, whatever stands in them."""

import segno
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.charts.qr import qr

TEXTS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-/", max_size=180).map("https://essaim.example/".__add__)


@given(text=TEXTS | st.text(min_size=1, max_size=60))
@example(text="https://essaim.example/fr/organisations/universite-de-besancon/")
def test_a_code_is_the_one_that_segno_makes(text: str) -> None:
    theirs = segno.make(text, error="m", micro=False)
    assert qr(text) == ["".join(map(str, row)) for row in theirs.matrix]
