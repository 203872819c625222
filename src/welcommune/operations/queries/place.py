"""Whether a place is empty, so that a backup may be restored into it."""

from django.apps import apps
from django.db import connection

from welcommune.operations.queries.snapshot import LEFT_OUT, files_there, kept_models

# What `welcommune migrate` fills by itself.
FILLED_BY_ITSELF = LEFT_OUT | {"core.Stamp", "network.Term", "contenttypes.ContentType", "auth.Permission"}


def holds_rows() -> list[str]:
    """Tables that hold what somebody brought in, by the name of their model; none in an empty database."""
    there = set(connection.introspection.table_names())
    models = (model for model in kept_models() if model._meta.label not in FILLED_BY_ITSELF)
    return [model._meta.label for model in models if model._meta.db_table in there and model._base_manager.exists()]


def has_foreign_tables() -> bool:
    """Whether the database holds tables of something else."""
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_migrations"}
    return bool(set(connection.introspection.table_names()) - ours)


def why_not_empty() -> str:
    """What stands in the way of a restore, in words; empty where nothing does."""
    if rows := holds_rows():
        return f"The database is not empty: it holds rows of {', '.join(rows[:3])}."
    if has_foreign_tables():
        return "The database is not empty: it holds tables of another program."
    if files := files_there():
        return f"The data folder is not empty: it holds files, as {min(files)}."
    return ""
