//! Panic hook that prints the location only. The panic's own message is never printed: an assertion, an index or an
//! unwrap may quote the case.
//!
//! Must not know: what panicked. Nothing here may fail, so a closed standard error is ignored.

use std::io::Write as _;
use std::panic::{Location, PanicHookInfo, set_hook};

const PROGRAM: &str = concat!("mednec ", env!("CARGO_PKG_VERSION"));

/// Installs a hook that prints the location of every panic on standard error and nothing else: no message, no
/// backtrace, no thread name.
pub fn install_hook() {
    set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        let _ = writeln!(std::io::stderr(), "{}", sentence(panic.location()));
    }));
}

/// The location is one in the program's source, so it holds nothing of a case.
fn sentence(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    format!(
        "{PROGRAM} stopped at {place}. This is a bug in the program: start it again, check what you did last, and \
         report this line. It contains no patient data."
    )
}
