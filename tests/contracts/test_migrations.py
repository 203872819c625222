"""The migrations say what the models say, and their history is one line."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db


def test_no_model_has_changed_without_a_migration(capsys):
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_the_history_does_not_branch():
    assert MigrationLoader(connection).detect_conflicts() == {}
