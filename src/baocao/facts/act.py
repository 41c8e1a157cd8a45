"""Acts: the deliberate verb that makes a promise of a clause."""

from __future__ import annotations

import re

from baocao.facts.agent import agent, skip_time
from baocao.facts.scene import Scene
from baocao.lexicon import alternation, table
from baocao.span import Span

VERB = re.compile(rf"(?:{alternation(r['verb'] for r in table('commitment_verbs'))})(?!\w)")
_LATER = re.compile(rf"(?<= ){VERB.pattern}")
_ADVERB = re.compile(
    r"(?:tiếp tục|sớm|nhanh chóng|chủ động|tích cực|cũng|vẫn|đều|quyết liệt|kiên quyết|nghiêm túc|khẩn trương"
    r"|đồng thời"
    r"|từng bước|thường xuyên|trực tiếp|tập trung|dự kiến|chính thức|cố gắng|nỗ lực|ra sức|bắt đầu|luôn"
    r"|kịp thời|cơ bản|việc"
    r"|sẵn sàng|cùng|đang|sẽ|phấn đấu|được|nhằm|để|mới|cùng nhau|lần đầu tiên|lần đầu|không"
    r"|cầu thị|mạnh mẽ|tận tâm|có|phải có|thực sự|toàn bộ|thống nhất)(?=[ ,])"
)
GROWS = re.compile(
    r"(?:phát triển|tăng|giảm|nâng cao|mở rộng) (?:nhanh|mạnh|tốt|hơn|cao|dần|theo)|(?:tiếp tục )?(?:đưa tin"
    r"|thông tin sự việc)",
    re.IGNORECASE,
)
EVENT = re.compile(r"(?:tổ chức|tiến hành|diễn ra|khai mạc|bế mạc)(?!\w)", re.IGNORECASE)


def act_of(scene: Scene, start: int, end: int) -> Span | None:
    """The deliberate verb that follows a trigger, past adverbs, dates and a named agent."""
    here, adverbial = start, None
    for _ in range(8):
        here = skip_time(scene, here, end)
        match = VERB.match(scene.low, here, end)
        adverb = _ADVERB.match(scene.low, here, end)
        if match and not (adverb and adverb.end() >= match.end()):
            return Span(match.start(), match.end())
        if adverb is None:
            break
        if match and adverbial is None:
            # `sẽ tập trung vào …`: the adverb is the verb where no other follows
            adverbial = Span(match.start(), match.end())
        here = adverb.end() + 1
    joined = scene.flow[max(start, here - 5) : here].lower().endswith("cùng ")
    if agent(scene, here, end, subject=False) is None and not joined:
        return adverbial
    match = _LATER.search(scene.low, here, min(end, here + (TOGETHER if joined else NEAR)))
    return Span(match.start(), match.end()) if match else adverbial


NEAR = 80
"""How far behind its trigger, in characters, the verb of a named agent stands."""
TOGETHER = 160
"""The same where others act with the subject (`sẽ cùng tập thể ủy ban, các ban … phấn đấu`)."""
