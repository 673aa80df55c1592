//! Command-line arguments of the window's program. Its help, manual page and completions are generated from them.
//!
//! Must not know: the window, or how anything is drawn.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// A checklist for utilization review against a coverage policy. Informs a reviewer; decides nothing.
#[derive(Parser)]
#[command(name = "mednec", version)]
pub struct WindowArgs {
    /// The case to open: a file of the folder of cases, or one that was handed over to this workstation
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The folder of cases, instead of the platform's data folder
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// The settings file, instead of the one in the platform's configuration folder
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Draw with this renderer only; without it, the first one that works here is used
    #[arg(long, value_name = "WAY")]
    pub renderer: Option<Renderer>,
}

/// A renderer of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// OpenGL 2.0 or newer, of a graphics card or of Mesa's software renderer
    Glow,
    /// Vulkan, Direct3D 12, Metal or OpenGL ES, where this program was built with it
    Wgpu,
}
