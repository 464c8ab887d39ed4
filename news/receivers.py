"""What news hears: a page moved in the tree changes whose its posts and events are."""

from django.dispatch import receiver
from wagtail.signals import post_page_move

from news.audience import refresh_scopes


@receiver(post_page_move, dispatch_uid="news_scopes")
def follow_the_tree(sender, instance, **kwargs):
    """Take the group and the institution from the new place."""
    refresh_scopes(instance)
