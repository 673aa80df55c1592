//! The drawing process for tests: it prepares as the window's own does, up to parsing its file, and then runs what a
//! test passes. Built with the feature `ui-tests` only.
//!
//! Must not know: what a test runs.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use super::drawing::{self, ConfinementLayers};

/// Layers of confinement that are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layers {
    /// All layers, as when a window draws.
    All,
    /// File system only.
    Files,
    /// None.
    Nothing,
}

impl From<Layers> for ConfinementLayers {
    fn from(layers: Layers) -> Self {
        match layers {
            Layers::All => Self::All,
            Layers::Files => Self::Files,
            Layers::Nothing => Self::Nothing,
        }
    }
}

/// Draws as [`super::serve`] does, with only these layers.
pub fn serve(arguments: impl Iterator<Item = OsString>, layers: Layers) -> ExitCode {
    drawing::serve_confined(arguments, layers.into())
}

/// Prepares to draw with these layers, and runs `done` in its place.
pub fn run_instead<T>(
    arguments: impl Iterator<Item = OsString>,
    layers: Layers,
    done: impl FnOnce() -> T,
) -> io::Result<T> {
    drawing::prepare(arguments, layers.into()).map(|_| done())
}
