"""The desk's code as a picture that a scanner or a phone's camera reads."""

import io

import qrcode
from django.conf import settings
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage


def address_of(code: str) -> str:
    """What the picture says: a page of help. The code after the # is never sent to a server."""
    return f"{settings.BASE_URL}{reverse('providers:about_code')}#{code}"


def svg_of(code: str) -> bytes:
    """A QR code (ISO/IEC 18004) of the code's address, as SVG paths."""
    address = address_of(code)
    picture = qrcode.make(address, image_factory=SvgPathFillImage, box_size=20, border=2)
    out = io.BytesIO()
    picture.save(out)
    return out.getvalue()
