"""The desk's code as a picture that a scanner reads."""

import io

import qrcode
from qrcode.image.svg import SvgPathFillImage


def svg_of(code: str) -> bytes:
    """A QR code (ISO/IEC 18004) of the code's characters, as SVG paths."""
    picture = qrcode.make(code, image_factory=SvgPathFillImage, box_size=20, border=2)
    out = io.BytesIO()
    picture.save(out)
    return out.getvalue()
