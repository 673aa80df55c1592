//! The process that draws, for tests: up to the point at which it would look at its file it is the one that the window starts, and
//! then it does what a test wants of it. Only a build with the feature `ui-tests` has it.
//!
//! Must not know: what is done in its place.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use super::drawing::{self, ConfinementLayers};

/// The part of the drawing process's confinement that is put in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layers {
    /// All of it, as when a window draws.
    All,
    /// Paths alone.
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

/// Gets ready to draw with these layers, and does something else instead.
pub fn run_instead<T>(
    arguments: impl Iterator<Item = OsString>,
    layers: Layers,
    done: impl FnOnce() -> T,
) -> io::Result<T> {
    drawing::prepare(arguments, layers.into()).map(|_| done())
}
