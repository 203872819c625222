"""What is kept: every table, the right backups, and the list of who was erased beside them."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from welcommune.accounts.models import Erasure
from welcommune.config.processes import outbox
from welcommune.operations.models import LastDone
from welcommune.operations.queries.backups import superfluous
from welcommune.operations.queries.snapshot import LEFT_OUT, kept_models

# What a row of a backup can hold, and its field reads back as it was.
READ_BACK = {
    "AutoField", "BigAutoField", "BooleanField", "CharField", "DateField", "DateTimeField", "DecimalField", "FileField",
    "FloatField", "ForeignKey", "JSONField", "OneToOneField", "PositiveIntegerField", "PositiveSmallIntegerField",
    "SlugField", "TextField", "TimeField", "UUIDField",
}  # fmt: skip


def test_every_table_is_kept_or_is_named_as_left_out(db):
    kept = {model._meta.db_table for model in kept_models()}
    left = {apps.get_model(label)._meta.db_table for label in LEFT_OUT}
    assert set(connection.introspection.table_names()) == kept | left | {"django_migrations"}


@pytest.mark.once
def test_every_kind_of_field_is_read_back(db):
    kinds = {field.get_internal_type() for model in kept_models() for field in model._meta.local_concrete_fields}
    assert kinds - READ_BACK == set()


def test_the_newest_stay_and_the_one_that_was_read_back_last(db, tmp_path):
    names = [f"welcommune-2026010{day}-030000.tar.gz" for day in range(1, 7)]
    for name in [*names, "erasures.txt", ".lock", "letter.tar.gz"]:
        (tmp_path / name).touch()
    (tmp_path / f"{names[5]}.sealed").touch()
    assert {path.name for path in superfluous(tmp_path, 3)} == set(names[:4])
    LastDone.objects.create(work="verified", about=f"somewhere/{names[1]}", at=timezone.now())
    assert {path.name for path in superfluous(tmp_path, 3)} == {names[0], names[2], names[3]}


def test_the_worker_notes_who_was_erased_beside_the_backups(db, settings, tmp_path):
    settings.BACKUPS, before, now = tmp_path, uuid4(), uuid4()
    (tmp_path / "erasures.txt").write_text(f"{before}\n")
    Erasure.objects.create(account_id=now)
    outbox.go_round()
    assert sorted((tmp_path / "erasures.txt").read_text().split()) == sorted([str(before), str(now)])
    assert (tmp_path / "erasures.txt").stat().st_mode & 0o777 == 0o600
