"""Regions and networks in a sentence, with a frame of their own where the record has only a bare name."""

from welcommune.meetings.prose.facts import NetworkFact, RegionFact, ReportFacts
from welcommune.meetings.prose.language import Language


def of_region(region: RegionFact, words: Language) -> str:
    """A region after a noun: "of Isère", "du département de l’Isère"."""
    head = " ".join(filter(None, (region.kind_of, region.of))) if region.of else ""
    return _bracketed(region, words, head, [])


def in_region(region: RegionFact | None, words: Language, *, details: bool = False) -> str:
    """The region as a place: "in Isère"; nothing where the meeting belongs to no region.

    The details are its kind, its larger territory and its country, in brackets.
    """
    if region is None:
        return ""
    return _bracketed(region, words, region.in_, _details(region) if details else [])


def scope(facts: ReportFacts, words: Language) -> str:
    """Where a meeting belongs: in its region, else to its network."""
    if facts.region is None and facts.network.name:
        return words.say("of_network", network=network_name(facts.network, words))
    return in_region(facts.region, words, details=True)


def platform(facts: ReportFacts, words: Language) -> str:
    """The platform and its region, without article: "regional platform … in Isère (France)"."""
    name = facts.network.platform_name or words.frames["platform"]
    return f"{name} {in_region(facts.region, words, details=True)}".strip()


def network_name(network: NetworkFact, words: Language) -> str:
    """The network with the word for it, unless the name has it already: "SHARE SIRA network"."""
    if words.frames["network.word"] in network.name.casefold().split():
        return network.name
    return words.say("network", name=network.name)


def _bracketed(region: RegionFact, words: Language, head: str, details: list[str]) -> str:
    inside = details if head else [words.say("region", name=region.name), *details]
    return " ".join(filter(None, (head, f"({words.frames['comma'].join(inside)})" if inside else "")))


def _details(region: RegionFact) -> list[str]:
    if region.kind and region.parent_of:
        return list(filter(None, (f"{region.kind} {region.parent_of}", region.country)))
    return list(filter(None, (region.kind, region.parent, region.country)))
