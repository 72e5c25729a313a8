"""Figures from the past."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=100), nullable=False),
        sa.Column("point", sa.String(length=100), nullable=False),
        sa.Column("bluesky", sa.Boolean(), nullable=False),
        sa.Column("mastodon", sa.Boolean(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
        sa.UniqueConstraint("digest", name=op.f("uq_pair_digest")),
    )
    op.create_table(
        "baseline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("network", sa.String(length=16), nullable=False),
        sa.Column("departed_on", sa.Date(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=True),
        sa.Column("followers", sa.BigInteger(), nullable=True),
        sa.Column("provenance", sa.String(length=16), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=True),
        sa.Column("rounded_to", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(length=600), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("logged_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('frozen', 'corrected', 'chosen', 'lifted')", name=op.f("ck_baseline_kind")),
        sa.CheckConstraint(
            "network IN ('x', 'bluesky', 'mastodon', 'threads', 'linkedin', 'instagram', 'facebook', 'youtube', 'peertube', 'tiktok', 'telegram', 'whatsapp')",
            name=op.f("ck_baseline_network"),
        ),
        sa.CheckConstraint("precision IN ('exact', 'rounded')", name=op.f("ck_baseline_precision")),
        sa.CheckConstraint(
            "provenance IN ('api', 'archive_manifest', 'analytics_csv', 'wikidata', 'press', 'declared')",
            name=op.f("ck_baseline_provenance"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_baseline_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baseline")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("baseline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_baseline_organisation_id_id"), ["organisation_id", "id"], unique=False)

    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("headers", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.String(length=4000), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_column_mapping_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("organisation_id", "method", "headers", name=op.f("uq_column_mapping_organisation_id_method_headers")),
    )
    op.create_table(
        "comparison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("followers", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("anywhere", sa.Integer(), nullable=True),
        sa.Column("bluesky", sa.Integer(), nullable=True),
        sa.Column("mastodon", sa.Integer(), nullable=True),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_comparison_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison")),
    )
    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comparison_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("details", sa.String(length=8000), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_role", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "method IN ('archive', 'analytics', 'posts', 'figures', 'editor', 'press', 'wikidata')", name=op.f("ck_import_method")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_import_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_organisation_id_id"), ["organisation_id", "id"], unique=False)

    op.create_table(
        "x_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.String(length=2000), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("resume_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.String(length=500), nullable=True),
        sa.Column("details", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_x_token_organisation_id_organisation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_x_token")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_x_token_organisation_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("provenance", sa.String(length=16), nullable=False),
        sa.Column("followers", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("details", sa.String(length=2000), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_role", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "reason IN ('jump', 'growth', 'week', 'too_large', 'too_round', 'conflict', 'copied', 'late')", name=op.f("ck_flag_reason")
        ),
        sa.CheckConstraint("verdict IN ('cleared', 'set_aside')", name=op.f("ck_flag_verdict")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_flag_account_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint(
            "account_id", "at", "provenance", "followers", "reason", name=op.f("uq_flag_account_id_at_provenance_followers_reason")
        ),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_verdict_id"), ["verdict", "id"], unique=False)

    op.create_table(
        "post",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.String(length=32), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("impressions", sa.BigInteger(), nullable=True),
        sa.Column("interactions", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_post_account_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "post_id", "import_id", name=op.f("pk_post")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_import_id"), ["import_id"], unique=False)

    op.create_table(
        "replaced",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("provenance", sa.String(length=16), nullable=False),
        sa.Column("followers", sa.BigInteger(), nullable=False),
        sa.Column("following", sa.BigInteger(), nullable=True),
        sa.Column("posts", sa.BigInteger(), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=False),
        sa.Column("rounded_to", sa.BigInteger(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_replaced_account_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_replaced_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replaced")),
        sa.UniqueConstraint("account_id", "at", "provenance", "import_id", name=op.f("uq_replaced_account_id_at_provenance_import_id")),
    )
    with op.batch_alter_table("replaced", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replaced_earlier_id"), ["earlier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_replaced_import_id"), ["import_id"], unique=False)

    for table in ("daily", "snapshot"):
        # Plain columns: a batch would make the table anew, row by row.
        op.add_column(table, sa.Column("rounded_to", sa.BigInteger(), nullable=True))
        op.add_column(table, sa.Column("flagged", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("snapshot", sa.Column("import_id", sa.Integer(), nullable=True))
    brought = sa.text("import_id IS NOT NULL")
    op.create_index("ix_snapshot_import_id", "snapshot", ["import_id"], sqlite_where=brought, postgresql_where=brought)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_snapshot_import_id", "snapshot")
    op.drop_column("snapshot", "import_id")
    for table in ("snapshot", "daily"):
        op.drop_column(table, "flagged")
        op.drop_column(table, "rounded_to")
    with op.batch_alter_table("replaced", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_replaced_import_id"))
        batch_op.drop_index(batch_op.f("ix_replaced_earlier_id"))

    op.drop_table("replaced")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_import_id"))

    op.drop_table("post")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_verdict_id"))

    op.drop_table("flag")
    op.drop_table("x_token")
    with op.batch_alter_table("import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_organisation_id_id"))

    op.drop_table("import")
    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comparison_organisation_id"))

    op.drop_table("comparison")
    op.drop_table("column_mapping")
    with op.batch_alter_table("baseline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_baseline_organisation_id_id"))

    op.drop_table("baseline")
    op.drop_table("pair")
