"""Reminders."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reminder",
        sa.Column("exit_day_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=20), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("failed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "task IN ('take_figures', 'open_accounts', 'pin_announcement', 'leave', 'report_week', 'report_month')",
            name=op.f("ck_reminder_task"),
        ),
        sa.ForeignKeyConstraint(["exit_day_id"], ["exit_day.id"], name=op.f("fk_reminder_exit_day_id_exit_day"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_reminder_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("exit_day_id", "organisation_id", "person_id", "task", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_claimed_at"), ["claimed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_person_id"), ["person_id"], unique=False)
    # Not in a batch: SQLite would make the table anew, and everything that hangs on a person would fall with the old one.
    op.add_column("person", sa.Column("zone", sa.String(length=64), server_default="Europe/Paris", nullable=False))
    op.add_column("person", sa.Column("reminders", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    """Take back."""
    op.drop_column("person", "reminders")
    op.drop_column("person", "zone")
    op.drop_table("reminder")
