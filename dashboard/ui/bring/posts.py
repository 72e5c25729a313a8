"""X's post CSV: preview, store."""

from collections.abc import Mapping
from hashlib import sha256

import streamlit as st

from dashboard.charts.posts import posts_chart
from dashboard.charts.rebuilt_rows import post_months
from dashboard.charts.rebuilt_words import month_lines, posts_sentence, posts_text
from dashboard.domain.analytics.columns import UnknownColumns
from dashboard.domain.errors import EssaimError
from dashboard.services.imports.posts import PostsPreview, preview_posts, store_posts
from dashboard.services.views import OrganisationView
from dashboard.ui.bring.columns import name_columns
from dashboard.ui.bring.which_account import x_handle
from dashboard.ui.figures import show_figure
from dashboard.ui.forms import fresh, save
from dashboard.ui.messages import show_error
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """The file, what it says month by month, and the button that stores it."""
    words = visit.words
    text = words(
        "The file account_analytics_content_… of X, or the export by tweet of the old analytics.twitter.com. Kept of it: the number of "
        "each post, its day, its impressions and its interactions (likes, replies, reposts). The text of the posts is not kept."
    )
    show("section_text", words, text=text)
    handle = x_handle(visit, shown, "posts.handle")
    file = st.file_uploader(words("X posts CSV"), type=["csv"], key=fresh("posts.file"))
    if file is not None:
        _Bringing(visit, shown, file.getvalue(), handle).go_on()


class _Bringing:
    """One file on its way, with what was said of it on this run."""

    def __init__(self, visit: Visit, shown: OrganisationView, data: bytes, handle: str | None) -> None:
        self.visit, self.shown, self.data, self.handle = visit, shown, data, handle
        self.mapping: Mapping[str, str] | None = None

    def go_on(self) -> None:
        """Preview; where the columns are not known, ask for them and preview with them."""
        words = self.visit.words
        try:
            self._show(self._preview())
        except UnknownColumns as problem:
            if self.mapping is None and (named := name_columns(self.visit, problem, _fields(self.visit), "posts.column")):
                self.mapping = named
                self.go_on()
        except EssaimError as problem:
            show_error(words, problem)

    def _preview(self) -> PostsPreview:
        return preview_posts(
            self.visit.essaim.db,
            self.shown.organisation.slug,
            self.data,
            by=self.visit.actor,
            now=self.visit.now,
            mapping=self.mapping,
            handle=self.handle,
        )

    def _show(self, preview: PostsPreview) -> None:
        words, overall = self.visit.words, preview.overall
        first, last, posts = preview.posts[0].on, preview.posts[-1].on, len(preview.posts)
        if overall is None:
            title = words.plural(
                "{n} post: too few for a median, which takes five", "{n} posts: too few for a median, which takes five", posts
            )
        else:
            title = posts_sentence(overall, words)
        show("section", words, title=title, text=words("From {first} to {last}.", first=first, last=last))
        months = post_months(preview.months)
        if months:
            key = "posts-" + sha256(repr(months).encode()).hexdigest()[:12]
            show_figure(self.visit, key, lambda theme, narrow: posts_chart(months, theme, words, narrow=narrow), posts_text(months, words))
            show("post_months", words, chart=key, rows=month_lines(months, words))
        if preview.known:
            said = words.plural(
                "{n} of them was brought before: what this file says of it counts from now on.",
                "{n} of them were brought before: what this file says of them counts from now on.",
                preview.known,
            )
            show("source", words, lines=[said])
        if st.button(words.plural("Store this {n} post", "Store these {n} posts", posts), key=fresh("posts.store"), type="primary"):
            save(self.visit, self._store)

    def _store(self) -> str:
        done = store_posts(
            self.visit.essaim.db,
            self.shown.organisation.slug,
            self.data,
            by=self.visit.actor,
            now=self.visit.now,
            mapping=self.mapping,
            handle=self.handle,
        )
        return self.visit.words.plural("{n} post is stored.", "{n} posts are stored.", done.figures)


def _fields(visit: Visit) -> dict[str, str]:
    words = visit.words
    return {
        "id": words("Number of the post"),
        "date": words("Day"),
        "impressions": words("Impressions"),
        "likes": words("Likes"),
        "replies": words("Replies"),
        "reposts": words("Reposts"),
    }
