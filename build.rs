//! Gives the programs for Windows their icon and their version; does nothing anywhere else. A program that is built for Windows
//! on another system goes without: the library that makes the resource is there on Windows only.
//!
//! Must not know: anything of the programs but their names.

const ICON: &str = "assets/icons/mednec.ico";

fn main() {
    // With nothing named, every changed file would be a reason to run this again.
    println!("cargo::rerun-if-changed={ICON}");
    #[cfg(windows)]
    for program in ["mednec", "mednec-cli"] {
        if let Err(error) = give_icon_and_version(program) {
            println!(
                "cargo::error={program} gets no icon and no version: {error}. They need the resource compiler of the Windows \
                 SDK, which comes with the Visual Studio build tools"
            );
        }
    }
}

/// Puts both into this program. The version is that of the package.
#[cfg(windows)]
fn give_icon_and_version(program: &str) -> std::io::Result<()> {
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return Ok(());
    }
    winresource::WindowsResource::new()
        // The name that Windows shows of a program that runs.
        .set("FileDescription", program)
        .set("InternalName", program)
        .set("OriginalFilename", &format!("{program}.exe"))
        .set_icon(ICON)
        .compile_for(program)
}
