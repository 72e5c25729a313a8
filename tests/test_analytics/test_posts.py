"""Post exports of both formats: impressions and interactions of each post, never its text."""

from datetime import date, timedelta

import pytest

from dashboard.domain.analytics.columns import UnknownColumns
from dashboard.domain.errors import Refused
from dashboard.domain.post_file import FIELDS, Post, read_post_file
from dashboard.domain.post_medians import before, by_month, medians
from tests.test_analytics.cast import BY_DAY, CONTENT, by_tweet, content, overview, table

TODAY = date(2025, 6, 1)
DAY = date(2025, 1, 19)
JA = {
    **{"Post id": "ポストID", "Date": "日付", "Impressions": "インプレッション数", "Likes": "いいね", "Replies": "返信"},
    **{"Reposts": "リポスト", "New follows": "新しいフォロー"},
}


def read(data: bytes, **mapping: str) -> tuple[Post, ...]:
    return read_post_file(data, today=TODAY, mapping=mapping or None).posts


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as problem:
        read(data)
    return str(problem.value)


def some(n: int, on: date, first: int = 1) -> list[Post]:
    """Posts with as many impressions as their number, and twice the interactions."""
    return [Post(str(number), on, number, 2 * number) for number in range(first, first + n)]


def test_interactions_are_likes_replies_and_reposts_oldest_post_first() -> None:
    data = content((12, DAY, 500, 20, 3, 4), (11, DAY - timedelta(days=1), 90, 1, 0, 0))
    assert read(data) == (Post("11", DAY - timedelta(days=1), 90, 1), Post("12", DAY, 500, 27))


def test_a_long_post_over_many_lines_is_one_post() -> None:
    text = "Chers abonnés,\n" * 300 + 'un "au revoir", et merci'
    assert read(content((12, DAY, 500, 20, 3, 4), text=text)) == (Post("12", DAY, 500, 27),)


def test_a_japanese_export_is_known() -> None:
    assert len(read(content((12, DAY, 500, 20, 3, 4), headers=[JA.get(one, one) for one in CONTENT]))) == 1


def test_the_old_export_means_the_same_and_its_time_is_utc() -> None:
    data = by_tweet((11, "2020-02-10 18:00 +0000", "1203.0", "20.0", "3.0", "4.0"), (12, "2020-02-11 00:30 +0200", 9, 1, 1, 1))
    assert read(data) == (Post("11", date(2020, 2, 10), 1_203, 27), Post("12", date(2020, 2, 10), 9, 3))


def test_before_2016_favorites_stand_for_likes() -> None:
    assert read(by_tweet((11, "2015-02-10 18:00 +0000", 9, 5, 1, 1), likes="favorites"))[0].interactions == 7


def test_what_the_export_does_not_say_is_unknown_not_zero() -> None:
    assert read(by_tweet((11, "2020-02-10 18:00 +0000", "-", "", 3, 4))) == (Post("11", date(2020, 2, 10), None, None),)


def test_unknown_headers_are_asked_about_and_named_by_hand() -> None:
    data = table(list("abcdef"), [(11, "2025-01-19", 500, 20, 3, 4)])
    with pytest.raises(UnknownColumns):
        read(data)
    assert read(data, **dict(zip(FIELDS, "abcdef", strict=True))) == (Post("11", DAY, 500, 27),)


@pytest.mark.parametrize("number", ["1.85E+18", "", "-1", "=1", "9" * 21, "١٢"])
def test_a_number_that_a_spreadsheet_shortened_is_refused_by_line_and_column(number: str) -> None:
    data = content((12, DAY, 500, 20, 3, 4)).replace(b"\n12,", f"\n{number},".encode())
    assert refused(data).startswith(f"Line 2, column “Post id”: “{number[:39]}")


def test_a_post_twice_counts_once_unless_its_numbers_differ() -> None:
    assert len(read(content((12, DAY, 500, 20, 3, 4), (12, DAY, 500, 20, 3, 4)))) == 1
    assert "Lines 2 and 3 tell of the same post with different numbers." in refused(
        content((12, DAY, 500, 20, 3, 4), (12, DAY, 501, 20, 3, 4))
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (overview((1, 1)), "This file tells of days, not of posts."),
        (table(BY_DAY, []), "This file tells of days, not of posts."),
        (table(CONTENT, []), "headers and no post"),
        (content((12, TODAY + timedelta(days=1), 1, 1, 1, 1)), "Line 2: nothing can have been posted on X on 2025-06-02."),
        (content((12, DAY, -5, 1, 1, 1)), "Line 2, column “Impressions”: “-5” is not a count."),
        (content((12, DAY, 1, 1, 1, 1)).replace(b'"Sun, Jan 19, 2025"', b"19/01/2025"), "Line 2, column “Date”: “19/01/2025” is not a day"),
        (content((12, DAY, 1, 1, 1, 1)) + b'13,"Sun', "Line 3: a quote is opened and not closed."),
    ],
)
def test_what_is_no_post_export_is_said(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_medians_are_those_of_the_90_days_before_the_departure() -> None:
    departed_on = date(2025, 1, 20)
    posts = [
        *some(1, departed_on - timedelta(days=91), 9_000),
        *some(5, departed_on - timedelta(days=90), 1),
        *some(4, departed_on - timedelta(days=1), 6),
        *some(1, departed_on, 8_000),
    ]
    found = before(posts, departed_on)
    assert found and (found.posts, found.impressions, found.interactions) == (9, 5, 10)
    assert (found.first, found.last) == (departed_on - timedelta(days=90), departed_on - timedelta(days=1))


def test_fewer_than_five_posts_have_no_median() -> None:
    assert medians(some(4, DAY)) is None
    unknown = [Post(str(n), DAY, None, n) for n in range(5)]
    found = medians(unknown)
    assert found and (found.impressions, found.interactions) == (None, 2)


def test_a_month_with_too_few_posts_is_left_out() -> None:
    months = by_month([*some(5, date(2024, 11, 3)), *some(4, date(2024, 12, 3), 10), *some(6, DAY, 20)])
    assert [(one.first, one.posts, one.impressions) for one in months] == [(date(2024, 11, 3), 5, 3), (DAY, 6, 22.5)]
