"""The workflow of a shelf of work programmes (B04)."""

from django.db import transaction
from wagtail.models import Page, Task, Workflow, WorkflowPage, WorkflowTask

from journal_plugin.institution.models import Institution


@transaction.atomic
def give_approval(*, institution: Institution, shelf: Page, step: Task) -> None:
    """Programmes under ``shelf`` come into force by ``step``, not saved yet; a shelf with a workflow of its own keeps it."""
    if WorkflowPage.objects.filter(page_id=shelf.pk).exists():
        return
    step.save()
    workflow = Workflow.objects.create(name=f"Утверждение рабочих программ, {institution.short_name}"[:255])
    WorkflowTask.objects.create(workflow=workflow, task=step)
    WorkflowPage.objects.create(workflow=workflow, page_id=shelf.pk)
