"""Whoever is erased stands in no table, file, page or feed: somebody is put wherever a person can stand, and erased."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, models, transaction

from tests.factories import DAY, text_of
from tests.matrix.rows import grow
from welcommune.accounts.actions import erase_account
from welcommune.accounts.models import Account, tables
from welcommune.core.access import SYSTEM
from welcommune.core.models import AuditEvent
from welcommune.core.tenancy import every_region
from welcommune.core.text import TranslatedField
from welcommune.exchange.models import RowAnswer
from welcommune.exchange.queries.reading import private_files
from welcommune.mapping.models import Gap, GapAnswer
from welcommune.search.actions import rebuild
from welcommune.search.queries import all_entries

PAGE = "/en/desk/personal-data/"
# Stands in the name and in the address, and nowhere else in the world.
MARK = "qvexmark"
NAME, EMAIL = "Zorilla Qvexmark", "zorilla@qvexmark.example"
# What a row has to say so that it may name somebody.
BESIDE = {"meetings.MeetingInvitation": {"answer": "substitute"}, "meetings.DateReply": {"invitation": None}}
# Tables that the installation fills by itself; nobody types a name into them.
MADE_BY_ITSELF = {"search.Entry", "search.Word", "accounts.Account"}


def marked(field, value):
    """The value of a field with the person in it."""
    if isinstance(field, models.EmailField):
        return EMAIL
    if isinstance(field, TranslatedField):
        return {**(value or {}), "en": f"As {NAME} said"}
    if isinstance(field, models.JSONField):
        said = f"{NAME}, {EMAIL}"
        return {**value, "said": said} if isinstance(value, dict) else [*(value or []), {"key": "own", "text": said}]
    if isinstance(field, models.SlugField):
        return "portrait-of-zorilla-qvexmark"
    return NAME if (field.max_length or 999) < 60 else f"{NAME}, {EMAIL}"


def put_the_person_everywhere():
    """Into each field of the register that says who a row is about or may mention somebody, in a row of each table."""
    empty = []
    for _line, kept in tables():
        row = kept.model._base_manager.order_by("pk").last()
        told = (*kept.names, *kept.emails, *kept.words)
        if row is None:
            empty += [kept.label] if told else []
        elif kept.label not in MADE_BY_ITSELF:
            fields = {name: kept.model._meta.get_field(name) for name in told}
            values = {name: marked(field, getattr(row, name)) for name, field in fields.items()}
            values |= dict.fromkeys(kept.names, NAME) | BESIDE.get(kept.label, {})
            if values:
                try:
                    with transaction.atomic():
                        kept.model._base_manager.filter(pk=row.pk).update(**values)
                except Exception as error:
                    empty.append(f"{kept.label}: {error}")
    return empty


def where_it_stands():
    """Every table of the database with a row that holds the mark."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = (str([bytes(x) if isinstance(x, memoryview) else x for x in row]) for row in cursor.fetchall())
            found += [name] * any(MARK in row.lower() for row in rows)
    return found


def files_with_it():
    return [
        str(path) for path in Path(settings.DATA).rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()
    ]


def keys_on(page):
    return [box.split('"')[0] for box in page.content.decode().split('name="row" value="')[1:]]


@pytest.fixture
def everywhere(scene):
    with every_region("test"):
        grow(scene, 1)
        GapAnswer.objects.create(gap=Gap.plain.order_by("pk")[0], text="said", noted_on=DAY)
        RowAnswer.objects.create(batch=scene.checked, number=1)
        assert "\n".join(put_the_person_everywhere()) == ""
        rebuild(all_entries())
        with private_files().open(scene.checked.file, "ab") as file:
            file.write(MARK.encode())
        yield scene


def test_whoever_is_erased_stands_in_no_table_file_page_or_feed(
    everywhere, browser, django_capture_on_commit_callbacks
):
    before = where_it_stands()
    told = {kept.model._meta.db_table for _line, kept in tables() if kept.names or kept.emails or kept.words}
    assert (told - set(before), "search_word" in before) == ({"accounts_account"}, True)
    desk = browser("coordinator")
    page = desk.post(PAGE, {"asked": EMAIL})
    keys = keys_on(page)
    named = {kept.label for _line, kept in tables() if kept.names} - MADE_BY_ITSELF
    assert named - {key.partition(":")[0] for key in keys} == set()
    held = json.loads(desk.post(f"{PAGE}file/", {"asked": EMAIL}).content)
    assert sum(len(rows) for rows in held.values()) == len(keys)
    assert len(files_with_it()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(f"{PAGE}erase/", {"asked": EMAIL, "row": keys}).status_code == 302
    assert (where_it_stands(), files_with_it()) == ([], [])
    assert "Nothing is kept" in text_of(desk.post(PAGE, {"asked": NAME}))
    line = AuditEvent.objects.get(verb="accounts.erase_traces")
    assert (line.actor_id, "stakeholders.Contact" in line.fields) == (everywhere.cast["coordinator"].pk, True)


def test_whoever_erases_an_account_goes_from_texts_and_lists_too(everywhere):
    account = Account.objects.create_user(EMAIL, NAME)
    erase_account(by=SYSTEM, account=account)
    assert [table for table in where_it_stands() if table.startswith(("exchange", "core", "accounts"))] == []
