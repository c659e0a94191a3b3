"""Recordings of silence, and the cues of an article that is read aloud."""

from __future__ import annotations

from pathlib import Path

# A frame of MPEG 1, layer III: 32 kbit/s, 44.1 kHz, mono, no data; 26 milliseconds of silence.
_FRAME = b"\xff\xfb\x10\xc0" + bytes(100)
MP3 = _FRAME * 300

ARTICLE = """---
title: رحلة الكراكي
date: 2024-03-01
language: ar
---

## أول الرحلة

طارت **ثلاثة** كراكي من الشجرة. ثم عاد IL-76 إلى البحيرة قبل المساء.

- بند يقرأ أيضا.

> قال الراعي: «رأيتها بعيني».
"""

CUES = """WEBVTT - reading

NOTE a remark

title
00:00.000 --> 00:01.000
رحلة الكراكي

00:01.000 --> 00:01.500 align:start
أول الرحلة

00:01.500 --> 00:03.000
<v راو>طارت ثلاثة كراكي من الشجرة.

00:03.250 --> 00:04.000
ثُمَّ عادَ IL-76
إلى البحيرة قبل المساء

00:00:04.000 --> 00:00:05.000
بند يُقرأ أيضًا

00:00:05.000 --> 00:00:07.125
قال الراعي: «رأيتها بعيني».
"""


def write_project(
    folder: Path,
    *,
    article: str = ARTICLE,
    cues: str = CUES,
    audio: bytes = MP3,
    outputs: tuple[str, ...] = ("pdf", "epub"),
) -> Path:
    """A project whose article is read aloud."""
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "article.md").write_text(article, encoding="utf-8")
    (folder / "assets" / "reading.vtt").write_text(cues, encoding="utf-8")
    (folder / "assets" / "reading.mp3").write_bytes(audio)
    settings = f"outputs = {list(outputs)}\n"
    settings += '[audio]\nfile = "assets/reading.mp3"\ncues = "assets/reading.vtt"\nnarrator = "سلمى"\n'
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    return folder
