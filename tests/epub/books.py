"""Articles of other kinds, as a project would have them: vocalised, English, Arabic-Indic digits, bare."""

from __future__ import annotations

from pathlib import Path

ARTICLES = {
    "vocalised": """---
title: كِتابُ الطَّيْرِ
subtitle: "خَبَرٌ مُشَكَّلٌ عَنْ رِحْلَةِ 3 طُيُورٍ"
date: 2024-03-01
language: ar
author: الكاتِبُ
---

## أَوَّلُ الرِّحْلَةِ

طارَتْ 3 طُيُورٍ مِنَ الشَّجَرَةِ إِلى البُحَيْرَةِ، وَعادَ طائِرانِ مِنْها قَبْلَ المَساءِ.

> قالَ الرّاعي: «رَأَيْتُها بِعَيْني».
""",
    "english": """---
title: Three cranes and a lake
subtitle: "A short report"
date: 2024-03-01
language: en
author: A. Writer
---

## The first day

Three cranes left the tree at 6 o'clock and reached the lake (البحيرة) after 40 minutes[^lake].

| Day | Cranes |
|---|---:|
| 1 | 3 |
| 2 | 2 |

[^lake]: It has no other name in either language.
""",
    "digits": """---
title: أرقام هندية
date: 2024-03-01
language: ar
---

في المدينة ٢٥٠٠ بيت، وفيها ١٢ مدرسة، وعدد سكانها ٤٠ ألف نسمة.

ولها سوق فيها ٣٠٠ دكان[^سوق].

[^سوق]: أُحصيت الدكاكين عام ٢٠٢٣.
""",
    "bare": """---
title: عنوان
language: ar
---

فقرة واحدة.
""",
}

SPOKEN = """---
title: جسر جوي إلى البحيرة
date: 2024-03-01
language: ar
---

نقلت 7 طائرات من طراز «آي إل-76» (IL-76) العتاد 40 كلم في عام 1914 م (1332 هـ).

قال الطبيب د. سالم إن الطريق 5 كم إلخ. كم مرة قطعها؟ انظر ص 12.
"""


def write_spoken(folder: Path) -> Path:
    """A project whose e-book has a lexicon for a synthetic voice."""
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "article.md").write_text(SPOKEN, encoding="utf-8")
    (folder / "report.toml").write_text('speech = true\noutputs = ["epub"]\n', encoding="utf-8")
    return folder


def write_article(name: str, folder: Path) -> Path:
    path = folder / f"{name}.md"
    path.write_text(ARTICLES[name], encoding="utf-8")
    return path
