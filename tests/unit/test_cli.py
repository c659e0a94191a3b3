from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import pytest

from report import __version__, cli
from report.cli import _terminal, main
from report.cli._terminal import Terminal, orders_right_to_left
from report.errors import (
    BusyError,
    ConfigError,
    DependencyError,
    EvidenceError,
    Finding,
    LimitError,
    Location,
    PluginError,
    ReportError,
    ResourceError,
    Severity,
    SourceError,
    TemplateError,
    WriteError,
    message,
)

ROOT = Path(__file__).parents[2]
ARABIC = "مرحبا"


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def define(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Makes a function the command `trial`."""

    def define(function: Callable[[], object]) -> None:
        command = click.Command("trial", callback=function)
        monkeypatch.setattr(cli.Commands, "get_command", lambda *_: command)

    return define


def fail(error: BaseException) -> Callable[[], object]:
    def function() -> object:
        raise error

    return function


# Exit codes.


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError("x"), 2),
        (PluginError("x"), 2),
        (SourceError("x"), 3),
        (EvidenceError("x"), 3),
        (ResourceError("x"), 4),
        (TemplateError("x"), 4),
        (DependencyError("x"), 4),
        (WriteError("x"), 5),
        (OSError(28, "No space left on device"), 5),
        (BusyError("x"), 6),
        (LimitError("x"), 7),
        (ReportError("x"), 70),
        (RuntimeError("x"), 70),
        (OSError(5, "x"), 70),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 0),
    ],
)
def test_each_error_has_its_exit_code(
    define: Callable[[Callable[[], object]], None], error: BaseException, code: int
) -> None:
    define(fail(error))
    assert main(["trial"]) == code


@pytest.mark.parametrize(("value", "code"), [(None, 0), (0, 0), (1, 1)])
def test_what_a_command_returns_is_its_exit_code(
    define: Callable[[Callable[[], object]], None], value: object, code: int
) -> None:
    define(lambda: value)
    assert main(["trial"]) == code


def test_an_error_is_a_line_with_its_place_and_a_hint(
    define: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    hint = message("try {this}", this="that")
    define(fail(SourceError("a {b} c", b="[bold]b[/]", hint=hint, location=Location("dir/a.md", 3, 7))))
    main(["trial"])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "dir/a.md:3:7: error: a [bold]b[/] c\n  hint: try that\n"


def test_a_long_line_is_not_broken(
    define: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    define(fail(SourceError("word " * 100)))
    main(["trial"])
    assert capsys.readouterr().err.count("\n") == 1


def test_a_bug_is_one_line_and_a_traceback_where_asked(
    define: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    define(fail(RuntimeError("two\nlines")))
    main(["trial"])
    said = capsys.readouterr().err
    assert said.splitlines()[0] == "error: this is a bug of ours: RuntimeError: two lines"
    assert "-v" in said
    assert "Traceback" not in said
    main(["-v", "trial"])
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["bild"], "error: no such command 'bild'"),
        (["--zzz"], "error: no such option '--zzz'"),
        (["new"], "error: missing argument 'PATH'"),
        (["show", "pages"], "'pages' is not one of"),
        (["--lang", "fr", "doctor"], "'fr' is not one of"),
    ],
)
def test_wrong_usage_is_told_in_our_form(
    capsys: pytest.CaptureFixture[str], arguments: list[str], text: str
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr().err.splitlines()
    assert text in said[0]
    assert said[0].startswith("error: ")
    assert not said[0].endswith(".")
    assert "--help` says what can be asked" in said[1]


def test_no_command_is_help_and_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Usage: taqrir" in capsys.readouterr().err


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    names = cli.commands.list_commands(click.Context(cli.commands))
    assert set(names) >= {"new", "build", "check", "facts", "verify", "show", "doctor", "explain"}
    for name in names:
        assert main([name, "--help"]) == 0
        text = capsys.readouterr().out
        assert f"Usage: taqrir {name}" in text
        assert "--lang" in text


def test_a_command_file_without_a_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.py").write_text("")
    monkeypatch.setattr(cli, "__path__", [*cli.__path__, str(tmp_path)])
    try:
        assert main(["broken"]) == 2
    finally:
        sys.modules.pop("report.cli.broken", None)


def test_the_version_costs_no_engine() -> None:
    script = "import sys; from report.cli import main; main(['--version']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    version, modules = done.stdout.splitlines()
    assert version == f"taqrir {__version__}"
    engines = {"weasyprint", "ebooklib", "jinja2", "pydantic", "fontTools", "lxml", "rich", "pypdfium2"}
    assert engines & set(modules.split()) == set()


# Talk.


def look_at(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, speak: Callable[[Terminal], None]) -> str:
    """What `speak` puts on a stderr that is a terminal."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    speak(terminal)
    return screen.getvalue()


FINDING = Finding(
    rule="font-covers-text",
    severity=Severity.WARNING,
    message=message("the article is empty"),
    location=Location("a.md", 2),
    hint=message("delete it"),
)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ar_SA.UTF-8"}, "ar"),
        ({"LANG": "arn_CL"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert Terminal(environment).language == language


def test_messages_are_translated_with_what_they_hold() -> None:
    terminal = Terminal({"LANG": "ar"})
    inner = SourceError("not a file")
    assert terminal.translate(message("cannot be read: {reason}", reason=inner)) == "تعذرت القراءة: ليس ملفا"
    assert terminal.translate(message("cannot be read: {reason}", reason=message("not a file"))).endswith(
        "ملفا"
    )
    assert terminal.translate(message("nobody translated {this}", this=1)) == "nobody translated 1"
    terminal.language = "en"
    assert (
        terminal.translate(message("cannot be read: {reason}", reason=inner)) == "cannot be read: not a file"
    )


def test_the_language_may_be_asked_before_or_after_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--lang", "ar", "build", "none.md"], ["build", "none.md", "--lang", "ar"]):
        assert main(arguments) == 2
        assert capsys.readouterr().err.startswith("خطأ: المسار none.md غير موجود")


def test_quiet_leaves_errors(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal({})
    terminal.verbosity = -1
    terminal.say(message("delete it"))
    terminal.warn(message("delete it"))
    terminal.show_finding(FINDING)
    assert capsys.readouterr().err == ""
    terminal.show_error(SourceError("not a file"))
    assert capsys.readouterr().err == "error: not a file\n"


def test_a_finding_names_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal({})
    terminal.show_finding(FINDING)
    expected = "a.md:2: warning: the article is empty [font-covers-text]\n  hint: delete it\n"
    assert capsys.readouterr().err == expected
    assert terminal.write_finding(FINDING) + "\n" == expected


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = look_at(Terminal({}), monkeypatch, lambda terminal: terminal.show_finding(FINDING))
    assert "\x1b[" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    plain = look_at(Terminal({}), monkeypatch, lambda terminal: terminal.show_finding(FINDING))
    assert "\x1b[3" not in plain
    assert "the article is empty [font-covers-text]" in plain


def test_progress_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(terminal: Terminal) -> None:
        with terminal.progress() as progress:
            progress("read")
            progress("pdf")

    work(Terminal({}))
    assert capsys.readouterr().err == ""
    verbose = Terminal({})
    verbose.verbosity = 1
    work(verbose)
    assert capsys.readouterr().err == "reading the article\nwriting pdf\n"
    monkeypatch.setenv("TERM", "xterm")
    assert look_at(Terminal({}), monkeypatch, work) != ""
    quiet = Terminal({})
    quiet.verbosity = -1
    assert look_at(quiet, monkeypatch, work) == ""


# Arabic on a terminal.


@pytest.mark.parametrize(
    ("environment", "capable"),
    [
        ({"TERM": "xterm"}, False),
        ({"VTE_VERSION": "5202"}, False),
        ({"VTE_VERSION": "5800"}, True),
        ({"VTE_VERSION": "?"}, False),
        ({"KONSOLE_VERSION": "220401"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True),
        ({"TERM_PROGRAM": "vscode"}, False),
    ],
)
def test_terminals_that_order_text_themselves_are_known(environment: dict[str, str], capable: bool) -> None:
    assert orders_right_to_left(environment) is capable


@pytest.mark.parametrize(
    ("bidi", "environment", "ordered"),
    [
        ("auto", {}, True),
        ("auto", {"VTE_VERSION": "7000"}, False),
        ("on", {"VTE_VERSION": "7000"}, True),
        ("off", {}, False),
    ],
)
def test_arabic_is_ordered_for_terminals_that_cannot(
    monkeypatch: pytest.MonkeyPatch, bidi: str, environment: dict[str, str], ordered: bool
) -> None:
    terminal = Terminal(environment)
    terminal.bidi = bidi
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    terminal.print_data(f"{ARABIC}\n{ARABIC}")
    assert (ARABIC not in screen.getvalue()) is ordered
    assert screen.getvalue().count("\n") == 2
    terminal.print_data(ARABIC, order=False)
    assert screen.getvalue().endswith(f"{ARABIC}\n")


def test_a_pipe_gets_arabic_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal({})
    terminal.bidi = "on"
    terminal.print_data(ARABIC)
    terminal.say(message(ARABIC))
    captured = capsys.readouterr()
    assert captured.out == captured.err == f"{ARABIC}\n"


# Streams and signals, in a process of their own.

TRIAL = """
    import click, os, sys, time
    from report import cli
    def function():
        {body}
    cli.Commands.get_command = lambda *_: click.Command("trial", callback=function)
    sys.exit(cli.main(["trial"]))
"""


def start(body: str, **options: object) -> subprocess.Popen[str]:
    script = textwrap.dedent(TRIAL).format(body=body)
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", script],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **({"text": True} | options),
    )


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_signals_end_the_work_with_a_line(number: signal.Signals, code: int, word: str) -> None:
    # What runs in the background of a shell is born deaf to SIGINT, and so is what it starts.
    hear = partial(signal.signal, number, signal.SIG_DFL)
    process = start("print('at work', flush=True); time.sleep(60)", preexec_fn=hear)
    assert process.stdout is not None
    assert process.stdout.readline() == "at work\n"
    process.send_signal(number)
    _, said = process.communicate()
    assert process.returncode == code
    assert said.startswith(f"error: {word}")
    assert "Traceback" not in said


def test_signals_let_what_was_begun_be_cleaned_up(tmp_path: Path) -> None:
    body = f"""
        try:
            print('at work', flush=True)
            time.sleep(60)
        finally:
            open({str(tmp_path / "clean")!r}, "w").close()
    """
    process = start(textwrap.indent(textwrap.dedent(body), " " * 4).lstrip())
    assert process.stdout is not None
    process.stdout.readline()
    process.terminate()
    process.communicate()
    assert process.returncode == 143
    assert (tmp_path / "clean").exists()


def test_a_reader_who_leaves_early_is_no_error() -> None:
    process = start("print('x' * 1_000_000)")
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert said == ""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_an_answer_that_cannot_be_written_is_an_error() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "report", "--version"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 5
    assert done.stderr == "error: cannot write: no space left on device\n"


def test_closed_streams_are_no_bug() -> None:
    for closed in ("1>&-", "2>&-", "0<&- 1>&- 2>&-"):
        command = f'"{sys.executable}" -m report --version {closed}'
        done = subprocess.run(["sh", "-c", command], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0
        assert done.stderr == ""


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_pipes_get_utf8_in_any_locale(locale: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    process = start(f"print({ARABIC!a})", env=environment, encoding="utf-8")
    written, _ = process.communicate()
    assert written == f"{ARABIC}\n"


def test_the_stages_have_words() -> None:
    assert set(_terminal.STAGES) == {"read", "facts", "edition", "checks"}
