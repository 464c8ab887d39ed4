"""E-mail, by the server and from the address that the host has set up."""

from django.core.mail import EmailMessage


def send(*, to: str, subject: str, text: str) -> None:
    """One plain message to one address.

    Raises what the connection raises (smtplib's errors, OSError), ValueError for what is no address.
    """
    EmailMessage(subject=subject, body=text, to=[to]).send()
