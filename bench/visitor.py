"""A signed-in person with a kept session, through the whole middleware, form tokens checked."""

from django.test import Client


class Visitor:
    """Asks addresses of one host as ``user``; any other status than 200 ends the measuring."""

    def __init__(self, user, host: str):
        self.host = host
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME=host)
        self.client.force_login(user)

    def get(self, address: str) -> bytes:
        """The body of a page."""
        return self._body(self.client.get(address), address)

    def post(self, address: str, body: bytes) -> bytes:
        """The body of the answer to JSON."""
        token = self.client.cookies["csrftoken"].value
        answer = self.client.post(address, body, "application/json", headers={"X-CSRFToken": token})
        return self._body(answer, address)

    @property
    def cookies(self) -> str:
        """The session and the form token as a browser would send them."""
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.client.cookies.items())

    @staticmethod
    def _body(answer, address: str) -> bytes:
        if answer.status_code != 200:
            raise RuntimeError(
                f"{address} answers {answer.status_code}: {answer.content[:300].decode(errors='replace')}"
            )
        return answer.content
