"""What moves a diary's address: a page published, moved, renamed or removed, a site or a restriction changed."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from journal_plugin.diary.pages import DiaryPage
from journal_plugin.diary.queries.addresses import forget_addresses


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move], dispatch_uid="journal.diary.pages")
def forget_after_a_page(sender, **kwargs) -> None:
    """Any page may stand above a diary."""
    forget_addresses()


@receiver(post_save, sender=Site, dispatch_uid="journal.diary.site_saved")
@receiver(post_delete, sender=Site, dispatch_uid="journal.diary.site_deleted")
@receiver(post_save, sender=PageViewRestriction, dispatch_uid="journal.diary.restriction_saved")
@receiver(post_delete, sender=PageViewRestriction, dispatch_uid="journal.diary.restriction_deleted")
@receiver(post_save, sender=DiaryPage, dispatch_uid="journal.diary.page_saved")
@receiver(post_delete, sender=DiaryPage, dispatch_uid="journal.diary.page_deleted")
def forget_after_a_row(sender, **kwargs) -> None:
    """Sites decide which diary a host has; a deleted page takes its diary with it."""
    forget_addresses()
