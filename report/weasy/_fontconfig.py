"""A font configuration without any font of the system.

The stock one starts from the system's, so that a letter missing from the theme's faces silently pulls
whatever font the machine has: another machine, another page. Ours starts empty; the faces come in through
`@font-face`. Made through Fontconfig's own interface, because the documented way, the variable
FONTCONFIG_FILE, is global to the process.

Pango aborts the process when a text is measured and there is no face at all: `layout` demands one.
"""

from __future__ import annotations

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

ffi.cdef(
    "FcConfig *FcConfigCreate(void); FcBool FcConfigBuildFonts(FcConfig *config);",
    override=True,
)


class PrivateFontConfiguration(FontConfiguration):  # type: ignore[misc]  # weasyprint has no types
    """`weasyprint.text.fonts.FontConfiguration` over an empty Fontconfig configuration."""

    def __init__(self) -> None:
        self._config = fontconfig.FcConfigCreate()
        fontconfig.FcConfigBuildFonts(self._config)
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        # The font map holds its own reference from here on.
        fontconfig.FcConfigDestroy(self._config)
        self._folder = None
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}
