//! Adds icon and version to the programs for Windows; does nothing elsewhere. A program for Windows that is built on
//! another system has neither: the library that makes the resource runs on Windows only.
//!
//! Must not know: anything of the programs but their names.

const ICON: &str = "assets/icons/mednec.ico";

fn main() {
    // Otherwise every changed file would run this again.
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

/// Adds icon and version to this program. The version is the package's.
#[cfg(windows)]
fn give_icon_and_version(program: &str) -> std::io::Result<()> {
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return Ok(());
    }
    winresource::WindowsResource::new()
        // The name of the running program in Windows.
        .set("FileDescription", program)
        .set("InternalName", program)
        .set("OriginalFilename", &format!("{program}.exe"))
        .set_icon(ICON)
        .compile_for(program)
}
