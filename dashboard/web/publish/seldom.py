"""Searches for cycles seldom from its import on: what the server of the writing processes reads in after it takes a sixth less time."""

from dashboard.web.publish.forks import search_seldom

search_seldom()
