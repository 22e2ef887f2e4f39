#!/usr/bin/env python3
"""Makes the demonstration reports: python3 corpus/make/make.py [name ...]"""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
import landing  # noqa: E402
import office  # noqa: E402
import special  # noqa: E402
from engine import Report  # noqa: E402

REPORTS = CORPUS / 'reports'


def main(names):
    REPORTS.mkdir(exist_ok=True)
    pages = {}
    for src in sorted((HERE / 'content').glob('*.txt')):
        if names and src.stem not in names:
            continue
        if src.name.endswith('.doc.txt'):
            print(office.docx(src, REPORTS))
            continue
        if src.name.endswith('.odt.txt'):
            print(office.odt(src, REPORTS))
            continue
        r = Report(src)
        target = REPORTS / r.meta['output']
        work = target.with_suffix('.tmp') if src.stem == 'ai-public-services' else target
        state = r.build(work)
        pages[r.meta['output']] = (state.page_count, r.meta)
        print('%-50s %3d pages' % (r.meta['output'], state.page_count))
        if src.stem == 'flood-inquiry-1984':
            special.scan(target)
        elif src.stem == 'ai-public-services':
            special.encrypt(work, target)
        elif src.stem == 'high-streets-review':
            special.damage(target)
        elif src.stem == 'annual-2020':
            special.copy(target, CORPUS / 'archive' / '2021' / 'tvca-annual-report-2020.pdf')
    landing.write(REPORTS, pages)


if __name__ == '__main__':
    main(sys.argv[1:])
