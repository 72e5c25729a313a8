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
    # Files with a name of their own come before pages whose last place takes anything.
    *feeds.RESOURCES,
    *signs.RESOURCES,
    *home.RESOURCES,
    *board.RESOURCES,
    *organisation.RESOURCES,
    *campaign.RESOURCES,
    *texts.RESOURCES,
    *charts.RESOURCES,
    *embed.RESOURCES,
    *press.RESOURCES,
    *crawlers.RESOURCES,
    *open_data.RESOURCES,
    *shared.RESOURCES,
)
