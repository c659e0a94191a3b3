"""A voice for the article: cues that follow its words, elements for them to light up, and the media overlays.

A cue is a stretch of the audio and the words that are heard in it, as WebVTT has them
(https://www.w3.org/TR/webvtt1/). Its words are looked for in the article from where the last cue ended; what
is not read aloud is passed over. EPUB 3.3, section 9, says what a media overlay is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from report.arabic.fold import fold_text
from report.edition import Edition
from report.errors import ConfigError, Location, SourceError, message
from report.render import Renderer
from report.writers import Narration
from report.writers._epub_package import Item
from report.writers._epub_pages import Page
from report.writers._epub_words import Word, can_wrap, read_words, wrap

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_NO_CUES = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_TAG = re.compile(r"<[^>]*>")
_FAR = 400
"""Words among which the nearest ones are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """From `start` to `end`, in milliseconds; `location` is that of its words."""

    start: int
    end: int
    words: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Par:
    """A cue in a document: the element `id` is heard from `start` to `end`."""

    id: str
    cue: Cue

    @property
    def start(self) -> str:
        return write_clock(self.cue.start)

    @property
    def end(self) -> str:
        return write_clock(self.cue.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """The media overlay of the document `page`."""

    item: Item
    page: str
    pars: tuple[Par, ...]

    @property
    def duration(self) -> int:
        """How long it is heard, in milliseconds."""
        return sum(par.cue.end - par.cue.start for par in self.pars)


def write_clock(milliseconds: int) -> str:
    """A full clock value (EPUB 3.3, appendix on clock values)."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def make_audio(narration: Narration) -> Item:
    """The recording as it is, under the type of its bytes (EPUB 3.3, section 3.2: core media types)."""
    data = narration.data
    if data.startswith(b"ID3") or (data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xE6 == 0xE2):
        suffix, media_type = "mp3", "audio/mpeg"
    elif data[4:8] == b"ftyp":
        suffix, media_type = "m4a", "audio/mp4"
    elif data.startswith(b"OggS") and b"OpusHead" in data[:200]:
        suffix, media_type = "opus", "audio/ogg; codecs=opus"
    else:
        raise ConfigError(
            "the recording {name} is not MP3, M4A or Opus", name=narration.name, location=narration.location
        )
    return Item(id="audio", path=f"audio/reading.{suffix}", media_type=media_type, data=data)


def read_cues(text: str, path: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file; a `SourceError` where it is none, or where they do not follow each other."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not re.match(r"WEBVTT(?:\s|$)", lines[0] if lines else ""):
        raise SourceError("not WebVTT: it does not begin with WEBVTT", location=Location(path, 1, 1))
    cues: list[Cue] = []
    for is_block, group in groupby(enumerate(lines[1:], 2), key=lambda line: bool(line[1].strip())):
        block = list(group)
        if not is_block or _NO_CUES.match(block[0][1]) or (block[0][0] == 2 and "-->" not in block[0][1]):
            continue
        cue = _read_cue(block, path)
        if cue.start >= cue.end or (cues and cue.start < cues[-1].end):
            raise SourceError("the cue does not come after the one before it", location=cue.location)
        cues.append(cue)
    return tuple(cues)


def _read_cue(block: Sequence[tuple[int, str]], path: str) -> Cue:
    """A cue of its lines; the first may be a name of its own."""
    timings = [(i, match) for i, (_, line) in enumerate(block[:2]) if (match := _TIMING.fullmatch(line))]
    if not timings:
        raise SourceError(
            "the cue has no times",
            location=Location(path, block[0][0], 1),
            hint=message("write them as 00:01.000 --> 00:04.500, and the words in the lines after them"),
        )
    place, timing = timings[0]
    times = [int(part or 0) for part in timing.groups()]
    start, end = (((h * 60 + m) * 60 + s) * 1000 + rest for h, m, s, rest in (times[:4], times[4:]))
    words = unescape(_TAG.sub("", " ".join(line for _, line in block[place + 1 :]))).split()
    line = block[min(place + 1, len(block) - 1)][0]
    return Cue(start=start, end=end, words=tuple(words), location=Location(path, line, 1))


def narrate(
    pages: Sequence[Page], edition: Edition, renderer: Renderer, narration: Narration
) -> tuple[tuple[Page, ...], tuple[Overlay, ...]]:
    """The pages with an element for each cue, and the media overlays of those that are read aloud."""
    audio = make_audio(narration)
    names = [section.id for section in edition.articles]
    spoken = [page for page in pages if page.name in names]
    words = [(page, word) for page in spoken for word in read_words(page.data.decode())]
    pars: dict[str, list[tuple[Par, Word, Word]]] = {}
    position = 0
    for number, cue in enumerate(read_cues(narration.cues, narration.cues_path), 1):
        first = _find(cue, words, position)
        position = first + len(_fold(cue.words))
        (page, start), (other, end) = words[first], words[position - 1]
        if page is not other or not can_wrap(start, end):
            raise SourceError(
                "the cue is not within one paragraph, or ends amid emphasised words", location=cue.location
            )
        pars.setdefault(page.name, []).append((Par(id=f"cue-{number}", cue=cue), start, end))
    overlays = tuple(
        _make_overlay(page, [par for par, _, _ in pars[page.name]], edition, renderer, audio)
        for page in spoken
        if page.name in pars
    )
    marked = {name: [(par.id, start, end) for par, start, end in found] for name, found in pars.items()}
    return tuple(_mark(page, marked.get(page.name, [])) for page in pages), overlays


def _mark(page: Page, cues: list[tuple[str, Word, Word]]) -> Page:
    if not cues:
        return page
    return Page(name=page.name, path=page.path, data=wrap(page.data.decode(), cues).encode())


def _find(cue: Cue, words: Sequence[tuple[Page, Word]], position: int) -> int:
    """Where the words of `cue` begin; a `SourceError` names the nearest ones where they are nowhere."""
    wanted = _fold(cue.words)
    keys = [fold_word(word.text) for _, word in words[position:]]
    size = len(wanted)
    for i in range(len(keys) - size + 1 if wanted else 0):
        if keys[i : i + size] == wanted:
            return position + i
    near = [" ".join(keys[i : i + size]) for i in range(min(len(keys) - size + 1, _FAR))]
    found = difflib.get_close_matches(" ".join(wanted), near, 1, 0.3)
    nearest = position + near.index(found[0]) if found else position
    shown = " ".join(word.text for _, word in words[nearest : nearest + max(size, 1)])
    raise SourceError(
        "the article does not say, from here on: {words}",
        words=" ".join(cue.words),
        location=cue.location,
        hint=message("nearest to it: {words}", words=shown) if shown else None,
    )


def _fold(words: Sequence[str]) -> list[str]:
    return [key for word in words if (key := fold_word(word))]


def fold_word(word: str) -> str:
    """The letters and digits of `word`, in one spelling."""
    return "".join(character for character in fold_text(word) if character.isalnum())


def _make_overlay(page: Page, pars: list[Par], edition: Edition, renderer: Renderer, audio: Item) -> Overlay:
    name = f"overlay-{page.name}"
    text = renderer.render(
        "epub/overlay.smil.j2", edition, text=f"../{page.path}", audio=f"../{audio.path}", pars=pars
    )
    item = Item(
        id=name, path=f"audio/{page.name}.smil", media_type="application/smil+xml", data=text.encode()
    )
    return Overlay(item=item, page=page.name, pars=tuple(pars))


def list_durations(overlays: Sequence[Overlay]) -> Iterator[tuple[str, str]]:
    """What each overlay lasts, by its id, and all of them, by ""; nothing where there are none."""
    for overlay in overlays:
        yield overlay.item.id, write_clock(overlay.duration)
    if overlays:
        yield "", write_clock(sum(overlay.duration for overlay in overlays))
