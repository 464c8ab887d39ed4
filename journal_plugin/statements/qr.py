"""The only door to segno: an address as a QR code."""

import segno


def qr_of(address: str) -> str:
    """An SVG picture without a size of its own; a fold or a stain over a seventh of it does no harm (level M)."""
    return segno.make_qr(address, error="m").svg_inline(omitsize=True, border=0)
