"""The commands ``places``, ``import`` and ``export``: 0, or 1 where rows were refused, or 2 for an unreadable file."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from welcommune.core.access import SYSTEM
from welcommune.core.tenancy import every_region
from welcommune.exchange.actions.formats import EXPORTERS, IMPORTERS, MISSING, OFFERS, bring_in
from welcommune.exchange.formats.gazetteer import read_places, vintage_of
from welcommune.exchange.formats.report import Refusal, Report, UnreadableFile
from welcommune.exchange.queries import grants, offers
from welcommune.mapping.actions.place import PlacesReport, record_places
from welcommune.network.models import Region

REFUSED: Final = 1
UNREADABLE: Final = 2
MOST_LISTED: Final = 200
# How often a log, where lines are not written over, hears of progress.
TOLD_EACH: Final = 10_000


def _progress(what: str) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} {what}")
        elif done % TOLD_EACH == 0:
            sys.stderr.write(f"{done:,} {what}\n")

    return tell


def _unreadable(file: Path, sentence: str) -> int:
    sys.stderr.write(f"{file} was not brought in; nothing has changed.\n{sentence}\n")
    return UNREADABLE


def places(file: Path, country: str, source: str, vintage: str) -> int:
    """Bring an official list of places in and report; returns the exit code."""
    try:
        report = bring_places(file, country=country.lower(), source=source, vintage=vintage)
    except UnreadableFile as unreadable:
        return _unreadable(file, unreadable.sentence)
    print(f"{file.name}: {report.new} new, {report.changed} changed, {report.same} as they were.")
    if report.merged:
        many = "1 has" if report.merged == 1 else f"{report.merged} have"
        print(f"{many} become part of another place, and lead to it.")
    if report.moved:
        print("Of those, the map has records in these. They stay as they are and count for the place as it is now:")
    for moved in report.moved:
        told = ", ".join(f"{kind}: {many}" for kind, many in moved.records.items())
        print(f"  {moved.name}, now {moved.into}; {told}")
    if report.missing:
        many = "1 place" if report.missing == 1 else f"{report.missing} places"
        print(f"Known from before and not in this list: {many}. Nothing of that goes.")
    return 0


def bring_places(file: Path, *, country: str = "", source: str = "", vintage: str = "") -> PlacesReport:
    """Read a list of places and record it, whole or not at all; raises ``UnreadableFile``."""
    with every_region("a list of places is brought in"):
        return record_places(
            by=SYSTEM, places=read_places(file, country=country), source=source or file.name,
            vintage=vintage or vintage_of(file), tell=_progress("places"),
        )  # fmt: skip


def _region(slug: str) -> Region:
    region = Region.objects.filter(slug=slug).first()
    if region is None:
        known = ", ".join(Region.objects.order_by("slug").values_list("slug", flat=True))
        raise UnreadableFile(f"There is no region {slug}. The regions are: {known or 'none yet'}.")
    return region


def _check_format(name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise UnreadableFile(f"There is no format {name}. The formats are: {', '.join(known)}.")


def import_file(format: str, file: Path, region: str, dry_run: bool) -> int:
    """Bring a file of a known format in and report; returns the exit code."""
    try:
        _check_format(format, IMPORTERS)
        with every_region("a file is brought in"):
            report = bring_in(
                format, file, region=_region(region), by=SYSTEM, dry_run=dry_run, tell=_progress("rows")
            )  # fmt: skip
    except UnreadableFile as unreadable:
        return _unreadable(file, unreadable.sentence)
    _tell(file, report, dry_run)
    return REFUSED if report.refused else 0


def _tell(file: Path, report: Report, dry_run: bool) -> None:
    verdict = " Nothing was changed: this was a trial." if dry_run else ""
    print(f"{file.name}: {report.new} new, {report.changed} changed, {report.same} as they were.{verdict}")
    for note in report.notes:
        print(note)
    if report.unmapped:
        print("What has no equivalent here, and in how many rows:")
        for what, many in sorted(report.unmapped.items()):
            print(f"  {many:>7}  {what}")
    many = len(report.left_out)
    _list("1 value was left out:" if many == 1 else f"{many} values were left out:", report.left_out)
    many = len(report.refused)
    _list("1 row was refused:" if many == 1 else f"{many} rows were refused:", report.refused)


def _list(title: str, told: Sequence[Refusal]) -> None:
    """The first of what is told of rows, under its title; nothing where there is nothing."""
    if not told:
        return
    print(title)
    for one in told[:MOST_LISTED]:
        print(f"  {one.row}: {one.sentence}")
    if len(told) > MOST_LISTED:
        print(f"  … and {len(told) - MOST_LISTED} more.")


def export_file(format: str, region: str, output: Path | None) -> int:
    """Write what is public, of one region or of all; returns the exit code."""
    try:
        _check_format(format, EXPORTERS)
        with every_region("what is public is written to a file"):
            place = _region(region) if region else None
            with output.open("wb") if output else nullcontext(sys.stdout.buffer) as out:
                for part in EXPORTERS[format](place):
                    out.write(part)
            if format in MISSING:
                _tell_not_shown("funding line", grants.not_shown(place))
                _tell_left_out(*grants.left_out(MISSING[format], place))
            else:
                _tell_not_shown("action", offers.not_shown(place))
                _tell_not_held(offers.not_held(OFFERS[format], place))
    except (UnreadableFile, OSError) as error:
        sys.stderr.write(f"Nothing was written. {error}\n")
        return UNREADABLE
    return 0


def _tell_not_shown(what: str, hidden: Mapping[str, int]) -> None:
    """Beside the file, not in it: records that no file holds, so that an empty one is understood."""
    for why, many in hidden.items():
        told = f"1 {what} is" if many == 1 else f"{many} {what}s are"
        sys.stderr.write(f"{told} not in the file: {why}.\n")


def _tell_left_out(lines: int, lacking: Mapping[str, int]) -> None:
    """Beside the file, not in it: which lines it does not hold, and why."""
    if lines:
        many = "1 line is" if lines == 1 else f"{lines} lines are"
        sys.stderr.write(f"{many} not in the file, which asks for what they do not tell:\n")
        sys.stderr.writelines(f"  {many:>7}  {what}\n" for what, many in sorted(lacking.items()))


def _tell_not_held(lost: Mapping[str, int]) -> None:
    """Beside the file, not in it: what the format has no field for."""
    if lost:
        sys.stderr.write("What this format cannot tell, and of how many actions:\n")
        sys.stderr.writelines(f"  {many:>7}  {what}\n" for what, many in lost.items())
