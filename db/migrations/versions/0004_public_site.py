"""The public site."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "annotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=600), nullable=False),
        sa.Column("public", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("logged_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('exit_day', 'press', 'campaign', 'event')", name=op.f("ck_annotation_kind")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_annotation_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_annotation_organisation_id_on"), "annotation", ["organisation_id", "on"], unique=False)

    op.create_table(
        "past_standing",
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("recovery_low", sa.Float(), nullable=False),
        sa.Column("recovery_high", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_past_standing_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("week_on", "age", "organisation_id", name=op.f("pk_past_standing")),
    )
    op.create_table(
        "press_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("frozen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_press_figure_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_press_figure")),
        sa.UniqueConstraint("digest", name=op.f("uq_press_figure_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_press_figure_organisation_id_id"), "press_figure", ["organisation_id", "id"], unique=False)

    op.create_table(
        "shared_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("organisations", sa.String(length=800), nullable=False),
        sa.Column("axis", sa.String(length=16), nullable=False),
        sa.Column("notes_of_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("axis IN ('calendar', 'days')", name=op.f("ck_shared_view_axis")),
        sa.ForeignKeyConstraint(
            ["notes_of_id"], ["organisation.id"], name=op.f("fk_shared_view_notes_of_id_organisation"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_shared_view_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_view")),
        sa.UniqueConstraint("digest", name=op.f("uq_shared_view_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_shared_view_person_id"), "shared_view", ["person_id"], unique=False)

    op.add_column("standing", sa.Column("growth", sa.Float(), nullable=True))
    op.add_column("standing", sa.Column("revision", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("standing", "revision")
    op.drop_column("standing", "growth")

    op.drop_index(op.f("ix_shared_view_person_id"), table_name="shared_view")

    op.drop_table("shared_view")
    op.drop_index(op.f("ix_press_figure_organisation_id_id"), table_name="press_figure")

    op.drop_table("press_figure")
    op.drop_table("past_standing")
    op.drop_index(op.f("ix_annotation_organisation_id_on"), table_name="annotation")

    op.drop_table("annotation")
