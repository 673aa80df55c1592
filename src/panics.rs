//! What is said when the program breaks: where, and what to do. Never what the panic itself says: an assertion, an index or an
//! unwrap may quote the case.
//!
//! Must not know: what broke. Nothing here may fail, so standard error being closed is no reason to.

use std::io::Write as _;
use std::panic::{Location, PanicHookInfo, set_hook};

const PROGRAM: &str = concat!("mednec ", env!("CARGO_PKG_VERSION"));

/// From now on a panic of any thread says its place on standard error and nothing else: no message, no backtrace, no name of
/// a thread.
pub fn install_hook() {
    set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        let _ = writeln!(std::io::stderr(), "{}", sentence(panic.location()));
    }));
}

/// The place is one in the program's source, so it holds nothing of a case.
fn sentence(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    format!(
        "{PROGRAM} broke off at {place}. This is a fault of the program: start it again, look at what you did last, and report \
         this line; it holds nothing of any case."
    )
}
