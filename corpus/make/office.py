"""DOCX and ODT files from the same kind of text, with the standard library."""
import re
import zipfile
from xml.sax.saxutils import escape

from engine import Report


def pieces(s):
    """(text, bold, italic) runs of a line of text."""
    for part in re.split(r'(\*\*.+?\*\*|\*\S.*?\S\*)', ' '.join(s.split())):
        if part.startswith('**'):
            yield part[2:-2], True, False
        elif part.startswith('*') and len(part) > 2:
            yield part[1:-1], False, True
        elif part:
            yield part, False, False


def items(report):
    for kind, arg, lines in report.blocks():
        if kind in ('h1', 'h2', 'h3'):
            yield kind, arg
        elif kind == 'p':
            s = '\n'.join(lines)
            m = re.match(r'(- |\d+\. )', s)
            if m:
                yield ('ul' if s[0] == '-' else 'ol'), s[len(m.group(1)):]
            else:
                yield 'p', s
        elif kind == 'table':
            rows = [[c.strip() for c in l.split('|')] for l in lines if l.strip() and not l.startswith('Source:')]
            yield 'table', (arg, rows, next((l for l in lines if l.startswith('Source:')), ''))


def write_zip(path, parts, stored=()):
    with zipfile.ZipFile(path, 'w') as z:
        for name, text in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            z.writestr(info, text)


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def docx(source, folder):
    r = Report(source)
    m = r.meta

    def run(s, bold=False):
        out = ''
        for text, b, i in pieces(s):
            props = ('<w:b/>' if b or bold else '') + ('<w:i/>' if i else '')
            out += '<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % ('<w:rPr>%s</w:rPr>' % props if props else '', escape(text))
        return out

    def par(s, style=None, num=None, bold=False):
        p = '<w:pStyle w:val="%s"/>' % style if style else ''
        if num:
            p += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>' % num
        return '<w:p>%s%s</w:p>' % ('<w:pPr>%s</w:pPr>' % p if p else '', run(s, bold))
    body, tables = '', 0
    for kind, v in items(r):
        if kind == 'h1':
            body += par(v, 'Title')
        elif kind in ('h2', 'h3'):
            body += par(v, 'Heading1' if kind == 'h2' else 'Heading2')
        elif kind in ('ul', 'ol'):
            body += par(v, 'ListParagraph', 1 if kind == 'ul' else 2)
        elif kind == 'p':
            body += par(v)
        else:
            caption, rows, src = v
            tables += 1
            body += par('Table %d. %s' % (tables, caption), 'Caption')
            n = len(rows[0])
            body += '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>%s</w:tblGrid>' % ('<w:gridCol w:w="%d"/>' % (9000 // n) * n)
            for j, row in enumerate(rows):
                body += '<w:tr>%s%s</w:tr>' % ('<w:trPr><w:tblHeader/></w:trPr>' if j == 0 else '', ''.join(
                    '<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>' % (9000 // n, par(c, bold=j == 0)) for c in row))
            body += '</w:tbl>' + (par(src, 'Caption') if src else '<w:p/>')
    body += ('<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
             '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1701" w:bottom="1701" w:left="1701" w:header="850" w:footer="850" w:gutter="0"/></w:sectPr>')

    def style(id, name, rpr, ppr='', kind='paragraph', extra=''):
        return ('<w:style w:type="%s" w:styleId="%s"%s><w:name w:val="%s"/>%s<w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>'
                % (kind, id, ' w:default="1"' if id == 'Normal' else '', name, extra, ppr, rpr))
    based = '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
    styles = HEAD + '<w:styles %s>' % W + (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="23"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style('Normal', 'Normal', '', '<w:spacing w:after="160" w:line="300" w:lineRule="auto"/>')
        + style('Title', 'Title', '<w:b/><w:color w:val="1F4E79"/><w:sz w:val="44"/>', '<w:spacing w:after="240"/>', extra=based)
        + style('Heading1', 'heading 1', '<w:b/><w:color w:val="1F4E79"/><w:sz w:val="30"/>', '<w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/>', extra=based)
        + style('Heading2', 'heading 2', '<w:b/><w:color w:val="C0762B"/><w:sz w:val="25"/>', '<w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/>', extra=based)
        + style('Caption', 'caption', '<w:i/><w:sz w:val="19"/>', '<w:spacing w:before="80" w:after="120"/>', extra=based)
        + style('ListParagraph', 'List Paragraph', '', '<w:ind w:left="567" w:hanging="283"/><w:spacing w:after="80"/>', extra=based)
        + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>%s</w:tblBorders></w:tblPr></w:style>' % ''.join(
            '<w:%s w:val="single" w:sz="4" w:space="0" w:color="999999"/>' % e for e in ('top', 'left', 'bottom', 'right', 'insideH', 'insideV'))) + '</w:styles>'
    numbering = HEAD + '<w:numbering %s>' % W + ''.join(
        '<w:abstractNum w:abstractNumId="%d"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>' % x
        for x in ((0, 'bullet', '•'), (1, 'decimal', '%1.'))) + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    stamp = m['date'] + 'T09:17:00Z'
    core = HEAD + ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
                   '<dc:title>%s</dc:title><dc:subject>%s</dc:subject><dc:creator>%s</dc:creator><cp:keywords>%s</cp:keywords><dc:language>%s</dc:language>'
                   '<cp:lastModifiedBy>%s</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified></cp:coreProperties>'
                   % (escape(m['title']), escape(m['subject']), m['author'], escape(m['keywords']), m['lang'], m['author'], stamp, stamp))
    rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    ct = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
    parts = [
        ('[Content_Types].xml', HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
         + ''.join('<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>' % (a, ct, b) for a, b in (('document', 'document.main'), ('styles', 'styles'), ('numbering', 'numbering'), ('header1', 'header'), ('footer1', 'footer')))
         + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'),
        ('_rels/.rels', HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="%sofficeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>' % rel),
        ('word/_rels/document.xml.rels', HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + ''.join(
            '<Relationship Id="rId%d" Type="%s%s" Target="%s.xml"/>' % (i, rel, t, f) for i, t, f in ((2, 'styles', 'styles'), (3, 'numbering', 'numbering'), (4, 'header', 'header1'), (5, 'footer', 'footer1'))) + '</Relationships>'),
        ('word/document.xml', HEAD + '<w:document %s><w:body>%s</w:body></w:document>' % (W, body)),
        ('word/styles.xml', styles), ('word/numbering.xml', numbering),
        ('word/header1.xml', HEAD + '<w:hdr %s>%s</w:hdr>' % (W, par(m['org'] + ' – ' + m['subject']))),
        ('word/footer1.xml', HEAD + '<w:ftr %s><w:p><w:r><w:t xml:space="preserve">Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>' % W),
        ('docProps/core.xml', core)]
    write_zip(folder / m['output'], parts)
    return m['output']


NS = ' '.join('xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s"' % x for x in (
    ('office', 'office:1.0'), ('text', 'text:1.0'), ('table', 'table:1.0'), ('style', 'style:1.0'), ('meta', 'meta:1.0'))) + \
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'


def odt(source, folder):
    r = Report(source)
    m = r.meta

    def run(s):
        return ''.join('<text:span text:style-name="%s">%s</text:span>' % ('Strong' if b else 'Emph', escape(t)) if b or i else escape(t)
                       for t, b, i in pieces(s))
    body, tables, lst, last = '', 0, None, ''
    for kind, v in list(items(r)) + [('end', '')]:
        if lst and kind != lst:
            body += '</text:list>'
            lst = None
        if kind in ('ul', 'ol'):
            if not lst:
                body += '<text:list text:style-name="%s">' % ('Bullets' if kind == 'ul' else 'Numbers')
                lst = kind
            body += '<text:list-item><text:p text:style-name="Text_20_body">%s</text:p></text:list-item>' % run(v)
        elif kind == 'h1':
            body += '<text:h text:style-name="Heading_20_1" text:outline-level="1">%s</text:h>' % run(v)
        elif kind in ('h2', 'h3'):
            body += '<text:h text:style-name="Heading_20_2" text:outline-level="%d">%s</text:h>' % (2 if kind == 'h2' else 3, run(v))
        elif kind == 'p':
            body += '<text:p text:style-name="Text_20_body">%s</text:p>' % run(v)
        elif kind == 'table':
            caption, rows, src = v
            tables += 1
            body += '<text:p text:style-name="Caption">Table %d. %s</text:p>' % (tables, run(caption))
            body += '<table:table table:name="Table%d"><table:table-column table:number-columns-repeated="%d"/>' % (tables, len(rows[0]))
            for j, row in enumerate(rows):
                cells = ''.join('<table:table-cell table:style-name="Cell" office:value-type="string"><text:p>%s</text:p></table:table-cell>'
                                % ('<text:span text:style-name="Strong">%s</text:span>' % escape(c) if j == 0 else run(c)) for c in row)
                tr = '<table:table-row>%s</table:table-row>' % cells
                body += '<table:table-header-rows>%s</table:table-header-rows>' % tr if j == 0 else tr
            body += '</table:table><text:p/>'
    auto = ('<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
            '<style:style style:name="Emph" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
            '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #999999" fo:padding="0.1cm"/></style:style>'
            '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>'
            '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."><style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.6cm"/></text:list-level-style-number></text:list-style>')

    def sty(name, par, txt, level=''):
        return ('<style:style style:name="%s" style:display-name="%s" style:family="paragraph"%s><style:paragraph-properties %s/><style:text-properties %s/></style:style>'
                % (name, name.replace('_20_', ' '), level, par, txt))
    styles = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles %s><office:styles>' % NS
              + '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11.5pt" fo:language="en" fo:country="GB"/></style:default-style>'
              + sty('Text_20_body', 'fo:margin-bottom="0.3cm" fo:line-height="140%"', 'fo:font-size="11.5pt"')
              + sty('Heading_20_1', 'fo:margin-bottom="0.5cm"', 'fo:font-size="22pt" fo:font-weight="bold" fo:color="#1f4e79"', ' style:default-outline-level="1"')
              + sty('Heading_20_2', 'fo:margin-top="0.6cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"', 'fo:font-size="15pt" fo:font-weight="bold" fo:color="#1f4e79"', ' style:default-outline-level="2"')
              + sty('Caption', 'fo:margin-top="0.2cm" fo:margin-bottom="0.1cm"', 'fo:font-style="italic" fo:font-size="10pt"')
              + '</office:styles><office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.8cm"/></style:page-layout></office:automatic-styles>'
              '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"><style:header><text:p>%s</text:p></style:header><style:footer><text:p>Guidance note 7 – page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>' % escape(m['org']))
    stamp = m['date'] + 'T09:17:00'
    meta = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta %s><office:meta><dc:title>%s</dc:title><dc:subject>%s</dc:subject><meta:initial-creator>%s</meta:initial-creator><dc:creator>%s</dc:creator>%s<meta:creation-date>%s</meta:creation-date><dc:date>%s</dc:date><dc:language>%s</dc:language></office:meta></office:document-meta>'
            % (NS, escape(m['title']), escape(m['subject']), m['author'], m['author'],
               ''.join('<meta:keyword>%s</meta:keyword>' % escape(k.strip()) for k in m['keywords'].split(',')), stamp, stamp, m['lang']))
    parts = [('mimetype', 'application/vnd.oasis.opendocument.text'),
             ('content.xml', '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content %s><office:automatic-styles>%s</office:automatic-styles><office:body><office:text>%s</office:text></office:body></office:document-content>' % (NS, auto, body)),
             ('styles.xml', styles), ('meta.xml', meta),
             ('META-INF/manifest.xml', '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
              + ''.join('<manifest:file-entry manifest:full-path="%s.xml" manifest:media-type="text/xml"/>' % f for f in ('content', 'styles', 'meta')) + '</manifest:manifest>')]
    write_zip(folder / m['output'], parts, stored=('mimetype',))
    return m['output']
