"""A small report typesetter on top of reportlab.

A report is a text file (content/*.txt): a few "key: value" lines, a line
with three dashes, and the text.  The text is made of blocks separated by
blank lines:

    # Chapter          begins a new page, first outline level
    ## Section         ### Subsection
    - item             1. item
    :::table Caption   (rows "a | b | c", the first is the head) ... :::
    :::bar Caption     (rows "label: number")                    ... :::
    :::hbar, :::line, :::map, :::box, :::quote
    @body              the arabic page numbers begin with the next chapter
    @contents          the table of contents
    @imprint           (the block after it is set small, at the page's foot)

Inside a paragraph: *italic*, **bold**, and [^text of a footnote].
"""
import os
import re
import calendar
import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pyphen
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDate, PDFDictionary, PDFInfo, PDFString
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (BaseDocTemplate, CondPageBreak, Flowable, Frame,
                                FrameBreak, KeepTogether, NextPageTemplate,
                                PageBreak, PageTemplate, Paragraph, Spacer,
                                Table, TableStyle)

HYPH = Path('/usr/share/hyphen')
for lang, name in (('en_GB', 'hyph_en_GB.dic'), ('de_DE', 'hyph_de_DE.dic'),
                   ('fr', 'hyph_fr.dic')):
    if (HYPH / name).exists():
        pyphen.LANGUAGES[lang] = HYPH / name

_iterate = pyphen.Pyphen.iterate


def _break_points(self, word):
    """At least three letters on either side; compounds only at their hyphen."""
    if '-' not in word:
        for left, right in _iterate(self, word):
            if len(left.strip('“‘(')) >= 3 and len(right.rstrip('.,;:!?”’)')) >= 3:
                yield left, right


pyphen.Pyphen.iterate = _break_points

DEJAVU = '/usr/share/fonts/truetype/dejavu/'
FAMILIES = {
    'serif': ('DejaVuSerif', 'DejaVuSerif-Italic', 'DejaVuSerif-Bold', 'DejaVuSerif-BoldItalic'),
    'serifc': ('DejaVuSerifCondensed', 'DejaVuSerifCondensed-Italic',
               'DejaVuSerifCondensed-Bold', 'DejaVuSerifCondensed-BoldItalic'),
    'sansc': ('DejaVuSansCondensed', 'DejaVuSansCondensed-Oblique',
              'DejaVuSansCondensed-Bold', 'DejaVuSansCondensed-BoldOblique'),
    'mono': ('DejaVuSansMono', 'DejaVuSansMono-Oblique', 'DejaVuSansMono-Bold',
             'DejaVuSansMono-BoldOblique'),
}
JAPANESE = {'mincho': '/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf',
            'gothic': '/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf'}


def load_fonts():
    """Registered anew for every document: the subsets must not be shared."""
    for fam, files in FAMILIES.items():
        for f in files:
            pdfmetrics.registerFont(TTFont(f, DEJAVU + f + '.ttf'))
        regular, italic, bold, both = files
        pdfmetrics.registerFontFamily(regular, regular, bold, italic, both)
    for name, path in JAPANESE.items():
        if os.path.exists(path):
            pdfmetrics.registerFont(TTFont(name, path))
            pdfmetrics.registerFontFamily(name, name, name, name, name)


WORDS = {
    'en': dict(figure='Figure', table='Table', contents='Contents', source='Source', page='Page', sep='. ', source_sep=': '),
    'de': dict(figure='Abbildung', table='Tabelle', contents='Inhalt', source='Quelle', page='Seite', sep=': ', source_sep=': '),
    'fr': dict(figure='Figure', table='Tableau', contents='Sommaire', source='Source', page='Page', sep=' – ', source_sep=' : '),
    'ja': dict(figure='図', table='表', contents='目次', source='出典', page='', sep='　', source_sep='：'),
}
SIZES = {'A4': (210 * mm, 297 * mm), 'crown': (189 * mm, 246 * mm), 'B5': (176 * mm, 250 * mm)}


def roman(n):
    out = ''
    for v, s in ((10, 'x'), (9, 'ix'), (5, 'v'), (4, 'iv'), (1, 'i')):
        while n >= v:
            out, n = out + s, n - v
    return out


def read_source(path):
    head, body = Path(path).read_text(encoding='utf-8').split('\n---\n', 1)
    meta = {}
    for line in head.splitlines():
        if line.strip():
            k, v = line.split(':', 1)
            meta[k.strip()] = v.strip()
    return meta, body


class Theme:
    def __init__(self, meta):
        self.lang = meta.get('lang', 'en')
        self.words = WORDS[self.lang[:2]]
        self.size = SIZES[meta.get('size', 'A4')]
        self.accent = colors.HexColor(meta.get('accent', '#1f4e79'))
        self.second = colors.HexColor(meta.get('second', '#c0762b'))
        ja = self.lang.startswith('ja')
        self.ja = ja
        if ja:
            self.text_font, self.bold, self.head_font, self.italic = 'mincho', 'gothic', 'gothic', 'mincho'
        else:
            fam = FAMILIES[meta.get('font', 'serif')]
            self.text_font, self.italic, self.bold = fam[0], fam[1], fam[2]
            self.head_font = FAMILIES['mono' if meta.get('font') == 'mono' else 'sansc'][2]
        self.small_font = 'gothic' if ja else ('DejaVuSansMono' if meta.get('font') == 'mono' else 'DejaVuSansCondensed')
        self.small_bold = 'gothic' if ja else ('DejaVuSansMono-Bold' if meta.get('font') == 'mono' else 'DejaVuSansCondensed-Bold')
        self.columns = int(meta.get('columns', '1'))
        self.pt = float(meta.get('pt', '10'))
        self.lead = float(meta.get('lead', str(self.pt * 1.5)))
        self.margin = float(meta.get('margin', '25')) * mm
        hyph = {'en': 'en_GB', 'de': 'de_DE', 'fr': 'fr'}.get(self.lang[:2], '')
        common = dict(wordWrap='CJK') if ja else {}
        justify = meta.get('align', 'justify') == 'justify'
        body = dict(fontName=self.text_font, fontSize=self.pt, leading=self.lead,
                    alignment=TA_JUSTIFY if justify else TA_LEFT,
                    spaceAfter=self.lead * 0.5, allowWidows=0, allowOrphans=0, **common)
        body.update(bulletFontName=self.small_font, bulletFontSize=self.pt - 1)
        if hyph and justify:
            body.update(hyphenationLang=hyph, embeddedHyphenation=1, splitLongWords=0)
        if ja:
            body.update(firstLineIndent=self.pt)
        self.body = ParagraphStyle('body', **body)
        self.item = ParagraphStyle('item', parent=self.body, leftIndent=14, bulletIndent=2,
                                   firstLineIndent=0, spaceAfter=self.lead * 0.22)
        self.boxed = ParagraphStyle('boxed', parent=self.body, fontName=self.small_font,
                                    fontSize=self.pt - 1, leading=self.lead - 2, firstLineIndent=0, spaceAfter=4)
        self.quote = ParagraphStyle('quote', parent=self.body, fontName=self.italic, alignment=TA_LEFT,
                                    fontSize=self.pt + 1.5, leading=self.lead + 2, leftIndent=16,
                                    rightIndent=10, textColor=self.accent, firstLineIndent=0, hyphenationLang='')
        head = dict(fontName=self.head_font, textColor=self.accent, alignment=TA_LEFT, **common)
        k = 0.8 if self.columns == 2 else 1
        self.h1 = ParagraphStyle('h1', fontSize=21 * k, leading=27 * k, spaceAfter=14, **head)
        self.h2 = ParagraphStyle('h2', fontSize=13.5 * (0.9 if k < 1 else 1), leading=17.5, spaceBefore=9, spaceAfter=6, **head)
        self.h3 = ParagraphStyle('h3', fontSize=11 if k == 1 else 10, leading=14.5, spaceBefore=5, spaceAfter=4,
                                 **dict(head, textColor=self.second))
        self.caption = ParagraphStyle('caption', fontName=self.small_bold, fontSize=8.5, leading=11.5,
                                      textColor=self.accent, spaceBefore=5, spaceAfter=3, **common)
        self.source = ParagraphStyle('source', fontName=self.small_font, fontSize=7.3, leading=9.6,
                                     textColor=colors.HexColor('#555555'), spaceBefore=2, spaceAfter=9, **common)
        self.cell_size = 7.3 if self.columns == 2 else 8.2
        self.cell = ParagraphStyle('cell', fontName=self.small_font, fontSize=self.cell_size, leading=self.cell_size * 1.32, splitLongWords=0, **common)
        self.cellr = ParagraphStyle('cellr', parent=self.cell, alignment=TA_RIGHT)
        self.cellh = ParagraphStyle('cellh', parent=self.cell, fontName=self.small_bold, textColor=colors.white)
        self.cellhr = ParagraphStyle('cellhr', parent=self.cellh, alignment=TA_RIGHT)
        self.note = ParagraphStyle('note', fontName=self.small_font, fontSize=7.6, leading=10, leftIndent=11,
                                   bulletIndent=0, bulletFontName=self.small_font, bulletFontSize=6.6, **common)
        self.imprint = ParagraphStyle('imprint', fontName=self.small_font, fontSize=8.3, leading=12, spaceAfter=6, **common)


class Heading(Paragraph):
    """A heading that makes its bookmark and remembers its page."""

    def __init__(self, text, style, level, key, plain, state, body=False):
        Paragraph.__init__(self, text, style)
        self.info = (level, key, plain, state, body)

    def draw(self):
        level, key, plain, state, body = self.info
        c = self.canv
        if body and state.body_start is None:
            state.body_start = c.getPageNumber()
        c.bookmarkHorizontal(key, 0, self.height + 6)
        lv = min(level, state.last_level + 1)
        state.last_level = lv
        c.addOutlineEntry(plain, key, lv, closed=1 if lv == 0 else 0)
        state.toc.append((level, plain, c.getPageNumber(), key))
        if level == 0:
            state.chapter = plain
        Paragraph.draw(self)


class TocLine(Flowable):
    def __init__(self, theme, level, text, label, key):
        Flowable.__init__(self)
        self.t, self.level, self.text, self.label, self.key = theme, level, text, label, key

    def wrap(self, aw, ah):
        self.aw = aw
        self.indent = 14 * self.level
        self.font = self.t.small_bold if self.level == 0 else self.t.small_font
        self.size = 9.6 if self.level == 0 else 8.8
        style = ParagraphStyle('x', fontName=self.font, fontSize=self.size, leading=13,
                               **(dict(wordWrap='CJK') if self.t.ja else {}))
        self.p = Paragraph(escape(self.text), style)
        _, h = self.p.wrap(aw - self.indent - 40, ah)
        self.height = h + (5 if self.level == 0 else 1)
        return aw, self.height

    def draw(self):
        c = self.canv
        self.p.drawOn(c, self.indent, 0)
        lines = self.p.blPara.lines
        last = lines[-1]
        if isinstance(last, tuple):
            w = self.aw - self.indent - 40 - last[0]
        else:
            w = self.aw - self.indent - 40 - last.extraSpace
        base = 13 - self.size + 0.6
        c.setFont(self.font, self.size)
        c.drawRightString(self.aw, base, self.label)
        x = self.indent + w + 6
        c.setFont(self.t.small_font, 8)
        dot = c.stringWidth('.', self.t.small_font, 8)
        end = self.aw - c.stringWidth(self.label, self.font, self.size) - 6
        n = int((end - x) / dot)
        if n > 2:
            c.drawString(end - n * dot, base, '.' * n)
        c.linkRect('', self.key, (0, 0, self.aw, self.height), relative=1, thickness=0)


class Chart(Flowable):
    """Bars, horizontal bars or lines, drawn plainly."""

    def __init__(self, theme, kind, rows, height=None):
        Flowable.__init__(self)
        self.t, self.kind, self.rows = theme, kind, rows
        self.h = height

    def wrap(self, aw, ah):
        self.width = aw
        n = len(self.rows)
        self.height = self.h or {'hbar': 18 * n + 14, 'bar': 150, 'line': 165}[self.kind]
        return aw, self.height

    @staticmethod
    def fmt(v):
        return ('%.1f' % v) if v != int(v) else format(int(v), ',d')

    def draw(self):
        getattr(self, self.kind)(self.canv, self.t)

    def hbar(self, c, t):
        vals = [v for _, v in self.rows]
        top = max(vals)
        lw = max(c.stringWidth(l, t.small_font, 8) for l, _ in self.rows) + 8
        lw = min(lw, self.width * 0.55)
        span = self.width - lw - 40
        y = self.height - 16
        for i, (label, v) in enumerate(self.rows):
            c.setFillColor(colors.black)
            c.setFont(t.small_font, 8)
            c.drawRightString(lw - 6, y + 3, label)
            c.setFillColor(t.accent if i % 2 == 0 else t.second)
            c.rect(lw, y, span * v / top, 11, stroke=0, fill=1)
            c.setFillColor(colors.black)
            c.drawString(lw + span * v / top + 4, y + 3, self.fmt(v))
            y -= 18
        c.setStrokeColor(colors.grey)
        c.line(lw, 4, lw, self.height)

    def bar(self, c, t):
        vals = [v for _, v in self.rows]
        top = max(vals) * 1.15
        n = len(vals)
        base, H = 22, self.height - 30
        step = self.width / n
        c.setStrokeColor(colors.lightgrey)
        for k in range(1, 5):
            c.line(0, base + H * k / 4, self.width, base + H * k / 4)
        for i, (label, v) in enumerate(self.rows):
            x = i * step + step * 0.2
            c.setFillColor(t.accent if i < n - 1 else t.second)
            c.rect(x, base, step * 0.6, H * v / top, stroke=0, fill=1)
            c.setFillColor(colors.black)
            c.setFont(t.small_font, 8)
            c.drawCentredString(x + step * 0.3, base + H * v / top + 3, self.fmt(v))
            size = 8
            while size > 5.5 and c.stringWidth(label, t.small_font, size) > step - 3:
                size -= 0.5
            c.setFont(t.small_font, size)
            c.drawCentredString(x + step * 0.3, 8, label)
        c.setStrokeColor(colors.grey)
        c.line(0, base, self.width, base)

    def line(self, c, t):
        xs = self.rows[0][1].split()
        series = [(l, [float(x) for x in v.split()]) for l, v in self.rows[1:]]
        low = min(min(s) for _, s in series)
        top = max(max(s) for _, s in series)
        low = int(low * 0.96) if low > 0.6 * top else 0
        top = low + (top - low) * 1.12
        base, H, left = 36, self.height - 46, 30
        W = self.width - left - 10
        c.setFont(t.small_font, 7.5)
        for k in range(0, 5):
            y = base + H * k / 4
            c.setStrokeColor(colors.lightgrey)
            c.line(left, y, self.width, y)
            c.setFillColor(colors.black)
            c.drawRightString(left - 4, y - 2.5, self.fmt(round(low + (top - low) * k / 4, 1 if top - low < 20 else None)))
        for i, x in enumerate(xs):
            c.drawCentredString(left + W * i / (len(xs) - 1), base - 11, x)
        cols = [t.accent, t.second, colors.HexColor('#5a7d3c'), colors.HexColor('#7a3c6b')]
        lx = left
        for k, (label, vals) in enumerate(series):
            c.setStrokeColor(cols[k])
            c.setFillColor(cols[k])
            c.setLineWidth(1.8)
            pts = [(left + W * i / (len(xs) - 1), base + H * (v - low) / (top - low)) for i, v in enumerate(vals)]
            for a, b in zip(pts, pts[1:]):
                c.line(a[0], a[1], b[0], b[1])
            for p in pts:
                c.circle(p[0], p[1], 2.2, stroke=0, fill=1)
            c.rect(lx, 6, 8, 8, stroke=0, fill=1)
            c.setFillColor(colors.black)
            c.drawString(lx + 11, 7, label)
            lx += c.stringWidth(label, t.small_font, 7.5) + 26
        c.setLineWidth(1)


class Map(Flowable):
    """A sketch map: rows 'name: x y [kind]' in per cent; 'link: a > b > c'."""

    def __init__(self, theme, rows, height=190):
        Flowable.__init__(self)
        self.t, self.rows, self.height = theme, rows, height

    def wrap(self, aw, ah):
        self.width = aw
        return aw, self.height

    def draw(self):
        c, t = self.canv, self.t
        W, H = self.width, self.height
        c.setFillColor(colors.HexColor('#eef3ee'))
        c.setStrokeColor(colors.lightgrey)
        c.rect(0, 0, W, H, fill=1)
        places = {}
        for name, v in self.rows:
            if name not in ('link', 'water', 'dash'):
                x, y = v.split()[:2]
                places[name] = (float(x) * W / 100, float(y) * H / 100)
        for name, v in self.rows:
            if name in ('link', 'water', 'dash'):
                pts = []
                for p in v.split('>'):
                    p = p.strip()
                    if p in places:
                        pts.append(places[p])
                    else:
                        x, y = p.split()
                        pts.append((float(x) * W / 100, float(y) * H / 100))
                c.setStrokeColor({'link': t.second, 'dash': t.accent, 'water': colors.HexColor('#7fb2d6')}[name])
                c.setLineWidth(5 if name == 'water' else 2)
                c.setDash(*([4, 3],) if name == 'dash' else ([],))
                for a, b in zip(pts, pts[1:]):
                    c.line(a[0], a[1], b[0], b[1])
        c.setDash([])
        c.setLineWidth(1)
        for name, (x, y) in places.items():
            c.setFillColor(t.accent)
            c.circle(x, y, 3.4, stroke=0, fill=1)
            c.setFont(t.small_font, 8)
            w = c.stringWidth(name, t.small_font, 8)
            if x + w + 8 > W:
                c.drawRightString(x - 6, y + 3, name)
            else:
                c.drawString(x + 6, y + 3, name)


class Info(PDFInfo):
    """Only what is known: no "untitled", no "anonymous"."""

    def format(self, document):
        d = {}
        for key, value in (('Title', self.title), ('Author', self.author), ('Subject', self.subject),
                           ('Keywords', self.keywords), ('Creator', self.creator), ('Producer', self.producer)):
            if value and value not in ('untitled', '(untitled)', 'anonymous', '(anonymous)', 'unspecified', '(unspecified)'):
                d[key] = PDFString(value)
        d['CreationDate'] = d['ModDate'] = PDFDate(ts=document._timeStamp, dateFormatter=self._dateFormatter)
        return PDFDictionary(d).format(document)


class State:
    def __init__(self):
        self.toc, self.chapter, self.body_start, self.last_level = [], '', None, -1
        self.notes_on = {}
        self.page_count = 0


class Report:
    def __init__(self, source):
        self.meta, self.text = read_source(source)
        self.theme = Theme(self.meta)
        self.numbered = self.meta.get('numbered', 'no') == 'yes'

    # --- text -----------------------------------------------------------
    def inline(self, s):
        t = self.theme
        notes = []

        def take(m):
            notes.append(m.group(1))
            return '\x00%d\x00' % (len(notes) - 1)
        s = re.sub(r'\[\^((?:[^\[\]]|\[[^\]]*\])+)\]', take, s)
        s = escape(' '.join(s.split('\n')) if not t.ja else s.replace('\n', ''))
        if t.ja:
            s = re.sub(r'\*\*(.+?)\*\*', r'<font name="gothic">\1</font>', s)
        else:
            s = re.sub(r'\*\*(.+?)\*\*', r'<b>\1</b>', s)
            s = re.sub(r'(?<!\w)\*(\S(?:.*?\S)?)\*(?!\w)', r'<i>\1</i>', s)

        def put(m):
            self.note_no += 1
            n = self.note_no
            self.note_text[n] = self.inline(notes[int(m.group(1))])
            return '<super size="%.1f" rise="%.1f"><onDraw name="footnote" label="%d"/>%d</super>' % (
                t.pt * 0.68, t.pt * 0.35, n, n)
        return re.sub('\x00(\\d+)\x00', put, s)

    def blocks(self):
        """Yields (kind, argument, lines)."""
        cur = []
        fence = None
        for line in self.text.split('\n') + ['']:
            if fence:
                if line.strip() == ':::':
                    yield fence[0], fence[1], fence[2]
                    fence = None
                else:
                    fence[2].append(line)
                continue
            if line.startswith(':::'):
                if cur:
                    yield 'p', '', cur
                    cur = []
                kind, _, arg = line[3:].strip().partition(' ')
                fence = (kind, arg, [])
            elif line.startswith('#'):
                if cur:
                    yield 'p', '', cur
                    cur = []
                hashes, _, title = line.partition(' ')
                yield 'h%d' % hashes.count('#'), title.strip(), ['!' if '!' in hashes else '']
            elif line.startswith('@'):
                yield line.strip(), '', []
            elif line.startswith('- ') or re.match(r'\d+\. ', line):
                if cur:
                    yield 'p', '', cur
                    cur = []
                cur = [line]
                # continuation lines are indented
            elif not line.strip():
                if cur:
                    yield 'p', '', cur
                    cur = []
            else:
                cur.append(line.strip())

    def box(self, title, lines):
        t = self.theme
        fl = [Paragraph(escape(title), ParagraphStyle('bt', parent=t.caption, fontSize=9.5, leading=13, spaceAfter=4))] if title else []
        for para in '\n'.join(lines).split('\n\n'):
            for sub in re.split(r'\n(?=- )', para.strip()):
                if not sub:
                    continue
                if sub.startswith('- '):
                    fl.append(Paragraph(self.inline(sub[2:]), ParagraphStyle('bi', parent=t.boxed, leftIndent=10, bulletIndent=0), bulletText='•'))
                else:
                    fl.append(Paragraph(self.inline(sub), t.boxed))
        tb = Table([[fl]], colWidths=[self.colw - 4])
        tb.setStyle(TableStyle([('BACKGROUND', (0, 0), (-1, -1), colors.HexColor('#f1f1ea')),
                                ('LINEBEFORE', (0, 0), (0, -1), 3, t.second),
                                ('LEFTPADDING', (0, 0), (-1, -1), 10), ('RIGHTPADDING', (0, 0), (-1, -1), 8),
                                ('TOPPADDING', (0, 0), (-1, -1), 6), ('BOTTOMPADDING', (0, 0), (-1, -1), 5)]))
        return [Spacer(1, 4), tb, Spacer(1, 9)]

    def table(self, caption, lines):
        t = self.theme
        source = None
        rows = []
        for ln in lines:
            if ln.startswith(t.words['source'] + ':') or ln.startswith(t.words['source'] + ' :') or ln.startswith('出典'):
                source = ln
            elif ln.strip():
                rows.append([c.strip() for c in ln.split('|')])
        n = max(len(r) for r in rows)
        num = [all(re.match(r'^[\s£€%+\-−–\d.,()/km²≤<>]*$', r[i]) for r in rows[1:] if i < len(r)) for i in range(n)]
        weight = []
        for i in range(n):
            longest = max(len(r[i]) for r in rows if i < len(r))
            weight.append(min(max(longest, 5), 30 if not t.ja else 14) ** 0.8)
        pad = 2.5 if t.columns == 2 else 4
        need = [max(max(pdfmetrics.stringWidth(w, t.small_bold if j == 0 else t.small_font, t.cell_size)
                        for w in (r[i] if not t.ja else r[i][:4]).split() or ['']) if i < len(r) else 0
                    for j, r in enumerate(rows)) + 2 * pad + 1 for i in range(n)]
        spare = max(0, self.colw - sum(need))
        total = sum(weight)
        widths = [a + spare * w / total for a, w in zip(need, weight)]
        widths = [w * self.colw / sum(widths) for w in widths]
        data = []
        for j, r in enumerate(rows):
            r = r + [''] * (n - len(r))
            data.append([Paragraph(self.inline(c), (t.cellhr if num[i] and i else t.cellh) if j == 0 else (t.cellr if num[i] and i else t.cell))
                         for i, c in enumerate(r)])
        tb = Table(data, colWidths=widths, repeatRows=1)
        style = [('BACKGROUND', (0, 0), (-1, 0), t.accent), ('VALIGN', (0, 0), (-1, -1), 'TOP'),
                 ('LINEBELOW', (0, 1), (-1, -1), 0.4, colors.HexColor('#bbbbbb')),
                 ('LEFTPADDING', (0, 0), (-1, -1), pad), ('RIGHTPADDING', (0, 0), (-1, -1), pad),
                 ('TOPPADDING', (0, 0), (-1, -1), 2.5), ('BOTTOMPADDING', (0, 0), (-1, -1), 3)]
        if rows[-1][0].lower().startswith(('total', 'summe', 'gesamt', 'all ', '合計', 'ensemble')):
            style.append(('BACKGROUND', (0, -1), (-1, -1), colors.HexColor('#e6ebf0')))
        tb.setStyle(TableStyle(style))
        self.tab_no += 1
        cap = Paragraph('%s %d%s%s' % (t.words['table'], self.tab_no, t.words['sep'], self.inline(caption)), t.caption)
        out = [cap, tb, Paragraph(self.inline(source), t.source) if source else Spacer(1, 10)]
        return [KeepTogether(out)] if len(rows) < 24 else out

    def figure(self, kind, caption, lines):
        t = self.theme
        source, rows = None, []
        for ln in lines:
            if ln.startswith(t.words['source'] + ':') or ln.startswith(t.words['source'] + ' :') or ln.startswith('出典'):
                source = ln
            elif ln.strip():
                k, v = ln.rsplit(':', 1)
                rows.append((k.strip(), v.strip()))
        if kind in ('bar', 'hbar'):
            fl = Chart(t, kind, [(k, float(v.replace(',', ''))) for k, v in rows])
        elif kind == 'line':
            fl = Chart(t, kind, rows)
        else:
            fl = Map(t, rows, 130 if t.columns == 2 else 190)
        self.fig_no += 1
        cap = Paragraph('%s %d%s%s' % (t.words['figure'], self.fig_no, t.words['sep'], self.inline(caption)), t.caption)
        return [KeepTogether([Spacer(1, 5), fl, cap, Paragraph(self.inline(source), t.source) if source else Spacer(1, 7)])]

    def story(self, state, toc, old):
        t, m = self.theme, self.meta
        self.note_no = self.tab_no = self.fig_no = 0
        self.note_text = {}
        out = [NextPageTemplate('front'), PageBreak()]
        chap = sec = keyno = 0
        body = False
        pending_body = False
        first = True
        imprint = False
        opener = m.get('opener') == 'yes'

        def add(fls):
            # a heading, or a heading and its first subheading, stays with the
            # table or figure that follows it
            if isinstance(fls[0], KeepTogether) and isinstance(out[-1], Heading):
                kept = [out.pop()]
                if isinstance(out[-1], CondPageBreak) and isinstance(out[-2], Heading):
                    out.pop()
                    kept.insert(0, out.pop())
                fls = [KeepTogether(kept + list(fls[0]._content))] + list(fls[1:])
            out.extend(fls)

        for kind, arg, lines in self.blocks():
            if kind == '@body':
                body = pending_body = True
                continue
            if kind == '@break':
                add([PageBreak()])
                continue
            if kind == '@imprint':
                imprint = True
                add([Spacer(1, self.theme.size[1] * 0.33)])
                continue
            if kind == '@contents':
                if not first:
                    add([PageBreak()])
                first = False
                imprint = False
                add([Paragraph(t.words['contents'], t.h1)])
                depth = int(m.get('tocdepth', '1'))
                for level, text, page, key in toc:
                    if level <= depth:
                        add([TocLine(t, level, text, self.label(page, old), key)])
                continue
            if kind == 'h1':
                imprint = False
                keyno += 1
                flat = m.get('chapterbreak') == 'no' and not pending_body and not first and body
                num = ''
                if body and self.numbered and lines[0] != '!':
                    chap += 1
                    sec = 0
                    num = '%d' % chap
                else:
                    sec = -1
                plain = (num + ' ' + arg).strip()
                text = self.inline(plain)
                key = 'c%d' % keyno
                plain = re.sub(r'\*|\[\^.*?\]', '', plain)
                h = Heading(text, t.h1, 0, key, plain, state, body)
                if flat:
                    add([CondPageBreak(t.lead * 9), Spacer(1, 10), h])
                else:
                    tmpl = 'first2' if (t.columns == 2 and body) else ('opener' if opener and body and num else 'one' if body else 'front')
                    if first:
                        out[0] = NextPageTemplate(tmpl)
                    else:
                        add([NextPageTemplate(tmpl), PageBreak()])
                    add([h])
                    if tmpl == 'first2':
                        add([FrameBreak(), NextPageTemplate('two')])
                    elif tmpl == 'opener':
                        add([NextPageTemplate('one')])
                first = False
                pending_body = False
                continue
            first = False
            if kind in ('h2', 'h3'):
                keyno += 1
                plain = arg
                if kind == 'h2' and body and self.numbered and sec >= 0:
                    sec += 1
                    plain = '%d.%d %s' % (chap, sec, arg)
                level = 1 if kind == 'h2' else 2
                h = Heading(self.inline(plain), t.h2 if level == 1 else t.h3, level, 'c%d' % keyno,
                            re.sub(r'\*|\[\^.*?\]', '', plain), state, body)
                add([CondPageBreak(t.lead * 4.2), h])
                continue
            if kind == 'p':
                if imprint:
                    add([Paragraph(self.inline('\n'.join(lines)), t.imprint)])
                    continue
                s = '\n'.join(lines)
                m1 = re.match(r'(- |\d+\. )', s)
                if m1:
                    bullet = '•' if s.startswith('- ') else m1.group(1).strip()
                    st = t.item if s.startswith('- ') else ParagraphStyle('num', parent=t.item, leftIndent=20)
                    out.append(Paragraph(self.inline(s[len(m1.group(1)):]), st, bulletText=bullet))
                else:
                    add([Paragraph(self.inline(s), t.body)])
            elif kind == 'table':
                add(self.table(arg, lines))
            elif kind in ('bar', 'hbar', 'line', 'map'):
                add(self.figure(kind, arg, lines))
            elif kind == 'box':
                add(self.box(arg, lines))
            elif kind == 'quote':
                add([KeepTogether([Spacer(1, 4), Paragraph(self.inline(' '.join(lines)), t.quote),
                                   Paragraph('— ' + escape(arg), ParagraphStyle('qa', parent=t.source, leftIndent=16))])])
            else:
                raise ValueError('unknown block %r in %s' % (kind, m.get('title')))
        return out

    def label(self, page, state):
        if state is None or state.body_start is None or page < state.body_start:
            return roman(page)
        return str(page - state.body_start + 1)

    # --- pages ----------------------------------------------------------
    def build(self, target):
        m, t = self.meta, self.theme
        date = datetime.date.fromisoformat(m['date'])
        os.environ['SOURCE_DATE_EPOCH'] = str(calendar.timegm(date.timetuple()) + 9 * 3600 + 17 * 60)
        toc, reserve, old = [], {}, None
        for _ in range(9):
            load_fonts()
            state = State()
            self.reserve, self.state = reserve, state
            self.run(target, state, toc, old)
            need = dict(reserve)
            for page, notes in state.notes_on.items():
                need[page] = max(need.get(page, 0), self.notes_height(notes))
            stable = state.toc == toc and need == reserve and old is not None
            toc, reserve, old = state.toc, need, state
            if stable:
                break
        else:
            print('   warning: not settled:', target)
        return state

    def notes_height(self, notes):
        W = self.theme.size[0] - 2 * self.theme.margin
        return 10 + sum(Paragraph(self.note_text[n], self.theme.note, bulletText=str(n)).wrap(W, 9999)[1] + 2 for n in notes)

    def run(self, target, state, toc, old):
        m, t = self.meta, self.theme
        W, H = t.size
        top, bottom = 27 * mm, 24 * mm
        mg = t.margin
        fw, fh = W - 2 * mg, H - top - bottom
        gap = 26
        self.colw = fw if t.columns == 1 else (fw - gap) / 2
        zero = dict(leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        hh = 50

        def frame(x, w, h, id):
            return Frame(x, bottom, w, h, id=id, **zero)

        def begin(c, doc):
            page = c.getPageNumber()
            for f in doc.pageTemplate.frames:
                if getattr(f, 'fixed', False):
                    continue
                if not hasattr(f, 'orig'):
                    f.orig = (f._y1, f._height)
                r = self.reserve.get(page, 0)
                f.__dict__['_y1'], f.__dict__['_height'] = f.orig[0] + r, f.orig[1] - r
                f._geom()
                f._reset()

        def end(c, doc):
            page = c.getPageNumber()
            state.page_count = page
            c.saveState()
            c.setStrokeColor(t.accent)
            c.setLineWidth(0.6)
            c.line(mg, H - 19 * mm, W - mg, H - 19 * mm)
            c.setFont(t.small_font, 7.8)
            c.setFillColor(colors.HexColor('#444444'))
            running = m.get('running', m.get('cover', m.get('title', '')))
            chapter = state.chapter
            while c.stringWidth(running + chapter, t.small_font, 7.8) > fw - 20 and len(chapter) > 12:
                chapter = chapter[:-2].rstrip(' …') + '…'
            if page % 2 == 0:
                c.drawString(mg, H - 17 * mm, running)
                c.drawRightString(W - mg, H - 17 * mm, chapter)
            else:
                c.drawString(mg, H - 17 * mm, chapter)
                c.drawRightString(W - mg, H - 17 * mm, running)
            lab = self.label(page, state)
            c.drawString(mg, 13 * mm, m.get('org', ''))
            c.drawRightString(W - mg, 13 * mm, (t.words['page'] + ' ' + lab).strip())
            notes = state.notes_on.get(page, [])
            if notes:
                y = bottom + self.notes_height(notes) - 4
                c.setLineWidth(0.4)
                c.line(mg, y, mg + 60, y)
                y -= 4
                for n in notes:
                    p = Paragraph(self.note_text[n], t.note, bulletText=str(n))
                    _, h = p.wrap(fw, 9999)
                    y -= h
                    p.drawOn(c, mg, y)
                    y -= 2
            c.restoreState()

        def cover(c, doc):
            self.draw_cover(c)
        lang = m.get('lang', 'en')
        doc = BaseDocTemplate(str(target), pagesize=t.size, invariant=1,
                              lang=None if m.get('pdflang') == 'none' else lang,
                              title=None if m.get('pdftitle') == 'none' else m.get('pdftitle', m['title']),
                              author=m.get('author') if m.get('author') != 'none' else None,
                              subject=m.get('subject'), keywords=m.get('keywords'),
                              creator=m.get('creator', 'Pressmark demonstration corpus'),
                              producer='ReportLab')
        doc.addPageTemplates([
            PageTemplate('cover', [Frame(mg, bottom, fw, fh, id='c')], onPage=cover),
            PageTemplate('front', [frame(mg, fw, fh, 'f')], onPage=begin, onPageEnd=end),
            PageTemplate('one', [frame(mg, fw, fh, 'o')], onPage=begin, onPageEnd=end)])

        def begin_opener(c, d):
            c.saveState()
            c.setFillColor(t.accent)
            c.rect(0, H - 11 * mm, W, 11 * mm, stroke=0, fill=1)
            c.setFillColor(t.second)
            c.rect(mg, bottom + fh * 0.86, 36, 4, stroke=0, fill=1)
            c.restoreState()
            begin(c, d)
        doc.addPageTemplates([PageTemplate('opener', [frame(mg, fw, fh * 0.84, 'op')],
                                           onPage=begin_opener, onPageEnd=end)])
        head = Frame(mg, bottom + fh - hh, fw, hh, id='h', **zero)
        head.fixed = True
        doc.addPageTemplates([
            PageTemplate('first2', [head, frame(mg, self.colw, fh - hh, 'l'),
                                    frame(mg + self.colw + gap, self.colw, fh - hh, 'r')],
                         onPage=begin, onPageEnd=end),
            PageTemplate('two', [frame(mg, self.colw, fh, 'l'), frame(mg + self.colw + gap, self.colw, fh, 'r')],
                         onPage=begin, onPageEnd=end)])
        story = self.story(state, toc, old)

        from reportlab.pdfgen.canvas import Canvas

        class C(Canvas):
            def __init__(cself, *args, **kw):
                kw['initialFontName'] = t.small_font
                Canvas.__init__(cself, *args, **kw)
                cself._doc.info.__class__ = Info

            def footnote(cself, *args):    # called by <onDraw>
                state.notes_on.setdefault(cself.getPageNumber(), []).append(int(args[-1]))

            def save(cself):
                if state.body_start and m.get('pagelabels') != 'none':
                    cself.addPageLabel(0, style='ROMAN_LOWER', start=1)
                    cself.addPageLabel(state.body_start - 1, style='ARABIC', start=1)
                elif m.get('pagelabels') != 'none':
                    cself.addPageLabel(0, style='ARABIC', start=1)
                if m.get('outline') != 'none':
                    cself.showOutline()
                Canvas.save(cself)
        doc.build(story, canvasmaker=C)

    def draw_cover(self, c):
        m, t = self.meta, self.theme
        W, H = t.size
        kind = m.get('coverstyle', 'band')
        c.saveState()
        dark = t.accent
        if kind == 'band':
            c.setFillColor(dark)
            c.rect(0, H * 0.42, W, H * 0.58, stroke=0, fill=1)
            c.setFillColor(t.second)
            c.rect(0, H * 0.405, W, H * 0.015, stroke=0, fill=1)
            tc, y = colors.white, H * 0.80
        elif kind == 'side':
            c.setFillColor(dark)
            c.rect(0, 0, W * 0.12, H, stroke=0, fill=1)
            c.setFillColor(t.second)
            c.rect(W * 0.12, 0, W * 0.015, H, stroke=0, fill=1)
            tc, y = dark, H * 0.74
        elif kind == 'rings':
            c.setFillColor(dark)
            c.rect(0, 0, W, H, stroke=0, fill=1)
            c.setStrokeColor(t.second)
            c.setLineWidth(7)
            for k in range(1, 8):
                c.circle(W * 0.82, H * 0.16, k * 26, stroke=1, fill=0)
            tc, y = colors.white, H * 0.80
        else:
            tc, y = colors.black, H * 0.78
        x = W * 0.19 if kind == 'side' else t.margin
        style = ParagraphStyle('ct', fontName=t.head_font, fontSize=28 if kind != 'plain' else 20,
                               leading=36 if kind != 'plain' else 27, textColor=tc,
                               **(dict(wordWrap='CJK') if t.ja else {}))
        p = Paragraph(escape(m.get('cover', m['title'])), style)
        _, h = p.wrap(W - x - t.margin, 999)
        p.drawOn(c, x, y - h)
        y -= h + 14
        if m.get('subtitle'):
            p = Paragraph(escape(m['subtitle']), ParagraphStyle('cs', parent=style, fontName=t.small_font, fontSize=13.5, leading=20))
            _, h = p.wrap(W - x - t.margin, 999)
            p.drawOn(c, x, y - h)
            y -= h + 10
        c.setFont(t.small_bold, 12)
        c.setFillColor(colors.white if kind == 'rings' else t.accent)
        if kind == 'plain':
            c.setFillColor(colors.black)
        c.drawString(x, H * 0.2, m.get('org', ''))
        c.setFont(t.small_font, 10.5)
        c.drawString(x, H * 0.2 - 18, m.get('coverdate', m['date']))
        if m.get('ref'):
            c.drawString(x, H * 0.2 - 34, m['ref'])
        c.restoreState()
