//! The file of a document, and a region on one of its pages.
//!
//! Must not know: where the file is stored, or how a page is drawn.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::ContentHash;
use crate::redacted::redacted_debug;
use crate::text::is_bidi_control;

redacted_debug!(AttachedFile, Region);

/// Longest recorded file name in bytes, as common file systems allow.
const LONGEST_NAME: usize = 255;

/// A file, identified by its content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachedFile {
    /// SHA-256 of its bytes, under which a store keeps it.
    pub hash: ContentHash,
    /// The kind, by its first bytes.
    pub kind: FileKind,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its original name, for display; never used as a path.
    pub name: String,
}

/// File kinds that the program can draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A TIFF of a fax machine or a scanner.
    Tiff,
    /// A PNG.
    Png,
    /// A JPEG.
    Jpeg,
}

impl FileKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Tiff, Self::Png, Self::Jpeg];

    /// The kind of a file that begins with these bytes. A PDF's header may follow other bytes, since mail gateways insert lines.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..1024).unwrap_or(bytes);
        match head {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => Some(Self::Tiff),
            head if head.windows(5).any(|window| window == b"%PDF-") => Some(Self::Pdf),
            _ => None,
        }
    }

    /// The name on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Tiff => "TIFF",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
        }
    }

    /// The extensions of such files, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Tiff => &["tif", "tiff"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
        }
    }
}

/// A rectangle on an upright page, in ten-thousandths of its width and height from the upper left corner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its left edge.
    pub left: u16,
    /// Its upper edge.
    pub top: u16,
    /// Its right edge.
    pub right: u16,
    /// Its lower edge.
    pub bottom: u16,
}

impl Region {
    /// The full width or height of a page.
    pub const WHOLE: u16 = 10_000;

    /// True for a rectangle that is not empty and lies on the page.
    pub fn is_on_a_page(self) -> bool {
        self.left < self.right && self.top < self.bottom && self.right <= Self::WHOLE && self.bottom <= Self::WHOLE
    }
}

/// The displayable part of a file's original name: without folders, control characters and characters that change the direction
/// of the text around it, cut to 255 bytes.
pub fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless = |letter: &char| !letter.is_control() && !is_bidi_control(*letter);
    let mut shown: String = last.chars().filter(harmless).collect();
    while shown.len() > LONGEST_NAME {
        shown.pop();
    }
    shown.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let cases: [(&[u8], Option<FileKind>); 9] = [
            (b"%PDF-1.7\n", Some(FileKind::Pdf)),
            (b"\r\nX-Fax: 1\r\n\r\n%PDF-1.4", Some(FileKind::Pdf)),
            (b"II*\0\x08\0\0\0", Some(FileKind::Tiff)),
            (b"MM\0*\0\0\0\x08", Some(FileKind::Tiff)),
            (b"\x89PNG\r\n\x1a\n", Some(FileKind::Png)),
            (b"\xff\xd8\xff\xe0", Some(FileKind::Jpeg)),
            (b"MZ\x90\0", None),
            (b"%PDF", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(FileKind::of(bytes), kind, "{bytes:?}");
        }
        let late = [&[b' '; 1024][..], b"%PDF-1.7"].concat();
        assert_eq!(FileKind::of(&late), None);
    }

    #[test]
    fn a_name_from_outside_is_only_shown() {
        let long = "ä".repeat(200);
        for (name, shown) in [
            ("../../x", "x"),
            ("/etc/passwd", "passwd"),
            ("C:\\x\\scan.pdf", "scan.pdf"),
            ("\\\\server\\share\\fax.tif", "fax.tif"),
            ("a:b", "a:b"),
            ("", ""),
            ("fax\u{202e}fdp.exe", "faxfdp.exe"),
            ("two\nlines", "twolines"),
        ] {
            assert_eq!(shown_name(name), shown);
        }
        assert_eq!(shown_name(&long).len(), 254);
        assert_eq!(shown_name(&shown_name(&long)), shown_name(&long));
    }

    #[test]
    fn a_region_is_a_rectangle_on_a_page() {
        let region = |left, top, right, bottom| Region { left, top, right, bottom }.is_on_a_page();
        assert!(region(0, 0, 10_000, 10_000) && region(10, 20, 11, 21));
        assert!(!region(5, 5, 5, 9) && !region(5, 9, 6, 9) && !region(9, 0, 5, 5) && !region(0, 0, 10_001, 5));
    }
}
