//! Arguments of `roster`. The help is made from them.
//!
//! Must not know: what any command does.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args as Arguments, Subcommand};

use super::passphrases::Descriptor;
use crate::case::Reviewer;

#[derive(Arguments)]
pub(super) struct RosterArgs {
    /// The store's folder; this system's own where none is named
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: RosterCommand,
}

#[derive(Subcommand)]
pub(super) enum RosterCommand {
    /// Begin the roster with its first administrator; enrol a second one soon, since a lost passphrase of the only one
    /// cannot be mended
    Init {
        #[command(flatten)]
        newcomer: Newcomer,
        #[command(flatten)]
        new: New,
    },
    /// Enrol a reviewer, who types the new passphrase
    Add {
        #[command(flatten)]
        newcomer: Newcomer,
        /// Let them change the roster too
        #[arg(long)]
        administrator: bool,
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        new: New,
    },
    /// Check the roster and print it: its fingerprint first, then one JSON line a reviewer
    List,
    /// Confirm the folder's roster on this workstation after comparing it with an administrator's `roster list`: from now on it
    /// is the one that this workstation knows
    Trust {
        /// The fingerprint that the administrator reads out, at least its first 12 digits; `none` where the folder has no roster
        /// any more
        fingerprint: String,
        /// The number of entries of the administrator's roster
        #[arg(long, value_name = "N", default_value_t = 0)]
        entries: u32,
    },
    /// Give a reviewer a new key: the passphrase was lost, or somebody else may know it; the reviewer types the new one
    NewKey {
        /// Whose: an id, or name and credential
        reviewer: String,
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        new: New,
    },
    /// Lock one's own key with another passphrase. The old lock stays in the roster's history: where somebody may know the
    /// old passphrase, have a new key made instead
    NewPassphrase {
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        new: New,
    },
    /// Say that a reviewer has left; their key ends now
    Leave {
        /// Who: an id, or name and credential
        reviewer: String,
        #[command(flatten)]
        by: By,
    },
    /// Say that a reviewer is back, with a new key; the reviewer types the new passphrase
    Return {
        /// Who: an id, or name and credential
        reviewer: String,
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        new: New,
    },
    /// Change a reviewer's credential, or whether they may change the roster
    Credential {
        /// Whose: an id, or name and credential
        reviewer: String,
        /// The professional credential from now on
        #[arg(long, ignore_case = true, value_parser = credentials(), required_unless_present = "administrator")]
        credential: Option<String>,
        /// Whether they may change the roster from now on
        #[arg(long, value_name = "YES", value_parser = clap::builder::BoolishValueParser::new())]
        administrator: Option<bool>,
        #[command(flatten)]
        by: By,
    },
}

/// Who signs.
#[derive(Arguments)]
pub(super) struct By {
    /// Who signs: an id, or name and credential ("Nora Berg, RN")
    #[arg(long = "as", value_name = "REVIEWER")]
    pub(super) who: String,
    /// Take the passphrase from the first line of this open descriptor; it is asked for at the terminal otherwise
    #[arg(long, value_name = "N", value_parser = Descriptor::from_argument)]
    pub(super) passphrase_fd: Option<Descriptor>,
}

/// A new passphrase.
#[derive(Debug, Arguments)]
pub(super) struct New {
    /// Take the new passphrase from the first line of this open descriptor; it is asked for, twice, at the terminal otherwise
    #[arg(long, value_name = "N", value_parser = Descriptor::from_argument)]
    pub(super) new_passphrase_fd: Option<Descriptor>,
}

/// Somebody to enrol.
#[derive(Arguments)]
pub(super) struct Newcomer {
    /// The name
    #[arg(long)]
    pub(super) name: String,
    /// The professional credential
    #[arg(long, ignore_case = true, value_parser = credentials())]
    pub(super) credential: String,
    /// The licence's state and number
    #[arg(long)]
    pub(super) licence: Option<String>,
}

/// The credentials that an argument takes.
pub(super) fn credentials() -> PossibleValuesParser {
    PossibleValuesParser::new(Reviewer::CREDENTIALS.map(|(credential, _)| credential))
}
