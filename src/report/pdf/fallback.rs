//! Chooses installed fonts for characters that the program's own fonts lack, among those that may be embedded.
//!
//! Must not know: where fonts are installed, or what is drawn.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rustybuzz::Face;
use rustybuzz::ttf_parser::Permissions;

use super::coverage::{has_outline, is_invisible};
use crate::fonts::{FontFile, FontFolders};

/// Returns fonts that together draw as many of these characters as possible, each at least one that the previous ones
/// lack.
pub(super) fn for_characters(folders: &FontFolders, missing: &[char]) -> Vec<FontFile> {
    let mut left: BTreeSet<char> = missing.iter().copied().filter(|c| !is_invisible(*c)).collect();
    folders.find(&mut |bytes, index| {
        if left.is_empty() {
            return ControlFlow::Break(());
        }
        let face = Face::from_slice(bytes, index).filter(can_embed);
        let before = left.len();
        if let Some(face) = face {
            left.retain(|c| !has_outline(&face, *c));
        }
        ControlFlow::Continue(left.len() < before)
    })
}

/// True if the font's license table allows embedding a subset of its outlines. A font without the table is not used.
fn can_embed(face: &Face<'_>) -> bool {
    let allowed = matches!(
        face.permissions(),
        Some(Permissions::Installable | Permissions::PreviewAndPrint | Permissions::Editable)
    );
    allowed && face.is_subsetting_allowed() && face.is_outline_embedding_allowed()
}
