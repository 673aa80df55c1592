//! What the window's program takes on its command line. Its help, manual page and completions are made from this.
//!
//! Must not know: the window, or how anything is drawn.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// A checklist for utilization review against a coverage policy. Informs a reviewer; decides nothing.
#[derive(Parser)]
#[command(name = "mednec", version)]
pub struct WindowArgs {
    /// A case to begin with: a file of the folder of cases, or one that was handed over to this workstation
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The folder that the cases are kept in, instead of the platform's data folder
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// A file for the settings, instead of the platform's configuration folder
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Draw in this way and in no other; without it, the first one that works here is taken
    #[arg(long, value_name = "WAY")]
    pub renderer: Option<Renderer>,
}

/// A way to draw the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// OpenGL 2.0 or newer, of a graphics card or of Mesa's software renderer
    Glow,
    /// Vulkan, Direct3D 12, Metal or OpenGL ES, where this program was built with it
    Wgpu,
}
