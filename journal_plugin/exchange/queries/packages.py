"""What the preview of a OneRoster package shows."""

from dataclasses import dataclass
from datetime import datetime

from journal_plugin import conf
from journal_plugin.exchange.models import Upload
from journal_plugin.exchange.oneroster.findings import Finding, PackageError
from journal_plugin.exchange.oneroster.steps import plan_package
from journal_plugin.exchange.queries.lists import Preview, shown


@dataclass(frozen=True)
class StepPreview:
    """A list of the package: its name, its file, what it would do."""

    label: str
    file: str
    preview: Preview


@dataclass(frozen=True)
class PackagePreview:
    """What a sent package would do, or why it cannot be read (``problem``)."""

    problem: str
    findings: tuple[Finding, ...] = ()
    count_findings: int = 0
    notes: tuple[str, ...] = ()
    steps: tuple[StepPreview, ...] = ()
    works: int = 0
    marks: int = 0
    is_wrong: bool = False
    is_half_empty: bool = False
    may_confirm: bool = False
    digest: str = ""
    applied_at: datetime | None = None


def preview_package(upload: Upload) -> PackagePreview:
    """What the sent package would do now; a constant number of queries."""
    if upload.applied_at:
        return PackagePreview("", applied_at=upload.applied_at)
    try:
        plan = plan_package(bytes(upload.content), upload.institution)
    except PackageError as error:
        return PackagePreview(str(error))
    findings, counts = plan.checked.findings, plan.checked.counts
    return PackagePreview(
        problem="",
        findings=tuple(findings.told),
        count_findings=findings.count,
        notes=tuple(findings.notes),
        steps=tuple(StepPreview(step.label, f"{step.file}.csv", shown(step.plan, step.absent)) for step in plan.steps),
        works=counts.get("lineItems", 0),
        marks=counts.get("results", 0),
        is_wrong=plan.is_wrong,
        is_half_empty=plan.is_half_empty(conf.SYNC_DROP_PERCENT),
        may_confirm=not plan.is_wrong and not plan.is_empty,
        digest=plan.digest,
    )
