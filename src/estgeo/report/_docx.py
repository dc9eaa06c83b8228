"""The lägesbild as a Word document that the group edits and that is read back."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .._checks import sentence
from .._inert import clean
from .._language import language_tag, say
from ..words import report as report_words
from ._column_widths import BOLD_LETTER, MARGIN, SIZES, column_widths
from ._page import Boxes, Form, Listing, Paragraph, Picture, ProblemBlock, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ..insatser.meeting import Meeting
    from ._fill_in import FillIn
    from ._page import Block, Header, Section

# Where the document keeps what no table shows: areas, older records, and how the text
# was, so that what somebody wrote into it is seen.
MEMORY = "/customXml/estgeo.xml"
MEMORY_TYPE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
)
_NAMESPACE = "urn:estgeo:meeting:1"
_INCHES = 6.3
_KEPT_ROWS = 16  # a table of at most so many rows is not parted by the end of a page
_NEVER = "1980-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Pages:
    """A page as it is written: its head, sections, forms, and what it remembers.

    ``shown`` are the ids of the problems that stand in the forms.
    """

    header: Header
    sections: tuple[Section, ...]
    forms: tuple[FillIn, ...] = ()
    meeting: Meeting | None = None
    shown: tuple[str, ...] = ()


def python_docx() -> Any:
    """Return python-docx, or say which extra has it."""
    try:
        return import_module("docx")
    except ImportError as error:
        message = (
            "Word documents need python-docx. Install it: "
            'pip install "estgeo[documents]".'
        )
        raise ImportError(message) from error


def check_can_be_written(pages: Pages | None) -> None:
    """Raise unless a page still has what its document is written from."""
    if pages is None:
        rule = "without 'docx' for a page that came back from plain values"
        raise ValueError(sentence("formats", rule, "'docx'", "Make the page again."))


def write_docx(path: Path, pages: Pages) -> None:
    """Write the document: real headings, tables, pictures with alternative text."""
    docx = python_docx()
    document = docx.Document()
    writer = _Writer(document, pages.header.language)
    writer.set_up(pages.header)
    writer.head(pages.header)
    appendix = False
    for section in pages.sections:
        if section.appendix and not appendix:
            writer.new_page()
            appendix = True
        writer.section(section)
    if pages.forms:
        writer.forms(pages.forms)
    if pages.meeting is not None:
        _remember(document, pages.meeting, pages.shown)
    written = io.BytesIO()
    document.save(written)
    _timeless(written, path)


class _Writer:
    """Puts blocks into a document."""

    def __init__(self, document: Any, lang: Any) -> None:
        self.document = document
        self.shared = import_module("docx.shared")
        self.oxml = import_module("docx.oxml")
        self.qn = import_module("docx.oxml.ns").qn
        self.enum = import_module("docx.enum.section")
        self.begins_page = False
        self.lang = lang

    def set_up(self, header: Header) -> None:
        """Set paper, type, language, and the stamp and page number of every page."""
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", self.shared.Pt(10.5)
        normal.paragraph_format.space_after = self.shared.Pt(4)
        for level, size in ((1, 15), (2, 12), (3, 11)):
            style = styles[f"Heading {level}"]
            style.font.size, style.font.name = self.shared.Pt(size), "Calibri"
            style.font.color.rgb = self.shared.RGBColor(0x1D, 0x1D, 0x1B)
            fonts = style.element.rPr.rFonts
            for name in list(fonts.attrib):
                if "heme" in name:
                    del fonts.attrib[name]
        code = language_tag(self.lang)
        for tag in styles.element.iter(self.qn("w:lang")):
            tag.set(self.qn("w:val"), code)
        core = self.document.core_properties
        core.title, core.language = clean(header.title), code
        core.author, core.comments = clean(header.made_by), ""
        section = self.document.sections[0]
        section.page_width, section.page_height = (
            self.shared.Cm(21),
            self.shared.Cm(29.7),
        )
        margin = self.shared.Cm(2)
        section.left_margin = section.right_margin = margin
        section.top_margin = section.bottom_margin = margin
        self._running(section, header)

    def _running(self, section: Any, header: Header) -> None:
        top = section.header.paragraphs[0]
        run = top.add_run(clean(header.stamp))
        run.bold = True
        run.font.color.rgb = self.shared.RGBColor(0xB2, 0x18, 0x2B)
        foot = section.footer.paragraphs[0]
        labels = report_words.LABELS
        foot.add_run(clean(f"{header.foot}    {say(labels['page'], self.lang)} "))
        self._field(foot, "PAGE")
        foot.add_run(f" {say(labels['of'], self.lang)} ")
        self._field(foot, "NUMPAGES")

    def _field(self, paragraph: Any, code: str) -> None:
        field = self.oxml.OxmlElement("w:fldSimple")
        field.set(self.qn("w:instr"), code)
        run = self.oxml.OxmlElement("w:r")
        text = self.oxml.OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)

    def head(self, header: Header) -> None:
        """Write title, days, who may read it, facts and warnings."""
        self.document.add_heading(clean(header.title), 1)
        self.text(header.subtitle)
        self.text(header.may_read, bold=True)
        for fact in header.facts:
            self.document.add_paragraph(clean(fact), style="List Bullet")
        for warning in header.warnings:
            self.text(warning, bold=True)

    def section(self, section: Section) -> None:
        """Write a heading and its blocks."""
        self._heading(section.title)
        for block in section.blocks:
            self.block(block)

    def _heading(self, text: str) -> None:
        """Write a heading, on a new sheet if one was asked for."""
        heading = self.document.add_heading(clean(text), 1)
        if self.begins_page:
            heading.paragraph_format.page_break_before = True
        self.begins_page = False

    def block(self, block: Block) -> None:
        """Write one block; a map that moves is not on paper, its still picture is."""
        write: dict[type, Callable[[Any], None]] = {
            Paragraph: self.paragraph,
            Listing: self.listing,
            Boxes: self.boxes,
            Table: self.table,
            Picture: self.picture,
            ProblemBlock: self.problem,
            Form: self.lines,
        }
        if type(block) in write:
            write[type(block)](block)

    def paragraph(self, block: Paragraph) -> None:
        """Write running text, a note or a warning."""
        tone = block.tone
        self.text(block.text, small=tone == "note", bold=tone == "warning")

    def listing(self, block: Listing) -> None:
        """Write points in a row."""
        for item in block.items:
            self.document.add_paragraph(clean(item), style="List Bullet")

    def boxes(self, block: Boxes) -> None:
        """Write the boxes as they are proposed."""
        for text, ticked in block.items:
            self.text(f"{'☒' if ticked else '☐'} {text}")

    def lines(self, block: Form) -> None:
        """Write the lines that are filled in; the others stand in a table."""
        for name, value in block.items:
            if value:
                self.text(f"{name}: {value}")

    def text(self, text: str, *, bold: bool = False, small: bool = False) -> None:
        """Write a paragraph."""
        run = self.document.add_paragraph().add_run(clean(text))
        run.bold = bold or None
        if small:
            run.font.size = self.shared.Pt(8.5)

    def problem(self, block: ProblemBlock) -> None:
        """Write what is known of a problem; what is to be filled in comes last."""
        self.document.add_heading(clean(block.heading), 2)
        self.text(block.text)
        label = say("report-labels-insatser", self.lang)
        if block.insatser:
            self.text(f"{label}: {block.insatser}")
        for name, value in block.fields:
            if value:
                self.text(f"{name}: {value}")
        if block.reports is not None:
            self.table(block.reports)

    def table(self, block: Table) -> None:
        """Write a table whose head stands on every page that it reaches."""
        self._caption(block.caption)
        grid = self.document.add_table(rows=0, cols=len(block.header))
        grid.style = "Table Grid"
        grid.autofit = False
        widths, size = column_widths(block.header, block.rows)
        turned = size == 0.0
        if turned:  # the head stands on its end, and only the cells need their width
            widths, size = column_widths([""] * len(widths), block.rows)
        size = size or SIZES[-1]
        self._row(grid, block.header, bold=True, size=size, right=block.numeric)
        if turned:
            self._turn(grid.rows[0], block.header, size)
        self._repeat_head(grid)
        for row in block.rows:
            self._row(grid, row, size=size, right=block.numeric)
        self._widths(grid, widths)
        if len(block.rows) <= _KEPT_ROWS:
            self._keep_together(grid)
        if block.more:
            self.text(block.more, small=True)
        else:
            self._gap()

    def _caption(self, text: str) -> None:
        if not text:
            return
        paragraph = self.document.add_paragraph()
        paragraph.add_run(clean(text)).bold = True
        paragraph.paragraph_format.keep_with_next = True

    def _gap(self) -> None:
        gap = self.document.add_paragraph()
        gap.paragraph_format.space_after = self.shared.Pt(2)
        gap.paragraph_format.line_spacing = 0.6

    def _row(
        self,
        grid: Any,
        cells: Sequence[str],
        *,
        bold: bool = False,
        size: float = 9,
        right: Sequence[bool] = (),
    ) -> None:
        row = grid.add_row()
        limits = row._tr.get_or_add_trPr()
        limits.append(self.oxml.OxmlElement("w:cantSplit"))
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = self.shared.Pt(1)
            run = paragraph.add_run(clean(text))
            run.bold, run.font.size = bold or None, self.shared.Pt(size)
            if at < len(right) and right[at]:
                paragraph.alignment = 2

    def _turn(self, row: Any, texts: Sequence[str], size: float) -> None:
        """Set the cells of a head on their ends."""
        longest = max(map(len, texts))
        row.height = self.shared.Cm(longest * BOLD_LETTER * size + MARGIN)
        for cell, text in zip(row.cells, texts, strict=True):
            if not text:
                continue
            direction = self.oxml.OxmlElement("w:textDirection")
            direction.set(self.qn("w:val"), "btLr")
            cell._tc.get_or_add_tcPr().append(direction)
            cell.paragraphs[0].alignment = None

    def _repeat_head(self, grid: Any) -> None:
        limits = grid.rows[0]._tr.get_or_add_trPr()
        limits.append(self.oxml.OxmlElement("w:tblHeader"))

    def picture(self, block: Picture) -> None:
        """Write a picture with its text for who does not see it."""
        if block.png is None:
            return
        shape = self.document.add_picture(
            io.BytesIO(block.png()), width=self.shared.Inches(_INCHES)
        )
        drawing = shape._inline.docPr
        drawing.set("descr", clean(block.alt))
        drawing.set("name", clean(block.alt)[:60])
        if block.caption:
            self.text(block.caption, small=True)

    def new_page(self) -> None:
        """Begin a new sheet with the next heading."""
        self.begins_page = True

    def forms(self, forms: Sequence[FillIn]) -> None:
        """Write the tables to fill in; the wide ones on pages that lie down."""
        self.new_page()
        self._heading(say("meeting-fill-in", self.lang))
        self.text(say("meeting-fill-in-note", self.lang), small=True)
        for form in forms:
            if form.wide:
                self._lie_down()
            self._form(form)

    def _keep_together(self, grid: Any) -> None:
        """Keep a table on one sheet of paper."""
        for row in grid.rows[:-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True

    def _lie_down(self) -> None:
        section = self.document.add_section(self.enum.WD_SECTION.NEW_PAGE)
        section.orientation = self.enum.WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = (
            self.shared.Cm(29.7),
            self.shared.Cm(21),
        )

    def _form(self, form: FillIn) -> None:
        self._caption(form.caption)
        grid = self.document.add_table(rows=0, cols=len(form.rows[0]))
        grid.style = "Table Grid"
        grid.autofit = False
        for at, row in enumerate(form.rows):
            self._row(grid, row, bold=at == 0 and form.has_header, size=9)
        if form.has_header:
            self._repeat_head(grid)
        if not form.wide:
            self._keep_together(grid)
        if not form.wide and len(form.rows[0]) == 2:
            self._widths(grid, (4.5, 12.5))
        elif form.wide:
            self._widths(grid, (1.2, 4.8, 2.0, 2.6, 2.6, 2.4, 3.2, 4.8, 2.1))
        else:
            self._widths(grid, (4.5, 2.5, 10))
        self._gap()

    def _widths(self, grid: Any, widths: Sequence[float]) -> None:
        for row in grid.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = self.shared.Cm(width)
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = self.shared.Cm(width)


def text_marks(document: Any) -> list[str]:
    """Return a mark of each text of the body, to see what somebody changed."""
    texts = [one.text for one in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return sorted({mark_of(text) for text in texts if text.strip()})


def mark_of(text: str) -> str:
    """Return a short mark of a text, the same whatever its spaces."""
    plain = " ".join(text.split())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _remember(document: Any, meeting: Meeting, shown: tuple[str, ...]) -> None:
    opc = import_module("docx.opc.packuri")
    part = import_module("docx.opc.part")
    memory = {
        "meeting": meeting.to_records(),
        "shown": list(shown),
        "marks": text_marks(document),
    }
    text = json.dumps(memory, ensure_ascii=False)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    xml = f'<estgeo xmlns="{_NAMESPACE}">{escaped}</estgeo>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    blob = (head + xml).encode("utf-8")
    uri = opc.PackURI(MEMORY)
    made = part.Part(uri, "application/xml", blob, document.part.package)
    document.part.relate_to(made, MEMORY_TYPE)


def remembered(path: Path) -> Mapping[str, Any] | None:
    """Return what a document remembers of its page, None if it lost it."""
    lxml = import_module("lxml.etree")
    with zipfile.ZipFile(path) as package:
        names = [n for n in package.namelist() if n.startswith("customXml/")]
        for name in names:
            content = package.read(name)
            if _NAMESPACE.encode() not in content:
                continue
            parser = lxml.XMLParser(resolve_entities=False, huge_tree=True)
            text = lxml.fromstring(content, parser).text
            try:
                found = json.loads(text)
            except (TypeError, ValueError) as error:
                rule = "a document whose memory estgeo wrote"
                raise ValueError(sentence("path", rule, str(path))) from error
            return dict(found)
    return None


_CORE_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def _timeless(written: io.BytesIO, path: Path) -> None:
    """Write the package without the times at which it was made."""
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = _CORE_TIMES.sub(rb"\g<1>" + _NEVER.encode(), content)
            target.writestr(zipfile.ZipInfo(member.filename), content)
