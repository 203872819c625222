"""`welcommune doctor`, /readyz, and settings with which nothing starts."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from welcommune.config.cli import main
from welcommune.config.processes import outbox
from welcommune.core.models import MessageState, OutboxMessage
from welcommune.operations.models import LastDone


def told(capsys, *words: str) -> tuple[int, dict[str, list[tuple[str, str]]]]:
    """The exit code, and by subject what was found: level and sentence."""
    code = main(["doctor", "--json", *words])
    found: dict[str, list[tuple[str, str]]] = {}
    for finding in json.loads(capsys.readouterr().out)["findings"]:
        found.setdefault(finding["about"], []).append((finding["level"], finding["sentence"]))
        assert bool(finding["remedy"]) == (finding["level"] != "good"), finding
    return code, found


def levels(found: dict[str, list[tuple[str, str]]], about: str) -> list[str]:
    """How it stands with one subject."""
    return [level for level, _sentence in found[about]]


def test_all_is_told_and_what_goes_on_by_itself_is_watched(db, capsys, settings, tmp_path):
    settings.DATA = tmp_path
    outbox.go_round()  # as `welcommune work` does
    code, found = told(capsys)
    assert code == 0
    assert levels(found, "database") == ["good", "good"]
    assert levels(found, "migrations") == ["good"]
    assert levels(found, "folders") == ["good"] * 3
    assert [levels(found, about) for about in ("worker", "outbox", "clock", "fonts")] == [["good"]] * 4
    assert found["backups"] == [("warning", "There is no backup yet.")]

    now = timezone.now()
    LastDone.objects.filter(work="round").update(at=now - timedelta(hours=3))
    OutboxMessage.objects.create(kind="mail", next_try_at=now - timedelta(hours=1))
    OutboxMessage.objects.create(kind="mail", state=MessageState.DEAD, created_at=now + timedelta(days=1))
    (tmp_path / "a.tar.gz").touch()
    LastDone.objects.create(work="backup", at=now - timedelta(hours=30), about=str(tmp_path / "a.tar.gz"))
    (tmp_path / "restoring").mkdir()
    LastDone.objects.create(work="verified", at=now - timedelta(days=8), about="b.tar.gz")
    code, found = told(capsys)
    assert code == 1
    assert found["worker"] == [("bad", "The worker was seen last 3 h ago.")]
    assert found["outbox"] == [
        ("warning", "Messages given up after several tries: 1."),
        ("bad", "Messages that wait: 1; for more than 10 min: 1."),
    ]
    assert levels(found, "clock") == ["bad"]
    assert found["backups"] == [
        ("good", "The last backup was made 30 h ago. b.tar.gz was read back whole 8 d ago."),
        ("warning", "A restore was broken off."),
    ]


def test_a_backup_that_is_gone_and_a_folder_that_takes_none_are_told(db, capsys, settings, tmp_path):
    outbox.go_round()
    LastDone.objects.create(work="backup", at=timezone.now(), about="/nowhere/a.tar.gz")
    settings.BACKUPS = tmp_path / "backups"
    settings.BACKUPS.write_text("a file where a folder should be")
    code, found = told(capsys)
    assert (code, found["backups"]) == (
        1,
        [
            ("warning", "The last backup is not there any more: /nowhere/a.tar.gz."),
            ("bad", f"No backup can be written into {settings.BACKUPS}."),
        ],
    )


def test_none_of_the_backups_is_removed_by_a_slip(db, capsys, tmp_path):
    with pytest.raises(SystemExit):
        main(["backup", "--to", str(tmp_path), "--keep", "0"])
    assert "0 is not a number from 1 on" in capsys.readouterr().err


def test_people_read_sentences_with_what_to_do(db, capsys):
    assert main(["doctor", "--integrity"]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if "There is no backup yet." in line)
    assert lines[at].startswith("! warning  backups")
    assert lines[at + 1].strip() == "→ Run welcommune backup each night."
    assert any("integrity" in line for line in lines)


def test_a_mail_is_sent_and_the_answer_told(db, capsys, settings):
    code, found = told(capsys, "--mail", "amal@example.org")
    assert [message.to for message in mail.outbox] == [["amal@example.org"]]
    assert levels(found, "mail") == ["good"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    code, found = told(capsys, "--mail", "amal@example.org")
    assert (code, levels(found, "mail")) == (1, ["bad"])
    assert "Connection refused" in found["mail"][0][1]


def test_mail_that_would_only_be_printed_is_not_tried_nor_called_well(db, capsys, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    _code, found = told(capsys, "--mail", "amal@example.org")
    assert found["mail"] == [("warning", "Mails are printed or dropped: nobody gets a sign-in code.")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    code, found = told(capsys, "--mail", "amal")
    assert (code, found["mail"]) == (1, [("bad", "amal is no address.")])
    settings.DEFAULT_FROM_EMAIL = "nonsense"
    _code, found = told(capsys)
    assert levels(found, "mail") == ["warning"]


def test_ready_agrees_with_the_doctor_about_folders_and_space(client_for, db, settings, capsys, tmp_path):
    place = tmp_path / "media"
    place.write_text("a file where a folder should be")
    settings.MEDIA_ROOT = str(place)
    answer = client_for(None).get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"This folder cannot be written to: media.")
    code, found = told(capsys)
    assert code == 1
    assert ("bad", "This folder cannot be written to: media.") in found["folders"]


@pytest.fixture
def public(settings, monkeypatch, tmp_path):
    """The settings of a place that others reach, all as they should be."""
    settings.DATA = tmp_path
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://table.example.org", ["table.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    monkeypatch.delenv("WELCOMMUNE_SECRET_KEY")
    (tmp_path / "secret_key").write_text(settings.SECRET_KEY)
    (tmp_path / "secret_key").chmod(0o600)
    return settings


UNSAFE = {
    "debug": ({"DEBUG": True}, "Write WELCOMMUNE_DEBUG=0, or leave it out."),
    "any name": ({"ALLOWED_HOSTS": ["*", "table.example.org"]}, "Leave WELCOMMUNE_HOSTS out:"),
    "printed mail": (
        {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"},
        "Write EMAIL_URL=smtp+tls://USER:PASSWORD@SERVER:587; EMAIL_URL=dummymail:// where no mail is to leave.",
    ),
    "no address": ({"SITE_URL": "http://127.0.0.1:8000"}, "Write WELCOMMUNE_URL=https://table.example.org,"),
    "http": ({"SITE_URL": "http://table.example.org"}, "Write WELCOMMUNE_URL=https://table.example.org,"),
    "key": ({"SECRET_KEY": "short"}, "Leave WELCOMMUNE_SECRET_KEY out: a good one is made,"),
}


@pytest.mark.parametrize("command", ["serve", "work"])
@pytest.mark.parametrize("name", UNSAFE)
def test_nothing_starts_with_an_unsafe_setting_and_what_to_write_is_said(public, capsys, command, name):
    changed, remedy = UNSAFE[name]
    for setting, value in changed.items():
        setattr(public, setting, value)
    assert main([command]) == 1
    said = capsys.readouterr().err
    assert (said.count("\n"), remedy in said) == (1, True), said


def test_nothing_starts_where_everybody_can_read_the_secret_key(public, capsys):
    (public.DATA / "secret_key").chmod(0o644)
    assert main(["work"]) == 1
    assert "Run chmod 600" in capsys.readouterr().err


def test_safe_settings_are_told_as_good(public, db, capsys):
    _code, found = told(capsys)
    assert (levels(found, "settings"), levels(found, "secret key")) == (["good"] * 5, ["good"] * 2)
    public.DEMO, public.SECURE_SSL_REDIRECT, public.PROXIES = True, False, 0
    _code, found = told(capsys)
    assert levels(found, "settings").count("warning") == 2
