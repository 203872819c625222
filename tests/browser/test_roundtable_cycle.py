"""The whole life of a roundtable, from the day that is chosen to the promise that was kept, counted in clicks."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.test_capture import SOON, listed, say
from tests.browser.test_record_to_report import SAONE, ui
from tests.harness.demo import Demo

PEOPLE, MOST_ACTS = 24, 25
SECONDS_FOR_MAIL = 15
NOTED = "The last coach leaves at seven."
DECIDED = "We meet four times a year."
PROMISED, STILL_OPEN = "Ask the bus company for a later coach.", "Make a list of all French courses."
WRONG = "The last coach leaves at a quarter past six."

# Twenty-four people who work for the members of the table, and the roundtable before, which says where one meets.
PREPARE = f"""
import django; django.setup()
from datetime import time, timedelta
from django.utils import timezone
from welcommune.core.access import SYSTEM
from welcommune.core.ids import new_id
from welcommune.core.tenancy import every_region
from welcommune.meetings import actions
from welcommune.meetings.models import MeetingFacts
from welcommune.meetings.queries.desk import next_number
from welcommune.network.models import Region
from welcommune.network.queries import network_for
from welcommune.stakeholders.actions import record_contact
from welcommune.stakeholders.models import ContactFacts, Organisation
with every_region("a test"):
    region = Region.objects.get(slug="saone-et-loire")
    table = list(Organisation.objects.filter(memberships__region=region).order_by("pk").distinct())
    for number in range({PEOPLE}):
        facts = ContactFacts(f"Person {{number:02}}", "a card", "invitations", f"p{{number}}@example.org", "", "en")
        record_contact(by=SYSTEM, id=new_id(), region=region, facts=facts, organisation=table[number % len(table)])
    Organisation.objects.filter(pk=table[0].pk).update(email="table@example.org")
    facts = MeetingFacts(
        kind="roundtable", day=timezone.localdate() - timedelta(days=1), number=next_number(region),
        starts_at=time(14), ends_at=time(16), zone=region.zone, mode="in_person", place="Digoin",
    )
    row = actions.record_meeting(
        by=SYSTEM, id=new_id(), network=network_for(region), region=region, facts=facts, state="held"
    )
    print(table[0].name)
"""
# What the worker does at eight o'clock of the next morning.
NEXT_MORNING = """
import django; django.setup()
from datetime import timedelta
import time_machine
from django.utils import timezone
from welcommune.config.processes import outbox
morning = (timezone.localtime() + timedelta(days=1)).replace(hour=8)
with time_machine.travel(morning, tick=True):
    outbox.go_round()
    outbox.drain()
"""


class Counted:
    """The facilitator's window: whatever is clicked, filled in, chosen or opened is an act, and is counted."""

    def __init__(self, window: Page) -> None:
        self.window = window
        self.acts: list[str] = []

    def press(self, words: str, **values: object) -> None:
        """Press a button or follow a link by how its words begin."""
        name = re.compile("^" + re.escape(ui("en", words, **values)))
        main = self.window.locator("main")
        either = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        self.acts.append(f"press: {words}")
        with self.window.expect_navigation():
            either.first.click()

    def fill(self, name: str, value: str) -> None:
        """Fill in a field."""
        self.acts.append(f"fill: {name}")
        self.window.locator(f"[name={name}]").fill(value)

    def choose(self, name: str, value: str) -> None:
        """Choose from a list."""
        self.acts.append(f"choose: {name}")
        self.window.locator(f"[name={name}]").select_option(value)

    def come_back(self) -> None:
        """Open the same page again, days later."""
        self.acts.append("open again")
        self.window.reload()


class Cycle:
    """A demo with what its worker sends, and people who come by a link, each in a window of their own."""

    def __init__(self, server: Demo, page: Callable[..., Page]) -> None:
        self.server, self.page = server, page

    def run(self, program: str) -> str:
        """Run a program beside the demo; what it printed."""
        more = {"DJANGO_SETTINGS_MODULE": "welcommune.config.settings", "WELCOMMUNE_URL": self.server.url}
        told = subprocess.run(
            [sys.executable, "-c", program], env=self.server.store.environment(WELCOMMUNE_DEMO="1", **more),
            check=True, timeout=60, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return told.stdout

    def change(self, statement: str, *values: object) -> None:
        """Let time pass in the database."""
        self.server.store.rows(statement, *values)

    def mails(self, to: str, part: str, many: int = 1) -> list[str]:
        """The links with ``part`` in mails to ``to``, in the order in which they came; waits for ``many`` mails."""
        deadline = time.monotonic() + SECONDS_FOR_MAIL
        while len(found := links(self.server.output, to, part)) < many:
            assert time.monotonic() < deadline, f"no mail to {to} with {part}"
            time.sleep(0.1)
        return found

    def by_link(self, link: str, **options: object) -> Page:
        """A window of somebody without an account, at the address from a mail."""
        found = re.search(r"/([a-z]{2})(/.*)$", re.sub(r"^https?://[^/]+", "", link))
        assert found, link
        return self.page(found[2], language=found[1], **options)


def links(output: str, to: str, part: str) -> list[str]:
    """The first link with ``part`` of each mail to ``to`` that stands in the output."""
    mails = re.split(r"(?m)^-{70,}$", output)
    ours = [mail for mail in mails if re.search(rf"(?m)^To: {re.escape(to)}$", mail)]
    found = [re.search(rf"https?://\S*{re.escape(part)}\S*", mail) for mail in ours]
    return [match[0] for match in found if match]


@pytest.fixture
def cycle(server, page) -> Cycle:
    return Cycle(server, page)


def test_the_life_of_a_roundtable_in_few_acts(cycle, page):
    owner = cycle.run(PREPARE).strip().splitlines()[-1]
    desk = Counted(page(f"/desk{SAONE}", role="facilitator", language="en"))
    key = _plan_and_invite(desk)
    _answer_and_remind(desk, cycle, key)
    _hold(desk, cycle, owner)
    _agree_on_minutes(desk, cycle)
    _publish(desk, page)
    told = f"{len(desk.acts)} acts for {PEOPLE} people:\n" + "\n".join(desk.acts)
    assert len(desk.acts) <= MOST_ACTS, told
    _keep_the_promise(cycle, page)


def _plan_and_invite(desk: Counted) -> str:
    """The day is typed; number, place and times are those of the last time. Everybody is proposed."""
    day = timezone.localdate() + timedelta(days=10)
    desk.press("Record a meeting")
    for name, value in {"starts_at": "14:00", "ends_at": "16:00", "place": "Digoin"}.items():
        expect(desk.window.locator(f"[name={name}]")).to_have_value(re.compile(value))
    desk.fill("day", day.isoformat())
    desk.choose("template", "mapping")
    desk.press("Keep")
    key = desk.window.url.rstrip("/").rsplit("/", 1)[-1]
    expect(desk.window.locator("main ol.agenda li")).to_have_count(6)
    desk.press("Whom to invite")
    desk.press("Put all who are ticked on the list")
    desk.press("Send the invitation to")
    return key


def _answer_and_remind(desk: Counted, cycle: Cycle, key: str) -> None:
    """Three answer by their links; whoever is silent after three days is asked again, and nobody else."""
    for number, answer in enumerate(("yes", "yes", "no")):
        [link] = cycle.mails(f"p{number}@example.org", "/meetings/answer/")
        window = cycle.by_link(link)
        window.locator(f"[name=answer][value={answer}]").check()
        with window.expect_navigation():
            window.get_by_role("button", name="Send my answer").click()
        expect(window.locator("main")).to_contain_text("Thank you. Your answer")
    earlier = timezone.now() - timedelta(days=3)
    cycle.change("UPDATE meetings_meetinginvitation SET sent_at = ? WHERE sent_at IS NOT NULL", str(earlier))
    desk.come_back()
    desk.press("Remind")
    assert len(cycle.mails("p3@example.org", "/meetings/answer/", 2)) == 2
    assert len(cycle.mails("p0@example.org", "/meetings/answer/")) == 1
    stored = key.replace("-", "") if cycle.server.store.name == "SQLite" else key
    cycle.change("UPDATE meetings_meeting SET day = ? WHERE id = ?", timezone.localdate().isoformat(), stored)


def _hold(desk: Counted, cycle: Cycle, owner: str) -> None:
    """Two take notes, the line of one drops; one walks in by the code at the door, the others are ticked at once."""
    desk.press("The record")
    desk.press("Open the meeting")
    _take_notes(cycle, desk.window.url, owner)
    desk.press("At the door")
    address = desk.window.locator("main a[href*='/in/']").get_attribute("href") or ""
    walk_in = cycle.by_link(address, width=360)
    walk_in.locator("[name=person]").fill("Walk Inn")
    walk_in.locator("[name=organisation_name]").fill("A choir")
    walk_in.locator("main form button").click()
    expect(walk_in).to_have_url(re.compile(r"/in/[^/]+/[^/]+/$"))
    desk.press("Tick who came")
    desk.press("Note who came")
    expect(desk.window.locator("[name=people]")).to_have_value("3")
    desk.press("Keep")
    desk.press("Close the meeting")


def _take_notes(cycle: Cycle, address: str, owner: str) -> None:
    """What is said, decided and promised is the meeting itself, and no clerical act."""
    path = address.removeprefix(f"{cycle.server.url}/en")
    one, other = (cycle.page(path, role="facilitator", complaints_allowed=True) for _each in range(2))
    say(one, NOTED, 1)
    expect(listed(other, NOTED)).to_have_count(1, timeout=SOON)
    one.context.set_offline(True)
    say(one, "Share cars.", 4)
    say(other, "The town hall has a minibus.", 7)
    expect(one.locator("[data-waiting] li")).to_have_count(1)
    one.context.set_offline(False)
    _note(other, "decision", text=DECIDED)
    for promise in (PROMISED, STILL_OPEN):
        _note(other, "commitment", what=promise, who=owner)
    one.goto(address)
    for window in (one, other):
        for words in (NOTED, "Share cars.", "The town hall has a minibus."):
            expect(listed(window, words)).to_have_count(1, timeout=SOON)


def _note(window: Page, kind: str, **values: str) -> None:
    form = window.locator(f"form[data-note={kind}]")
    for name, value in values.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button").click()
    expect(form.locator(f"[name={next(iter(values))}]")).to_have_value("")
    expect(window.locator("[data-waiting] li")).to_have_count(0, timeout=SOON)


def _agree_on_minutes(desk: Counted, cycle: Cycle) -> None:
    """The minutes put themselves together; a guest corrects them by link before they hold."""
    desk.press("Put the minutes together")
    for words in (DECIDED, PROMISED, STILL_OPEN):
        expect(desk.window.get_by_text(words).first).to_be_visible()
    desk.press("Send to those who came, for correction")
    [link] = cycle.mails("p0@example.org", "/meetings/minutes/")
    window = cycle.by_link(link)
    window.locator("main form textarea").last.fill(WRONG)
    window.get_by_role("button", name="Send what I wrote").click()
    expect(window.get_by_text("Thank you. Whoever keeps the minutes")).to_be_visible()
    # The days for corrections are over.
    over = (timezone.localdate() - timedelta(days=1)).isoformat()
    cycle.change("UPDATE meetings_minutes SET correct_until = ? WHERE correct_until IS NOT NULL", over)
    desk.come_back()
    expect(desk.window.get_by_text(WRONG)).to_be_visible()
    desk.press("Take it up")
    desk.press("Keep")
    desk.press("Approve")
    expect(desk.window.locator("main .prose").get_by_text(WRONG)).to_be_visible()


def _publish(desk: Counted, page: Callable[..., Page]) -> None:
    """The report writes itself, and everybody reads it."""
    desk.press("Draft the report")
    desk.press("Publish")
    address = desk.window.get_by_role("link", name="See it").get_attribute("href") or ""
    public = page(address.removeprefix("/en"), language="fr")
    expect(public.locator("main")).to_contain_text(NOTED)


def _keep_the_promise(cycle: Cycle, page: Callable[..., Page]) -> None:
    """The owner is written to the next morning; the next table asks after what is open, all see what is done."""
    told = cycle.run(NEXT_MORNING)
    found = re.findall(r"https?://\S+/commitments/\S+", told)
    assert len(found) == 2
    done = cycle.by_link(found[0])
    for act in ("confirm", "done"):
        done.locator(f"button[value={act}]").click()
    expect(done.locator("button[value=done]")).to_have_count(0)
    kept, waiting = (PROMISED, STILL_OPEN) if PROMISED in done.locator("h1").inner_text() else (STILL_OPEN, PROMISED)
    following = page(f"/desk{SAONE}meetings/new/", role="facilitator")
    following.locator("[name=day]").fill((timezone.localdate() + timedelta(days=90)).isoformat())
    following.get_by_role("button", name="Keep").click()
    following.get_by_role("link", name="Agenda").click()
    since = following.locator("section[aria-labelledby=s-since]")
    expect(since).to_contain_text(waiting)
    expect(since).not_to_contain_text(kept)
    public = page(f"{SAONE}you-said/")
    expect(public.locator("main li").filter(has_text=kept)).to_contain_text("Done on")
