"""Every resource of the public site, in the order in which routes are tried."""

from dashboard.web.public import (
    board,
    campaign,
    charts,
    crawlers,
    embed,
    feeds,
    home,
    open_data,
    organisation,
    press,
    shared,
    signs,
    texts,
)
from dashboard.web.public.resource import Resource

RESOURCES: tuple[Resource, ...] = (
    *home.RESOURCES,
    *board.RESOURCES,
    *organisation.RESOURCES,
    *campaign.RESOURCES,
    *texts.RESOURCES,
    *charts.RESOURCES,
    *embed.RESOURCES,
    *feeds.RESOURCES,
    *signs.RESOURCES,
    *press.RESOURCES,
    *crawlers.RESOURCES,
    *open_data.RESOURCES,
    *shared.RESOURCES,
)
