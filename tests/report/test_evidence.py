"""The evidence annex: the article's sentences with its facts marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from baocao.model import Commitment, Date, Document, Quantity, Sentence
from baocao.report.dossier import Dossier
from baocao.report.evidence import annex
from baocao.report.plain import words
from baocao.report.tree import Mark
from report.made import article, interview

ANNEX = annex(Dossier(interview(), "vi"))


def marks(number: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in ANNEX[number - 1].children:
        if isinstance(node, Mark):
            found.setdefault(node.kind, []).append(node.text)
    return found


def test_every_sentence_is_there_word_for_word() -> None:
    source = interview()
    for piece, sentence in zip(ANNEX, source.sentences, strict=True):
        assert words(piece.children) == source.text[sentence.start : sentence.end]


def test_facts_are_marked_by_kind() -> None:
    assert marks(3)["quantity"] == ["72 triệu đồng/năm", "24 triệu đồng", "20%"]
    assert marks(3)["date"] == ["năm 2020"]
    assert marks(3)["person"] == ["Trần Văn Mẫu"]
    assert marks(10) == {"document": ["Chỉ thị 05"], "organization": ["Bộ Chính trị"], "abstained": ["9A"]}


def test_where_facts_nest_the_smaller_one_has_the_words() -> None:
    assert marks(8)["quantity"] == ["110 triệu đồng/năm"]
    assert marks(8)["date"] == ["năm 2030"]
    assert marks(8)["commitment"] == ["Huyện phấn đấu đến ", " thu nhập đạt "]


def test_a_mark_tells_id_rule_and_offsets() -> None:
    note = next(n.note for n in ANNEX[2].children if isinstance(n, Mark) and n.fact == "q1")
    start = interview().quantities[0].start
    assert note == f"q1 · quy tắc money · ký tự {start}–{start + 17}"


def test_a_sentence_knows_who_says_it() -> None:
    assert [e.speaker for e in ANNEX][:4] == ["", "Phóng viên", "Trần Văn Mẫu", "Trần Văn Mẫu"]


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=12), st.data())
def test_marks_of_any_overlap_never_change_the_words(spans: list[tuple[int, int]], data: st.DataObject) -> None:
    text = "Câu này có đủ bốn mươi chữ cái để đánh dấu."
    facts: dict[str, list[object]] = {"quantities": [], "dates": [], "documents": [], "commitments": []}
    for i, (start, length) in enumerate(spans):
        place = {"id": f"x{i}", "start": start, "end": min(start + length, len(text)), "rule": "r"}
        kind = data.draw(st.sampled_from(sorted(facts)))
        made = {
            "quantities": lambda p: Quantity(**p, low=None, high=None),
            "dates": lambda p: Date(**p, from_=None, to=None, precision="day"),
            "documents": lambda p: Document(**p, type="Luật"),
            "commitments": lambda p: Commitment(**p),
        }[kind](place)
        facts[kind].append(made)
    made_article = article(text, sentences=(Sentence(0, len(text), 0),), **{k: tuple(v) for k, v in facts.items()})
    (piece,) = annex(Dossier(made_article, "vi"))
    assert words(piece.children) == text
