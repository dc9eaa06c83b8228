"""Workbooks of kinds that no library at hand writes, made from their parts."""

import struct
import zipfile
from xml.sax.saxutils import escape

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def _ods_cell(value):
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, str):
        kind = 'office:value-type="string"'
    elif hasattr(value, "isoformat"):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = f'office:value-type="float" office:value="{value!r}"'
    return (
        f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p>"
        "</table:table-cell>"
    )


def ods(path, sheets, extra=""):
    """Write {name: rows} as LibreOffice Calc keeps them; ``extra``: XML of a row."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>"
            for row in rows
        )
        + extra
        + "</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return path


def _record(kind, body=b""):
    """Return a record of a binary workbook: both numbers have seven bits a byte."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def _wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path, rows, *, name="mars", far=None, is_1904=False):
    """Write rows of texts and numbers as Excel's binary workbook.

    ``far``: (row, column) from 0 of one more cell.
    """
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    body = _record(129) + _record(148, size) + _record(145)  # sheet, its size, data
    cells = [
        (r, c, value)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    ]
    if far is not None:
        cells.append((*far, 1.0))
    row_now = None
    for r, c, value in cells:
        if r != row_now:
            body += _record(0, struct.pack("<IIHH", r, 0, 300, 0) + bytes(5))
            row_now = r
        place = struct.pack("<II", c, 0)
        if isinstance(value, str):
            body += _record(6, place + _wide(value))
        else:
            body += _record(5, place + struct.pack("<d", value))
    body += _record(146) + _record(130)
    book = _record(131) + _record(153, struct.pack("<III", int(is_1904), 0, 0))
    sheet = struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)
    book += _record(143) + _record(156, sheet) + _record(144) + _record(132)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = (
        '<?xml version="1.0"?><Relationships xmlns='
        '"http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns='
            '"http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        top = link.format(office, "officeDocument", "xl/workbook.bin")
        archive.writestr("_rels/.rels", top)
        archive.writestr("xl/workbook.bin", book)
        inner = link.format(office, "worksheet", "worksheets/sheet1.bin")
        archive.writestr("xl/_rels/workbook.bin.rels", inner)
        archive.writestr("xl/worksheets/sheet1.bin", body)
    return path
