"""Every resource of the public site, in the order in which routes are tried."""

from dashboard.web.public import (
    board,
    calendars,
    campaign,
    charts,
    crawlers,
    directory,
    embed,
    exit_day_embed,
    exit_day_feed,
    exit_day_screen,
    exit_day_signs,
    exit_days,
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
    *calendars.RESOURCES,
    *signs.RESOURCES,
    *exit_day_feed.RESOURCES,
    *exit_day_signs.RESOURCES,
    *exit_day_embed.RESOURCES,
    *exit_day_screen.RESOURCES,
    *exit_days.RESOURCES,
    *home.RESOURCES,
    *board.RESOURCES,
    *directory.RESOURCES,
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
