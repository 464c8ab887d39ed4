"""What a curator may do with the page of the group itself."""

from wagtail.models import PagePermissionTester


class LedPageTester(PagePermissionTester):
    """Rights on the page of a group: whoever has none above it may edit and add, nothing more."""

    def __init__(self, user, page):
        super().__init__(user, page)
        self.only_here = not user.is_superuser and not any(
            self.page.path.startswith(right.page.path) and right.page_id != page.pk
            for right in self.permission_policy.get_cached_permissions_for_user(user)
        )

    def can_delete(self, ignore_bulk=False):
        """Not the page of the group."""
        return not self.only_here and super().can_delete(ignore_bulk)

    def can_unpublish(self):
        """Not the page of the group."""
        return not self.only_here and super().can_unpublish()

    def can_copy(self):
        """Not the page of the group."""
        return not self.only_here and super().can_copy()

    def can_set_view_restrictions(self):
        """Not the page of the group."""
        return not self.only_here and super().can_set_view_restrictions()
