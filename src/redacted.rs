//! Redacted `Debug` for types that hold patient data, so that no log, panic or failed assertion can print any.
//!
//! Must not know: any of these types.

/// Implements `Debug` for types as their name alone. `tests/it/source/silence.rs` checks which types need it.
macro_rules! redacted_debug {
    ($($name:ident),+ $(,)?) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        })+
    };
}

pub(crate) use redacted_debug;
