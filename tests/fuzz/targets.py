"""What is fuzzed: each room as a function of bytes that may refuse its input and must not break."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from baocao import contract, lexicon
from baocao.corpus.gold import read_folder
from baocao.corrections import apply
from baocao.corrections import file as corrections
from baocao.errors import BaocaoError
from baocao.export import FORMATS, export
from baocao.model import Article, Source
from baocao.parse import explain, parse
from baocao.report import gate, html, pdf
from baocao.report.components import Report
from baocao.report.markdown import blocks as markdown_blocks
from baocao.report.picture import clean_svg
from baocao.report.tree import Document
from baocao.text import lay_out
from baocao.text.decode import decode
from baocao.text.offsets import where
from baocao.text.read import read_bytes
from test_invariants import check

ROOT = Path(__file__).parents[2]
ARTICLE = "Kết quả của xã\n\nNăm 2020, xã có 1.204 hộ dân. Ông Lê Văn Bình: phấn đấu đến năm 2025 còn 3% hộ nghèo.\n"
LARGEST = 20_000
"""Bytes of one input: crashes need few, and a run should see many."""


def _source(data: bytes, name: str = "article.txt") -> Source | None:
    try:
        return read_bytes(data[:LARGEST], name)
    except BaocaoError as error:
        refusal = str(error)
    assert "\n" not in refusal, refusal
    return None


def reader(data: bytes) -> None:
    """Bytes of any encoding and kind: text, Markdown or a page, or a refusal in one line."""
    for name in ("a.txt", "a.md", "a.html"):
        source = _source(data, name)
        if source is not None:
            assert "\0" not in source.text
            source.text.encode()
            where(source, 0, 1)


def structure(data: bytes) -> None:
    """Blocks, sentences and turns stand in the page that they are of."""
    source = _source(data)
    if source is not None:
        page = lay_out(source)
        for record in (*page.blocks, *page.sentences, *page.turns):
            assert 0 <= record.start < record.end <= len(page.flow)


def atoms(data: bytes) -> None:
    """Every candidate, taken or refused, stands where it says."""
    source = _source(data)
    if source is not None:
        for trial in explain(source):
            assert source.text[trial.start : trial.end] == trial.text


def facts(data: bytes) -> None:
    """An article keeps its invariants and survives its own JSON."""
    source = _source(data)
    if source is not None:
        article = parse(source)
        check(article)
        encoded = msgspec.json.Encoder(decimal_format="number").encode(article)
        assert msgspec.json.decode(encoded, type=Article) == article


def _document(data: bytes, lang: str) -> Document | None:
    source = _source(data)
    if source is None:
        return None
    report = Report(parse(source), lang=lang)
    shown = (
        report.cover(), report.glance(), report.figures(), report.commitments(), report.checks(), report.people(),
        report.documents(), report.events(), report.quotations(), report.interview(), report.evidence(),
    )  # fmt: skip
    blocks = tuple(block for component in shown for block in component.blocks)
    return Document(title=report.article.metadata.title or "", lang=lang, blocks=blocks)


def components(data: bytes) -> None:
    """What the components show has no figure without a source, in both languages, and becomes HTML."""
    for lang in ("vi", "en"):
        document = _document(data, lang)
        if document is not None:
            gate.check(document)
            assert "<script>alert" not in html.write(document)


def charts(data: bytes) -> None:
    """Every chart can be drawn of every article, and printed."""
    source = _source(data)
    if source is not None:
        report = Report(parse(source))
        drawn = (report.chart_levels(), report.chart_movements(), report.timeline(), report.map_of_article())
        blocks = tuple(block for shown in (*drawn, report.checks(), report.evidence()) for block in shown.blocks)
        gate.check(Document(title="", blocks=blocks))
        assert pdf.write(Document(title="", blocks=blocks)).startswith(b"%PDF-")


def paper(data: bytes) -> None:
    """The PDF compiles to its standards whatever the article says."""
    document = _document(data, "vi")
    if document is not None:
        assert pdf.write(document).startswith(b"%PDF-")


def exports(data: bytes) -> None:
    """Every form of an article for other tools can be written."""
    source = _source(data)
    if source is not None:
        article = parse(source)
        for form in FORMATS:
            with suppress(BaocaoError):
                export(article, form)


def corrected(data: bytes) -> None:
    """A corrections file of any bytes: entries that can be applied, or a refusal in one line."""
    head, _, text = data[:LARGEST].partition(b"\n\n")
    article = parse(read_bytes(ARTICLE.encode(), "a.txt"))
    for given in (head, text, data[:LARGEST]):
        entries, refusal = (), ""
        try:
            entries = corrections.parse(given, "a.yml").entries
        except BaocaoError as error:
            refusal = str(error)
        assert "\n" not in refusal
        if not refusal:
            contract.decode(contract.encode(apply(article, entries)))


def prose(data: bytes) -> None:
    """A notebook's Markdown and pictures: blocks, or a refusal in one line."""
    text = data[:LARGEST].decode("utf-8", "replace")
    html.write(Document(title="", blocks=tuple(markdown_blocks(text))))
    with suppress(BaocaoError):
        clean_svg(data[:LARGEST])
    with suppress(BaocaoError):
        decode(data[:LARGEST], "x", "windows-1258")


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (reader, structure, atoms, facts, components, charts, paper, prose, exports, corrected)
}


def seeds(target: str) -> list[bytes]:
    """The articles and gold texts that mutation starts from; of corrections, a file of them."""
    if target == "corrected":
        return [CORRECTION.encode()]
    whole = [gold.text.encode() for gold in read_folder(ROOT / "tests" / "gold")]
    return whole + [path.read_bytes() for path in sorted((ROOT / "articles").glob("*.txt"))]


CORRECTION = """corrections:
  - do: change
    kind: quantity
    quote: 1.204 hộ dân
    change:
      low: {was: 1204, now: 1205}
      high: {was: 1204, now: 1205}
    reason: bản in
    by: Trần Thị Mẫu
    on: 2026-11-23
  - {do: add, kind: quantity, quote: "3%", before: "còn ", reason: x, by: y, on: 2026-11-23,
     values: {low: 3, high: 3, unit: "%"}}
"""

MARKS = (
    "\n", "\n\n", ":", " - ", "1.204", "12,5%", "0", "9" * 40, "1/2", "31/02/2020", "ngày 29/2/2021", "năm 0", "18/18",
    "0/0", "từ 5 lên 0", "tỷ", "%", "(", ")", "“", "”", "\u200b", "\u0301", "\ufeff", "\u202e", "\x07", "\U0001f600",
    "漢", "\ue000", "<p>", "</div>", "&#xD800;", "Phóng viên:", "?", "½", "²", "٣", "１",
)  # fmt: skip
"""Numbers, signs, and characters that break things."""


def words() -> list[str]:
    """What a mutation may put in: MARKS and the words of every lexicon."""
    tables = sorted(Path(lexicon.__file__).parent.glob("*.csv"))
    found = {value for path in tables for row in lexicon.table(path.stem) for value in row.values()}
    return [*MARKS * 40, *sorted(word for word in found if 0 < len(word) < 60)]


def mutated(data: bytes, rng: random.Random, vocabulary: list[str], pool: list[bytes]) -> bytes:
    """`data` with a few pieces cut, moved, repeated, replaced by words, or crossed with another article."""
    out = data[:LARGEST].decode("utf-8", "replace")
    for _ in range(rng.randint(1, 6)):
        at = rng.randint(0, len(out))
        end = at + rng.choice((1, 2, 3, 10, 60, 400))
        match rng.randint(0, 5):
            case 0:
                out = out[:at] + out[end:]
            case 1:
                out = out[:at] + out[at:end] * rng.randint(1, 4) + out[end:]
            case 2:
                out = f"{out[:at]} {rng.choice(vocabulary)} {out[at:]}"
            case 3:
                out = out[:at] + rng.choice(vocabulary) + out[end:]
            case 4:
                other = rng.choice(pool).decode("utf-8", "replace")
                start = rng.randint(0, len(other))
                out = out[:at] + other[start : start + 4 * (end - at)] + out[at:]
            case _:
                out = out[:at] + " ".join(rng.choices(vocabulary, k=rng.randint(2, 8))) + out[at:]
    made = bytearray(out.encode("utf-8", "replace"))
    if made and rng.random() < 0.05:  # most broken bytes end at the border; few tries are enough
        made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made[:LARGEST])
