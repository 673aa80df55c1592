"""Writes an invented record as a fax machine would send it: pages in the coding of group 4, some lying on their side, some
blank, one a photo. The same file every time.

Usage: make_fax.py FILE.pdf|FILE.tif [PAGES] [FONT]"""

import io
import sys
import zlib

from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

# One strip a page, as a PDF wants it.
TiffImagePlugin.STRIP_SIZE = 1 << 30

WIDE, HIGH, DPI = 1728, 2156, (204, 196)
PHOTO, BLANK = 41, {12, 57}
TURNED = {20: 90, 30: 180, 40: 270, 73: 90}
NOTES = [
    "Pain clinic of an invented town. Nobody in this record lives.",
    "Average pain 8 of 10 before the trial, 3 of 10 during it.",
    "Gabapentin from 2025-01-10 to 2025-09-30, stopped for want of relief.",
    "Physical therapy, twelve sessions, discharged without improvement.",
    "The cause is known: failed back surgery, imaging of 2025-11-06.",
]


def sheet(number, count, font_file):
    """A page as it is read upright."""
    image = Image.new("L", (WIDE, HIGH), 255)
    draw = ImageDraw.Draw(image)
    small, text, large = (ImageFont.truetype(font_file, size) for size in (28, 40, 160))
    draw.text((60, 24), f"Invented Clinic · page {number} of {count}", font=small, fill=0)
    draw.line((0, 70, WIDE, 70), fill=0, width=2)
    if number in BLANK:
        return image
    draw.text((120, 160), f"Page {number}", font=large, fill=0)
    for line in range(36):
        draw.text((120, 420 + 46 * line), f"{line + 1}. {NOTES[(number + line) % len(NOTES)]}", font=text, fill=0)
    return image


def photo():
    """A picture of nothing: colours that run into each other, and a disc."""
    image = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize((900, 700)) for turn in (0, 90, 180)])
    ImageDraw.Draw(image).ellipse((300, 200, 600, 500), fill=(200, 60, 40))
    return image


def group4(image):
    """The one strip of an image in group 4, and whether its ones are white."""
    file = io.BytesIO()
    image.convert("1").save(file, "TIFF", compression="group4")
    read = Image.open(io.BytesIO(file.getvalue()))
    offset, length = read.tag_v2[273][0], read.tag_v2[279][0]
    return file.getvalue()[offset : offset + length], read.tag_v2[262] == 1


class Pdf:
    """Objects, one after the other, and where each begins."""

    def __init__(self):
        self.bytes, self.places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), {}

    def put(self, number, head, stream=None):
        self.places[number] = len(self.bytes)
        self.bytes += f"{number} 0 obj\n".encode() + head
        if stream is not None:
            self.bytes += b"\nstream\n" + stream + b"\nendstream"
        self.bytes += b"\nendobj\n"

    def end(self):
        at, count = len(self.bytes), max(self.places) + 1
        self.bytes += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
        for number in range(1, count):
            self.bytes += f"{self.places[number]:010} 00000 n \n".encode()
        self.bytes += f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()
        return bytes(self.bytes)


def pdf(count, font_file):
    out = Pdf()
    out.put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    kids = " ".join(f"{3 * number} 0 R" for number in range(1, count + 1))
    out.put(2, f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode())
    wide, high = WIDE / DPI[0] * 72, HIGH / DPI[1] * 72
    for number in range(1, count + 1):
        first, turn = 3 * number, TURNED.get(number, 0)
        if number == PHOTO:
            file = io.BytesIO()
            photo().save(file, "JPEG", quality=85)
            head = b"/Width 900 /Height 700 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
            data = file.getvalue()
        else:
            # A page that lies on its side in the file is turned by its reader.
            image = sheet(number, count, font_file).rotate(turn, expand=True)
            data, ones_are_white = group4(image)
            parms = f"/K -1 /Columns {image.width} /Rows {image.height} /BlackIs1 {str(ones_are_white).lower()}"
            head = (
                f"/Width {image.width} /Height {image.height} /ColorSpace /DeviceGray /BitsPerComponent 1 "
                f"/Filter /CCITTFaxDecode /DecodeParms << {parms} >>"
            ).encode()
        w, h = (high, wide) if turn in (90, 270) else (wide, high)
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w:.3f} {h:.3f}] /Rotate {turn} /Contents {first + 1} 0 R "
        out.put(first, (page + f"/Resources << /XObject << /I {first + 2} 0 R >> >> >>").encode())
        content = zlib.compress(f"q {w:.3f} 0 0 {h:.3f} 0 0 cm /I Do Q".encode())
        out.put(first + 1, f"<< /Length {len(content)} /Filter /FlateDecode >>".encode(), content)
        out.put(first + 2, b"<< /Type /XObject /Subtype /Image " + head + f" /Length {len(data)} >>".encode(), data)
    return out.end()


def main():
    target = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    font_file = sys.argv[3] if len(sys.argv) > 3 else "assets/fonts/NotoSans-Regular.ttf"
    if target.endswith(".pdf"):
        with open(target, "wb") as file:
            file.write(pdf(count, font_file))
    else:
        pages = [sheet(number, count, font_file).convert("1") for number in range(1, count + 1)]
        pages[0].save(target, "TIFF", compression="group4", dpi=DPI, save_all=True, append_images=pages[1:])


main()
