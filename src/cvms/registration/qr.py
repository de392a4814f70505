"""A person's code for the desk as a QR code that a scanner or a phone's camera reads."""

import io

import qrcode
from django.conf import settings
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage


def address_of(code: str) -> str:
    """Return the URL of a help page with the code after the #, so that no server receives it."""
    return f"{settings.BASE_URL}{reverse('providers:about_code')}#{code}"


def svg_of(code: str) -> bytes:
    """Return a QR code (ISO/IEC 18004) of the code's URL as an SVG document."""
    address = address_of(code)
    picture = qrcode.make(address, image_factory=SvgPathFillImage, box_size=20, border=2)
    out = io.BytesIO()
    picture.save(out)
    return out.getvalue()
