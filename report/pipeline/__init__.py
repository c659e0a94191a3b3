"""All of it, in order: the stages of a build and its files; `_save` puts them in place, all or nothing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from report.arabic.digits import DigitFamily, format_digits
from report.arabic.direction import direction_of_language, find_scripts
from report.checks import Subject, load_checks, run_checks
from report.document import Document, Figure, iterate_blocks
from report.edition import Edition, choose_digits, compose_edition, list_unmarked
from report.errors import CheckFailed, ConfigError, Finding, ResourceError, Severity, message
from report.facts import FactsFile, Ledger, dump_facts, dump_linked_data, verify
from report.images import prove_image, tile_images
from report.pdfium import count_pages, rasterise
from report.pipeline._brand import dress_theme, read_brand
from report.pipeline._csv import write_csv
from report.pipeline._facts import Proved, prove_facts
from report.pipeline._save import check_targets, save_files, write_file
from report.project import ARTICLE_LIMIT, Project, read_file
from report.readers import read
from report.render import Renderer, Theme, load_theme
from report.tables import (
    Table,
    Words,
    choose_table_kinds,
    collect_provers,
    compose_sections,
    derive_facts,
    lay_out_tables,
    load_table_kinds,
)
from report.typography import find_changes
from report.writers import Artifact, Attachment, WriterOptions, choose_writers, pdf

__all__ = [
    "Build",
    "Draft",
    "Proved",
    "build",
    "check_folder",
    "derive",
    "draft",
    "list_leftovers",
    "make_contact_sheet",
    "read_document",
    "save",
    "verify_facts",
    "write_facts",
    "write_file",
    "write_markup",
]

STEM = "briefing"
FACTS = "facts.json"
CONTACT_SHEET = "contact-sheet.png"
_MEDIA_TYPES = {".md": "text/markdown", ".markdown": "text/markdown"}

Progress = Callable[[str], None]
_Chosen = TypeVar("_Chosen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that is known before a file is made; `tables` are of the kinds, not the printed ones."""

    document: Document
    facts: Proved
    tables: tuple[Table, ...]
    edition: Edition
    renderer: Renderer

    @property
    def ledger(self) -> Ledger:
        return self.facts.ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A report that was made, not yet saved. `tables` are those of the kinds, not the printed ones.

    `artifacts` maps each output to its first artifact, `files` every name in the output folder to its bytes.
    `silenced` are the findings that the settings silence.
    """

    project: Project
    document: Document
    ledger: Ledger
    tables: tuple[Table, ...]
    edition: Edition
    artifacts: Mapping[str, Artifact]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...] = ()


def build(project: Project, *, progress: Progress = lambda stage: None) -> Build:
    """Make every output of `project` in memory and check it; `progress` is told the name of each stage."""
    writers = _choose(project, "outputs", choose_writers)
    _refuse_unknown_silences(project)
    made = draft(project, progress=progress)
    options = choose_options(project, made)
    written: dict[str, tuple[Artifact, ...]] = {}
    artifacts: dict[str, Artifact] = {}
    for name, writer in writers.items():
        progress(name)
        written[name] = writer.write(made.edition, made.renderer, options, MappingProxyType(dict(artifacts)))
        artifacts[name] = written[name][0]
    progress("checks")
    subject = Subject(
        document=made.document,
        ledger=made.ledger,
        tables=made.tables,
        edition=made.edition,
        renderer=made.renderer,
        derived=made.facts.derived,
        waiting=made.facts.waiting,
        artifacts=MappingProxyType(artifacts),
        publishing=project.settings.publishing,
        profile=project.settings.profile,
    )
    findings = run_checks(subject)
    project.check_unchanged()
    silence = project.settings.silence
    return Build(
        project=project,
        document=made.document,
        ledger=made.ledger,
        tables=made.tables,
        edition=made.edition,
        artifacts=subject.artifacts,
        files=MappingProxyType(dict(_collect_files(made, written))),
        findings=tuple(finding for finding in findings if finding.rule not in silence),
        silenced=tuple(finding for finding in findings if finding.rule in silence),
    )


def draft(project: Project, *, progress: Progress = lambda stage: None) -> Draft:
    """Read the article, prove its facts, and compose the book."""
    settings = project.settings
    kinds = _choose(project, "tables", choose_table_kinds)
    theme, publisher = _load_theme(project), settings.publisher
    branding = read_brand(project)
    if branding:
        theme, publisher = dress_theme(project, theme, *branding), publisher or branding[0].name
    progress("read")
    document = read_document(project)
    progress("facts")
    facts = prove_facts(project, document, kinds)
    renderer = _make_renderer(project, theme, document, facts.captions)
    progress("edition")
    edition = compose_edition(
        document,
        compose_sections(
            facts.ledger,
            kinds,
            _choose_words(renderer, choose_digits(document, settings.digits)),
            unmarked=list_unmarked(document),
            waiting=facts.waiting,
            ranks=facts.ranks,
        ),
        timestamp=choose_timestamp(project, document),
        digits=settings.digits,
        identifier=settings.identifier,
        publisher=publisher,
        images=_read_images(project, document),
        changes=find_changes(document, settings.typography.off),
    )
    tables = lay_out_tables(facts.ledger, kinds)
    return Draft(document=document, facts=facts, tables=tables, edition=edition, renderer=renderer)


def _choose_words(renderer: Renderer, digits: DigitFamily) -> Words:
    """The words of the locale, with numbers in the digits of the book."""

    def say(key: str, **values: object) -> str:
        return renderer.string(
            key, **{name: format_digits(str(value), digits) for name, value in values.items()}
        )

    return say


def derive(project: Project) -> tuple[Document, Proved]:
    """The article and the facts that its table kinds find in it, with its review applied."""
    document = read_document(project)
    return document, prove_facts(project, document, _choose(project, "tables", choose_table_kinds))


def verify_facts(project: Project, file: FactsFile) -> tuple[Finding, ...]:
    """What is wrong with `file` as a record of the article; its date stands in where the article has none."""
    article = read_document(project)
    document = replace(article, date=article.date or file.date)
    kinds = load_table_kinds()
    provers = collect_provers(kinds, document)
    return verify(file, document.source, derive_facts(document, kinds), provers, article.date)


def _make_renderer(
    project: Project, theme: Theme, document: Document, captions: Mapping[str, str]
) -> Renderer:
    try:
        return Renderer(
            project.resources,
            theme,
            document.language,
            scripts=find_scripts(document.source.text),
            months=project.settings.months,
            captions=captions,
        )
    except ConfigError as error:
        error.location = error.location or project.locate_setting("months")
        raise


def read_document(project: Project) -> Document:
    """The article, with what the settings say of it in place of what it says itself."""
    settings = project.settings
    document = read(project.source, project.hints)
    if settings.language:
        document = replace(
            document, language=settings.language, direction=direction_of_language(settings.language)
        )
    return replace(document, date=settings.date or document.date)


def choose_options(project: Project, made: Draft) -> WriterOptions:
    settings = project.settings
    kashida = settings.typography.justification
    return WriterOptions(
        stem=STEM,
        paper=_choose_paper(project, made.renderer.theme),
        profile=settings.profile,
        multiple=settings.press.multiple,
        justification=None if kashida == "theme" else kashida,
        publishing=settings.publishing,
        attachments=tuple(_list_attachments(project, made)),
        linked_data=_write_linked_data(made).encode(),
    )


def _choose_paper(project: Project, theme: Theme) -> str:
    """What the settings say; where they say nothing, what the theme is usually printed on."""
    settings = project.settings
    if "paper" in settings.model_fields_set:
        return settings.paper
    return str(theme.tokens.get("usual-paper", settings.paper))


def _list_attachments(project: Project, made: Draft) -> Iterator[Attachment]:
    """The article as stored, and its facts: with both, `taqrir verify` needs nothing but the PDF."""
    article = Path(project.source.path)
    yield Attachment(
        name=article.name,
        media_type=_MEDIA_TYPES.get(article.suffix.lower(), "text/plain"),
        data=read_file(article, limit=ARTICLE_LIMIT),
        relationship="Source",
    )
    yield Attachment(
        name=FACTS,
        media_type="application/json",
        data=write_facts(made.document, made.ledger).encode(),
        relationship="Data",
    )


def _write_linked_data(made: Draft) -> str:
    """The printed facts as JSON-LD."""
    about = made.edition.metadata
    return dump_linked_data(
        made.ledger,
        leave_out=made.facts.waiting,
        title=about.title,
        language=about.language,
        date=about.date,
        identifier=about.identifier,
    )


def choose_timestamp(project: Project, document: Document) -> str:
    """The time inside the files: SOURCE_DATE_EPOCH, else the article's date, else 1980, where ZIP begins."""
    return project.timestamp or f"{document.date or '1980-01-01'}T00:00:00Z"


def save(build: Build, folder: Path | None = None) -> tuple[Path, ...]:
    """Put the files of `build` into `folder` (default: where the project says), all or nothing.

    Errors: `CheckFailed` where a finding is an error, `WriteError`, `BusyError`.
    """
    if any(finding.severity is Severity.ERROR for finding in build.findings):
        raise CheckFailed(build.findings)
    return save_files(build.files, folder or build.project.out)


def make_contact_sheet(build: Build) -> bytes:
    """The pages of the printed book side by side, as a PNG, in the order in which they are read."""
    if "pdf" not in build.artifacts:
        raise ConfigError(
            "a contact sheet shows the pages of the PDF, which is not made here",
            hint=message("add pdf to the outputs"),
        )
    data = build.artifacts["pdf"].data
    pages = [rasterise(data, page=number, width=420) for number in range(1, count_pages(data) + 1)]
    rightwards = build.document.direction == "ltr"
    return tile_images(pages, columns=4, gap=12, rightwards=rightwards)


def check_folder(project: Project) -> None:
    """Raise a `WriteError` where the outputs of `project` cannot be saved; asked before the work is done."""
    suffixes = [writer.SUFFIX for writer in _choose(project, "outputs", choose_writers).values()]
    tables = [f"tables/{name}.csv" for name in project.settings.tables]
    check_targets([*(f"{STEM}{suffix}" for suffix in suffixes), FACTS, *tables], project.out)


def list_leftovers(build: Build, folder: Path | None = None) -> tuple[Path, ...]:
    """Files in the output folder that look like ours and that `build` did not make."""
    place = folder or build.project.out
    found = [*place.glob(f"{STEM}.*"), *place.glob("tables/*.csv")]
    return tuple(sorted(path for path in found if path.relative_to(place).as_posix() not in build.files))


def _choose(project: Project, setting: str, choose: Callable[[Iterable[str]], _Chosen]) -> _Chosen:
    """What the setting names; an error tells the setting's place."""
    try:
        return choose(getattr(project.settings, setting))
    except ConfigError as error:
        error.location = error.location or project.locate_setting(setting)
        raise


def _load_theme(project: Project) -> Theme:
    name = project.settings.theme
    try:
        project.resources.find("templates", f"themes/{name}.toml")
    except ResourceError as error:
        raise ConfigError(
            "there is no theme {name}", name=name, hint=error.hint, location=project.locate_setting("theme")
        ) from error
    return load_theme(project.resources, name)


def _refuse_unknown_silences(project: Project) -> None:
    known = [rule for check in load_checks().values() for rule in check.RULES]
    for rule in project.settings.silence:
        if rule not in known:
            near = difflib.get_close_matches(rule, known, n=1)
            raise ConfigError(
                "there is no rule {rule}",
                rule=rule,
                location=project.locate_setting("silence", rule),
                hint=message("did you mean {name}?", name=near[0]) if near else None,
            )


def _read_images(project: Project, document: Document) -> dict[str, bytes]:
    figures = [block for block in iterate_blocks(document.blocks) if isinstance(block, Figure)]
    images = {}
    for figure in figures:
        place = document.source.locate(figure.span.start)
        images[figure.path] = project.read_image(figure.path, place)
        prove_image(figure.path, images[figure.path], place)
    return images


def _collect_files(made: Draft, written: Mapping[str, Iterable[Artifact]]) -> Iterator[tuple[str, bytes]]:
    """Every file of the output folder: its name there and its bytes."""
    for artifacts in written.values():
        for artifact in artifacts:
            yield artifact.name, artifact.data
    yield FACTS, write_facts(made.document, made.ledger).encode()
    for table in made.tables:
        text = write_csv(made.ledger.of_table(table.kind), made.facts.waiting)
        yield f"tables/{table.kind}.csv", text.encode("utf-8-sig")


def write_facts(document: Document, ledger: Ledger) -> str:
    """The facts as `facts.json`."""
    return dump_facts(ledger, document.date)


def write_markup(project: Project, made: Draft) -> str:
    """The HTML of the printed book."""
    options = choose_options(project, made)
    return pdf.render_markup(made.edition, made.renderer, options)
