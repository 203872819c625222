"""The text format that Prometheus reads: families of figures, each with its kind and its help."""

from collections.abc import Iterable, Mapping, Sequence

Sample = tuple[str, Mapping[str, str], float]
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def family(name: str, kind: str, told: str, samples: Iterable[Sample]) -> str:
    """One family: ``samples`` are what follows its name ("_sum", or nothing), labels and value."""
    lines = [f"{name}{suffix}{_labels(labels)} {value:.17g}" for suffix, labels, value in samples]
    return "\n".join([f"# HELP {name} {told}", f"# TYPE {name} {kind}", *lines]) + "\n" if lines else ""


def _labels(labels: Mapping[str, str]) -> str:
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def counted(counts: Mapping[str, float], what: str, *labels: str) -> list[Sample]:
    """Counts whose name begins with ``what``; the parts of the name that follow become labels."""
    found = ((name.split("|"), value) for name, value in sorted(counts.items()))
    return [("", dict(zip(labels, parts[1:], strict=True)), value) for parts, value in found if parts[0] == what]


def durations(counts: Mapping[str, float], bounds: Sequence[str]) -> list[Sample]:
    """A histogram for each kind of page: each class holds those below it too, as the format wants it."""
    kinds = sorted({name.split("|")[1] for name in counts if name.startswith("seconds_sum|")})
    samples: list[Sample] = []
    for kind in kinds:
        so_far = 0.0
        for bound in (*bounds, "+Inf"):
            so_far += counts.get(f"seconds_bucket|{kind}|{bound}", 0.0)
            samples.append(("_bucket", {"kind": kind, "le": bound}, so_far))
        samples.append(("_sum", {"kind": kind}, counts[f"seconds_sum|{kind}"]))
        samples.append(("_count", {"kind": kind}, so_far))
    return samples
