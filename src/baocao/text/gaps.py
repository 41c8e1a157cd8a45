"""Gaps in a dialogue: questions and answers that a paper left without the mark or label it gives to the others.

The first answer may carry a name and the second only a dash, or nothing; a label may be lost before one question.
"""

from __future__ import annotations

from baocao.text.blocks import Draft
from baocao.text.schemes import BRIEF, READABLE, Cue, addresses, asks

_ANSWER = 60
"""Characters of a marked block that are more than an item of a list."""


def fill(drafts: list[Draft], cues: list[Cue]) -> list[Cue]:
    """The cues of a scheme and those between them that it could not see, in text order."""
    return _Dialogue(drafts, cues).filled() if cues else cues


class _Dialogue:
    def __init__(self, drafts: list[Draft], cues: list[Cue]) -> None:
        self.drafts = drafts
        self.cues = {cue.block: cue for cue in cues}
        asking = {drafts[cue.block].mark for cue in cues if cue.role == "reporter"} - {""}
        answering = {drafts[cue.block].mark for cue in cues if cue.role == "interviewee"} - {""}
        self.asking, self.answering = asking - answering, answering - asking
        self.lost = False
        """Whether a question without its mark was met already."""

    def filled(self) -> list[Cue]:
        out: list[Cue] = []
        asked = False
        answer: Cue | None = None
        role = None
        for i in range(min(self.cues), len(self.drafts)):
            cue = self.cues.get(i)
            if cue is None and self.drafts[i].kind in READABLE and self.drafts[i].kind != "heading":
                if role == "interviewee" and self._asks_here(i):
                    cue = Cue(i, "reporter", None, None, None)
                elif role == "reporter" and asked and self._answers_here(i):
                    who = answer or Cue(i, "interviewee", None, None, None)
                    cue = who._replace(block=i, label=None)
                if cue is not None and self.drafts[i].mark:
                    (self.asking if cue.role == "reporter" else self.answering).add(self.drafts[i].mark)
            if cue is not None:
                out.append(cue)
                role, asked = cue.role, False
                answer = cue if cue.role == "interviewee" else answer
            asked = asked or asks(self.drafts[i].text)
        return out

    def _asks_here(self, i: int) -> bool:
        """Whether a block inside an answer is a question: by its mark, its address, or the answer's mark behind it."""
        draft = self.drafts[i]
        direct = addresses(draft.text)
        if draft.mark in self.asking:
            return direct or asks(draft.text)
        if draft.mark in self.answering or draft.text.startswith('"'):
            return False
        after = self.drafts[i + 1] if i + 1 < len(self.drafts) else None
        if direct and (asks(draft.text) or (after is not None and i + 1 not in self.cues and asks(after.text))):
            self.lost = not draft.mark
            return True
        if not asks(draft.text) or draft.mark or len(draft.text) > BRIEF:
            return False
        return (self.lost and draft.gap > 0) or self._answer_follows(i + 1)

    def _answer_follows(self, i: int) -> bool:
        """Whether a marked block is an answer, and no item of a list."""
        if i >= len(self.drafts) or not self.drafts[i].mark or self.drafts[i].mark not in self.answering:
            return False
        sibling = i + 1 < len(self.drafts) and self.drafts[i + 1].mark == self.drafts[i].mark
        return not sibling or len(self.drafts[i].text) > _ANSWER

    def _answers_here(self, i: int) -> bool:
        """Whether a block behind a question answers it: nobody else does before the next question."""
        if asks(self.drafts[i].text) or addresses(self.drafts[i].text):
            return False
        following = next((self.cues[j] for j in range(i, len(self.drafts)) if j in self.cues), None)
        return following is None or following.role == "reporter"
