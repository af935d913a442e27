"""Tiny PDFs made by hand: Chinese fonts that are no part of the file, a scan, a locked one."""

import zlib
from collections.abc import Sequence

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
)
LOCKED = b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>"


def chinese(lines: Sequence[str], encoding: str, codec: str, *, locked: bool = False) -> bytes:
    """A page of text in a font that names only its `encoding`, such as GBK-EUC-H (codec gbk)."""
    shown = b" ".join(b"<" + line.encode(codec).hex().encode() + b"> Tj T*" for line in lines)
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/"
        + encoding.encode()
        + b"/DescendantFonts[6 0 R]>>"
    )
    cid = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
    )
    content = b"BT /F 12 Tf 50 780 Td 18 TL " + shown + b" ET"
    return _pdf(
        [
            *(CATALOG, PAGES, _page(b"/Font<</F 5 0 R>>"), _stream(b"", content)),
            *(font, cid, DESCRIPTOR),
            *([LOCKED] if locked else []),
        ],
        trailer=b"/Encrypt 8 0 R/ID[<00><00>]" if locked else b"",
    )


def scan() -> bytes:
    """A page that is a picture."""
    pixels = zlib.compress(bytes(100 * 100))
    image = _stream(
        b"/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode",
        pixels,
    )
    content = _stream(b"", b"q 500 0 0 700 40 40 cm /I Do Q")
    return _pdf([CATALOG, PAGES, _page(b"/XObject<</I 5 0 R>>"), content, image])


def _page(resources: bytes) -> bytes:
    return (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<"
        + resources
        + b">>>>"
    )


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer <</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    )
