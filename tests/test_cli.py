"""The command line as people and programs use it: help, languages, JSON, pipes, exit codes, completion."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from baocao.cli import app
from baocao.errors import catalogue
from baocao.help import texts

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "articles" / "2020-06-16_thanh-tri_phong-van-bi-thu.txt"
BAOCAO = Path(sys.executable).parent / "baocao"
SHORT = "Huyện Thanh Trì kết nạp 1.599 đảng viên. Thu nhập bình quân đạt 60 triệu đồng/người/năm.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bài.txt"
    path.write_text(SHORT, encoding="utf-8")
    return path


def invoke(*words: str | Path) -> str:
    """What a command prints, run in this process; it must end well."""
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def run(
    *words: str | Path, cwd: Path = ROOT, stdin: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """The installed command as a process of its own, without a terminal."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "BAOCAO"))}
    return subprocess.run([BAOCAO, *words], cwd=cwd, input=stdin, capture_output=True, env=kept | settings, check=False)


def test_a_project_without_annotated_articles_is_scored_on_its_own_reviewed_ones(article: Path) -> None:
    home = article.parent
    (home / "articles").mkdir()
    article.rename(home / "articles" / article.name)
    (home / "corrections").mkdir()
    accepted = "{do: accept, kind: quantity, quote: 60 triệu đồng/người/năm, reason: checked, by: An, on: 2026-11-23}"
    (home / "corrections" / "bài.yml").write_text(f"corrections:\n  - {accepted}\n", encoding="utf-8")
    first = json.loads(run("eval", "--json", cwd=home).stdout)
    assert first["annotated"] is None
    assert first["reviewed"]["kinds"] == {"quantity": {"right": 1, "found": 1, "there": 1}}
    record = home / "corrections" / "eval.json"
    record.write_text(record.read_text(encoding="utf-8").replace('"right"\n', '"misread"\n'), encoding="utf-8")
    assert "gained 1 in your own reviewed articles" in run("eval", cwd=home, LC_ALL="C.UTF-8").stdout.decode()


def test_help_lists_every_command_in_its_group() -> None:
    shown = invoke("--help")
    for panel in ("Articles", "Corrections and other tools", "Reports", "The project", "Many articles"):
        assert panel in shown
    for command in ("parse", "show", "explain", "where", "add", "review", "export", "report", "verify", "eval",
                    "schema", "doctor", "corpus"):  # fmt: skip
        assert f" {command} " in shown
    assert "Exit codes" in shown


def test_every_sentence_of_the_help_is_in_vietnamese_too() -> None:
    known = catalogue("commands")
    said = dict.fromkeys(texts(typer.main.get_command(app)))
    assert [text for text in said if not any(row.pattern.fullmatch(text) for row in known)] == []


def test_every_row_of_the_help_has_both_languages_and_the_same_values() -> None:
    for row in catalogue("commands"):
        assert row.vietnamese
        assert row.english.count("{}") == row.vietnamese.count("{}")


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"BAOCAO_LANG": "vi"}, "Bài viết"),
        ({"LANG": "vi_VN.UTF-8"}, "Bài viết"),
        ({"BAOCAO_LANG": "en", "LANG": "vi_VN.UTF-8"}, "Articles"),
        ({}, "Articles"),
    ],
)
def test_the_language_of_messages_is_chosen_by_setting_or_locale(settings: dict[str, str], word: str) -> None:
    assert word in run("--help", **settings).stdout.decode()


def test_every_word_of_a_help_page_is_in_the_language_of_messages() -> None:
    for command in ([], ["report"], ["corpus", "build"]):
        assert "In hướng dẫn này rồi thoát." in run(*command, "--help", BAOCAO_LANG="vi").stdout.decode()


def test_every_argument_and_option_is_explained() -> None:
    commands = [typer.main.get_command(app)]
    while commands:
        command = commands.pop()
        commands += getattr(command, "commands", {}).values()
        for parameter in command.params:
            assert getattr(parameter, "help", ""), f"{command.name} {parameter.name}"


def test_where_answers_programs_by_name(article: Path) -> None:
    start = SHORT.index("1.599")
    place = json.loads(run("where", article, str(start), str(start + 5), "--json").stdout)
    assert article.read_bytes()[place["start"] : place["end"]].decode() == "1.599"
    assert (place["line"], place["column"]) == (1, start + 1)


def test_show_prints_plain_lines_into_a_pipe(article: Path) -> None:
    said = run("show", article)
    text = said.stdout.decode()
    assert said.returncode == 0
    assert said.stderr == b""
    assert "1.599 đảng viên" in text
    assert "\x1b" not in text
    assert not set("╭│┃━─") & set(text)


def in_a_terminal(*words: str | Path) -> tuple[int, str]:
    """The exit code, and all that a person sees."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [BAOCAO, *words], stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "300"}
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:
        pass  # the other side has closed
    os.close(ours)
    return process.wait(), said.decode()


def test_show_draws_tables_in_a_terminal(article: Path) -> None:
    code, said = in_a_terminal("show", article)
    assert code == 0
    assert "━" in said or "─" in said
    assert "\x1b[" in said


@pytest.mark.parametrize("command", ["render", "verify"])
def test_what_takes_long_says_in_a_terminal_what_it_is_at(command: str, article: Path) -> None:
    code, said = in_a_terminal(command, article)
    assert code == 1
    waiting, _, fault = said.partition(f"baocao: {article}")
    assert fault
    assert f" {article}" in waiting  # the turning mark's words, gone when the fault is told
    assert "\x1b[2K" in waiting
    assert not run(command, article).stderr.partition(b"baocao: ")[0]


@pytest.mark.parametrize("command", ["show", "explain", "where", "doctor"])
def test_json_is_one_value_a_line(command: str, article: Path) -> None:
    words = {"show": [article], "explain": [article], "where": [article, "0", "5"], "doctor": []}[command]
    lines = invoke(command, *words, "--json").splitlines()
    assert lines
    assert all(json.loads(line) for line in lines)


def test_show_as_json_is_what_parse_prints(article: Path) -> None:
    assert invoke("show", article, "--json") == invoke("parse", article)


def test_a_pipe_gets_no_progress_bar(article: Path) -> None:
    said = run("parse", article, article)
    assert said.stderr == b""
    assert len(said.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [(("parse", "bài.txt"), 0), (("parse", "bài.txt", "không-có.txt"), 1), (("parse",), 2), (("nothing",), 2)],
)
def test_exit_codes_are_those_of_the_help(words: tuple[str, ...], code: int, article: Path) -> None:
    said = run(*words, cwd=article.parent)
    assert said.returncode == code
    assert b"Traceback" not in said.stderr
    if words == ("parse", "bài.txt", "không-có.txt"):
        assert len(said.stdout.splitlines()) == 1
        assert len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", ["parse", "show", "explain", "export --to csv"])
@pytest.mark.parametrize("reader", ["head -c 10", "true"])
def test_a_reader_that_leaves_early_is_no_error(words: str, reader: str) -> None:
    command, *options = words.split()
    given = " ".join([command, f'"{ARTICLE}"', *options])
    line = f'"{BAOCAO}" {given} | {reader}; exit "${{PIPESTATUS[0]}}"'
    said = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert (said.returncode, said.stderr) == (0, b"")
    assert len(said.stdout) == (10 if reader.startswith("head") else 0)


@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
@pytest.mark.parametrize("words", ["parse", "show", "explain", "export --to csv"])
def test_a_closed_output_is_nobodys_fault(words: str, article: Path) -> None:
    command, *options = words.split()
    line = f'"{BAOCAO}" {" ".join([command, article.name, *options])} >&-'
    said = subprocess.run(["sh", "-c", line], capture_output=True, check=False, cwd=article.parent)
    assert (said.returncode, said.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
def test_a_closed_input_is_said_in_a_line(article: Path) -> None:
    said = subprocess.run(["sh", "-c", f'"{BAOCAO}" parse - <&-'], capture_output=True, check=False, cwd=article.parent)
    assert said.returncode == 1
    assert said.stderr.startswith(b"baocao: <stdin>: ")
    assert said.stderr.endswith(b"[B105]\n")


@pytest.mark.parametrize("command", ["show", "explain", "parse"])
def test_a_terminal_without_vietnamese_letters_gets_an_answer(command: str, article: Path) -> None:
    for settings in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "POSIX", "TERM": "dumb", "COLUMNS": "3"},
    ):
        said = run(command, article, **settings)
        assert (said.returncode, said.stderr) == (0, b""), settings
        assert b"1.599" in said.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", ["parse", "show", "explain", "export --to csv", "where 0 5"])
def test_an_output_that_takes_no_more_is_one_line(words: str, article: Path) -> None:
    command, *options = words.split()
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [BAOCAO, command, article, *options], stdout=full, stderr=subprocess.PIPE, check=False,
            env={**os.environ, "BAOCAO_LANG": "en"},
        )  # fmt: skip
    assert said.returncode == 1
    assert said.stderr.startswith(b"baocao: the output: can not be written (No space left on device); check the folder")
    assert said.stderr.count(b"\n") == 1


def test_the_package_runs_as_a_module(article: Path) -> None:
    by_module = subprocess.run([sys.executable, "-m", "baocao", "parse", article], capture_output=True, check=True)
    assert by_module.stdout == run("parse", article).stdout


def test_standard_input_is_an_article(article: Path) -> None:
    record = json.loads(run("parse", "-", stdin=article.read_bytes()).stdout)
    assert "1.599 đảng viên" in [q["text"] for q in record["quantities"]]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there_for_the_shell(shell: str) -> None:
    said = run(_BAOCAO_COMPLETE=f"source_{shell}")
    assert b"_BAOCAO_COMPLETE" in said.stdout, said.stderr


def test_completion_offers_commands() -> None:
    said = run(_BAOCAO_COMPLETE="complete_bash", COMP_WORDS="baocao par", COMP_CWORD="1")
    assert said.stdout.split() == [b"parse"]


def test_help_comes_without_the_rules_and_the_charts() -> None:
    code = (
        "import sys, baocao.cli; print([m for m in ('matplotlib', 'pandas', 'papermill', 'typst') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close as POSIX has it")
@pytest.mark.parametrize("words", [["--help"], ["report", "--help"], ["--version"], ["schema"]], ids=" ".join)
def test_a_reader_that_has_gone_is_nobodys_fault(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "baocao.cli", *words]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
