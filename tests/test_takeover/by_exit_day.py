"""How to call each service of campaigns, exit days and pledges."""

from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.exit_days.pack import PackSector, PackTexts
from dashboard.domain.exit_days.pledges import NewPledge
from dashboard.services.exit_days import behind, campaigns, kit, plan, pledge, prepare, read, starter_pack, steps
from tests.factories import NOW
from tests.test_exit_days.cast import CITIES, DAY
from tests.test_takeover.call import COORDINATOR, EDITOR, OWNER_ALONE, Call

PACK = PackSector(day=DAY), PackTexts("Cities", "")
TITLES = {"fr": "Quitter Y", "en": "Leaving Y"}

EXIT_DAYS = (
    Call("exit_days.campaigns.make_campaign", COORDINATOR, lambda h, by, _: campaigns.make_campaign(h.db, TITLES, {}, by=by, now=NOW)),
    Call(
        "exit_days.campaigns.remove_campaign",
        COORDINATOR,
        lambda h, by, _: campaigns.remove_campaign(h.db, "quitter-x", by=by, now=NOW),
    ),
    Call("exit_days.plan.plan_exit_day", COORDINATOR, lambda h, by, _: plan.plan_exit_day(h.db, "quitter-x", CITIES, by=by, now=NOW)),
    Call(
        "exit_days.plan.change_exit_day",
        COORDINATOR,
        lambda h, by, _: plan.change_exit_day(h.db, DAY, CITIES, by=by, now=NOW, seen=1),
    ),
    Call("exit_days.steps.open_exit_day", COORDINATOR, lambda h, by, _: steps.open_exit_day(h.db, DAY, by=by, now=NOW)),
    Call("exit_days.steps.confirm_exit_day", COORDINATOR, lambda h, by, _: steps.confirm_exit_day(h.db, DAY, by=by, now=NOW)),
    Call("exit_days.steps.cancel_exit_day", COORDINATOR, lambda h, by, _: steps.cancel_exit_day(h.db, DAY, "Because", by=by, now=NOW)),
    Call("exit_days.behind.read_behind", COORDINATOR, lambda h, by, _: behind.read_behind(h.db, DAY, by=by, now=NOW)),
    Call("exit_days.behind.read_invited", COORDINATOR, lambda h, by, _: behind.read_invited(h.db, DAY, by=by, now=NOW)),
    Call(
        "exit_days.starter_pack.preview_pack",
        COORDINATOR,
        lambda h, by, _: starter_pack.preview_pack(h.db, None, *PACK, by=by, now=NOW),
    ),
    Call(
        "exit_days.starter_pack.publish_pack",
        COORDINATOR,
        lambda h, by, _: starter_pack.publish_pack(h.db, None, *PACK, by=by, now=NOW),
    ),
    Call("exit_days.pledge.pledge", OWNER_ALONE, lambda h, by, s: pledge.pledge(h.db, DAY, s, NewPledge(), by=by, now=NOW)),
    Call("exit_days.pledge.withdraw_pledge", OWNER_ALONE, lambda h, by, s: pledge.withdraw_pledge(h.db, DAY, s, by=by, now=NOW)),
    Call("exit_days.read.own_pledge", EDITOR, lambda h, by, s: read.own_pledge(h.db, DAY, s, by=by, now=NOW)),
    Call("exit_days.kit.read_kit", EDITOR, lambda h, by, s: kit.read_kit(h.db, DAY, s, by=by, now=NOW)),
    Call("exit_days.prepare.read_checklist", EDITOR, lambda h, by, s: prepare.read_checklist(h.db, DAY, s, by=by, now=NOW)),
    Call(
        "exit_days.prepare.tick",
        EDITOR,
        lambda h, by, s: prepare.tick(h.db, DAY, s, Task.PIN_ANNOUNCEMENT, done=True, by=by, now=NOW),
    ),
)
