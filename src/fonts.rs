//! Finds fonts in the font folders of the system or in given folders.
//!
//! Must not know: what a font is wanted for.

use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use fontdb::{Database, FaceInfo, Style};

/// The largest font file that is used, in bytes: collections for Chinese, Japanese and Korean have 120 MiB.
const LARGEST: usize = 160 << 20;

/// Folders to look for fonts in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FontFolders {
    /// No folder.
    #[default]
    None,
    /// The font folders of the system.
    System,
    /// These folders, with their subfolders.
    These(Vec<PathBuf>),
}

/// A font file with the number of the font in it.
#[derive(Clone, PartialEq, Eq)]
pub struct FontFile {
    /// The bytes of the file.
    pub bytes: Arc<Vec<u8>>,
    /// The number of the font in the file, from 0.
    pub index: u32,
}

/// Decides on a font by its file's bytes and its number there: true takes it, a break ends the search.
pub type Takes<'t> = dyn FnMut(&[u8], u32) -> ControlFlow<(), bool> + 't;

impl FontFolders {
    /// Returns the fonts that `takes` accepts. It is called with upright fonts of normal weight first, always in the
    /// same order for the same installed fonts, and ends the search with a break.
    pub fn find(&self, takes: &mut Takes<'_>) -> Vec<FontFile> {
        let mut known = Database::new();
        match self {
            Self::None => return Vec::new(),
            Self::System => known.load_system_fonts(),
            Self::These(folders) => folders.iter().for_each(|folder| known.load_fonts_dir(folder)),
        }
        let mut faces: Vec<&FaceInfo> = known.faces().collect();
        faces.sort_by_cached_key(|face| order(face));
        let mut found = Vec::new();
        for face in faces {
            let look = |bytes: &[u8], index: u32| {
                if bytes.len() > LARGEST {
                    return ControlFlow::Continue(None);
                }
                match takes(bytes, index) {
                    ControlFlow::Break(()) => ControlFlow::Break(()),
                    ControlFlow::Continue(false) => ControlFlow::Continue(None),
                    ControlFlow::Continue(true) => {
                        ControlFlow::Continue(Some(FontFile { bytes: Arc::new(bytes.to_vec()), index }))
                    }
                }
            };
            match known.with_face_data(face.id, look) {
                Some(ControlFlow::Break(())) => break,
                Some(ControlFlow::Continue(taken)) => found.extend(taken),
                None => {}
            }
        }
        found
    }
}

/// Returns the sort key of a font, which does not depend on the order on the disk.
fn order(face: &FaceInfo) -> impl Ord + use<> {
    let family = face.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let is_like_ours = family.starts_with("Noto Sans");
    let weight = face.weight.0.abs_diff(400);
    (
        face.style != Style::Normal,
        weight,
        Reverse(is_like_ours),
        face.monospaced,
        family,
        face.post_script_name.clone(),
        face.index,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_come_in_one_order_until_enough() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/fonts");
        let folders = FontFolders::These(vec![folder.into()]);
        let mut seen = 0;
        let all = folders.find(&mut |bytes, index| {
            seen += 1;
            assert!(!bytes.is_empty() && index == 0);
            ControlFlow::Continue(true)
        });
        assert_eq!((seen, all.len()), (2, 2));
        assert!(folders.find(&mut |_, _| ControlFlow::Continue(true)) == all);
        assert!(folders.find(&mut |_, _| ControlFlow::Break(())).is_empty());
        assert!(FontFolders::None.find(&mut |_, _| ControlFlow::Continue(true)).is_empty());
    }
}
