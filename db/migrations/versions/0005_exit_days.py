"""Exit days."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("network", sa.String(length=16), nullable=False),
        sa.Column("title_fr", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("text_fr", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fictional", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "network IN ('x', 'bluesky', 'mastodon', 'threads', 'linkedin', 'instagram', 'facebook', 'youtube', 'peertube', 'tiktok', 'telegram', 'whatsapp')",
            name=op.f("ck_campaign_network"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaign_slug")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "exit_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("second", sa.Boolean(), nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("kinds", sa.String(length=400), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("goal_organisations", sa.Integer(), nullable=True),
        sa.Column("goal_audience", sa.BigInteger(), nullable=True),
        sa.Column("title_fr", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("text_fr", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'open', 'confirmed', 'done', 'cancelled')", name=op.f("ck_exit_day_state")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_exit_day_campaign_id_campaign"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_day")),
        sa.UniqueConstraint("slug", name=op.f("uq_exit_day_slug")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exit_day_campaign_id"), "exit_day", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_exit_day_state_starts_at"), "exit_day", ["state", "starts_at"], unique=False)

    op.create_table(
        "checklist_tick",
        sa.Column("exit_day_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("ticked_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "task IN ('take_figures', 'open_accounts', 'pin_announcement', 'leave', 'report_week', 'report_month')",
            name=op.f("ck_checklist_tick_task"),
        ),
        sa.ForeignKeyConstraint(["exit_day_id"], ["exit_day.id"], name=op.f("fk_checklist_tick_exit_day_id_exit_day"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_checklist_tick_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exit_day_id", "organisation_id", "task", name=op.f("pk_checklist_tick")),
    )
    op.create_index(op.f("ix_checklist_tick_organisation_id"), "checklist_tick", ["organisation_id"], unique=False)

    op.create_table(
        "exit_day_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exit_day_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'open', 'confirmed', 'done', 'cancelled')", name=op.f("ck_exit_day_event_state")),
        sa.ForeignKeyConstraint(["exit_day_id"], ["exit_day.id"], name=op.f("fk_exit_day_event_exit_day_id_exit_day"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_day_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exit_day_event_exit_day_id"), "exit_day_event", ["exit_day_id"], unique=False)

    op.create_table(
        "exit_day_listed",
        sa.Column("exit_day_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["exit_day_id"], ["exit_day.id"], name=op.f("fk_exit_day_listed_exit_day_id_exit_day"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_exit_day_listed_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exit_day_id", "organisation_id", name=op.f("pk_exit_day_listed")),
    )
    op.create_index(op.f("ix_exit_day_listed_organisation_id"), "exit_day_listed", ["organisation_id"], unique=False)

    op.create_table(
        "pledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exit_day_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("strength", sa.String(length=16), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("organisations", sa.Integer(), nullable=True),
        sa.Column("audience", sa.BigInteger(), nullable=True),
        sa.Column("of_kind", sa.Integer(), nullable=True),
        sa.Column("of_region", sa.Integer(), nullable=True),
        sa.Column("bound", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("strength IN ('going', 'considering')", name=op.f("ck_pledge_strength")),
        sa.ForeignKeyConstraint(["exit_day_id"], ["exit_day.id"], name=op.f("fk_pledge_exit_day_id_exit_day"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_pledge_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pledge_organisation_id"), "pledge", ["organisation_id"], unique=False)
    op.create_index(
        "uq_pledge_in_force",
        "pledge",
        ["exit_day_id", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "pledge_named",
        sa.Column("pledge_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_pledge_named_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_pledge_named_pledge_id_pledge"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pledge_id", "organisation_id", name=op.f("pk_pledge_named")),
    )
    op.create_index(op.f("ix_pledge_named_organisation_id"), "pledge_named", ["organisation_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_pledge_named_organisation_id"), table_name="pledge_named")

    op.drop_table("pledge_named")
    op.drop_index(
        "uq_pledge_in_force", table_name="pledge", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index(op.f("ix_pledge_organisation_id"), table_name="pledge")

    op.drop_table("pledge")
    op.drop_index(op.f("ix_exit_day_listed_organisation_id"), table_name="exit_day_listed")

    op.drop_table("exit_day_listed")
    op.drop_index(op.f("ix_exit_day_event_exit_day_id"), table_name="exit_day_event")

    op.drop_table("exit_day_event")
    op.drop_index(op.f("ix_checklist_tick_organisation_id"), table_name="checklist_tick")

    op.drop_table("checklist_tick")
    op.drop_index(op.f("ix_exit_day_state_starts_at"), table_name="exit_day")
    op.drop_index(op.f("ix_exit_day_campaign_id"), table_name="exit_day")

    op.drop_table("exit_day")
    op.drop_table("campaign")
