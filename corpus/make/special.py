"""The awkward ones: a scan, an encrypted file, a damaged file, a second copy."""
import io
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from engine import Info
from reportlab.pdfgen.canvas import Canvas


def scan(pdf):
    """Replaces the file by pictures of its pages, slightly askew, as a scanner makes."""
    rng = random.Random(1984)
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(['pdftoppm', '-r', '92', '-gray', '-png', str(pdf), tmp + '/p'], check=True)
        c = Canvas(str(pdf), pagesize=(595.28, 841.89), invariant=1, pageCompression=1)
        c.setProducer('ScanStation 300')
        c._doc.info.__class__ = Info
        for png in sorted(Path(tmp).glob('p*.png')):
            im = Image.open(png).convert('L')
            im = im.rotate(rng.uniform(-0.9, 0.9), resample=Image.BICUBIC, fillcolor=246)
            im = im.filter(ImageFilter.GaussianBlur(0.45))
            im = im.point(lambda v: min(246, 32 + int(v * 0.85)))
            px = im.load()
            for _ in range(420):
                px[rng.randrange(im.width), rng.randrange(im.height)] = rng.randrange(90, 200)
            buf = io.BytesIO()
            im.save(buf, 'JPEG', quality=42)
            buf.seek(0)
            c.drawImage(ImageReader(buf), 0, 0, 595.28, 841.89)
            c.showPage()
        c.save()


def plain(pdf):
    with tempfile.TemporaryDirectory() as tmp:
        out = Path(tmp) / 'o.pdf'
        if subprocess.run(['qpdf', '--decrypt', '--static-id', str(pdf), str(out)], stderr=subprocess.DEVNULL).returncode not in (0, 3):
            return None
        return out.read_bytes()


def encrypt(pdf, target):
    """AES-256 with an owner password only.  Its salts are random, so a file
    whose contents have not changed is left as it is."""
    fresh = pdf.with_suffix('.new')
    subprocess.run(['qpdf', '--static-id', '--encrypt', '', 'owner', '256', '--print=none',
                    '--modify=none', '--extract=n', '--', str(pdf), str(fresh)], check=True)
    pdf.unlink()
    if target.exists() and plain(target) == plain(fresh):
        fresh.unlink()
    else:
        fresh.replace(target)



def damage(pdf):
    """Spoils the cross-reference table, the pointer to it and the last page."""
    data = bytearray(pdf.read_bytes())
    at = data.rfind(b'\nxref\n') + 6
    trailer = data.rfind(b'trailer')
    rng = random.Random(2021)
    for i in range(at, trailer - 1):
        data[i] = rng.choice(b'?#x~0123456789 \n')
    stream = data.rfind(b'\nstream', 0, at)
    for i in range(stream + 60, stream + 400):
        data[i] = rng.choice(b'?#x~')
    cut = data.rfind(b'startxref')
    pdf.write_bytes(bytes(data[:cut]) + b'startx')


def copy(src, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(src, target)
