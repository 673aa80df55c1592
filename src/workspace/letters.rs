//! The logo of a department's letters.
//!
//! Must not know: the letters.

use std::path::Path;

use super::warning::NotUsed;
use crate::report::{LARGEST_LOGO, Logo, LogoError};
use crate::store::read_file;

/// Reads the file of a logo. Letters go without one that cannot be used.
pub fn read_logo(file: &Path) -> Result<Logo, NotUsed<LogoError>> {
    let bytes = read_file(file, LARGEST_LOGO).map_err(NotUsed::Unreadable)?;
    Logo::read(&bytes).map_err(NotUsed::Refused)
}
