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
    /// The folder of cases (default: the platform's data folder)
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: RosterCommand,
}

#[derive(Subcommand)]
pub(super) enum RosterCommand {
    /// Create the roster with its first administrator. Add a second administrator soon: if the only one loses the passphrase,
    /// nobody can replace it
    Init {
        #[command(flatten)]
        newcomer: Newcomer,
        #[command(flatten)]
        new: New,
    },
    /// Add a reviewer, who types the new passphrase
    Add {
        #[command(flatten)]
        newcomer: Newcomer,
        /// Make the reviewer an administrator, who may change the roster
        #[arg(long)]
        administrator: bool,
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        new: New,
    },
    /// Check and print the roster: one JSON line with its fingerprint, then one for each reviewer
    List,
    /// Confirm the folder's roster on this workstation after comparing it with an administrator's `roster list`: this
    /// workstation accepts it from then on
    Trust {
        /// The fingerprint that the administrator reads out, at least its first 12 digits; `none` if the folder no longer has
        /// a roster
        fingerprint: String,
        /// The number of entries of the administrator's roster
        #[arg(long, value_name = "N", default_value_t = 0)]
        entries: u32,
    },
    /// Give a reviewer a new key, when the passphrase was lost or somebody else may know it; the reviewer types the new one
    NewKey {
        /// The reviewer: an id, or name and credential
        reviewer: String,
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        new: New,
    },
    /// Change your own passphrase. The roster's history still contains your key locked with the old passphrase: if
    /// somebody may know the old one, have an administrator give you a new key instead
    NewPassphrase {
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        new: New,
    },
    /// Record that a reviewer has left; the key is no longer valid from now on
    Leave {
        /// The reviewer: an id, or name and credential
        reviewer: String,
        #[command(flatten)]
        by: By,
    },
    /// Record that a reviewer is back, with a new key; the reviewer types the new passphrase
    Return {
        /// The reviewer: an id, or name and credential
        reviewer: String,
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        new: New,
    },
    /// Change a reviewer's credential, or whether the reviewer is an administrator
    Credential {
        /// The reviewer: an id, or name and credential
        reviewer: String,
        /// The professional credential from now on
        #[arg(long, ignore_case = true, value_parser = credentials(), required_unless_present = "administrator")]
        credential: Option<String>,
        /// Make the reviewer an administrator, who may change the roster (yes), or not (no)
        #[arg(long, value_name = "YES", value_parser = clap::builder::BoolishValueParser::new())]
        administrator: Option<bool>,
        #[command(flatten)]
        by: By,
    },
}

/// The person who signs.
#[derive(Arguments)]
pub(super) struct By {
    /// The person who signs: an id, or name and credential ("Nora Berg, RN")
    #[arg(long = "as", value_name = "REVIEWER")]
    pub(super) who: String,
    /// Read the passphrase from the first line of this open file descriptor, instead of asking at the terminal
    #[arg(long, value_name = "N", value_parser = Descriptor::from_argument)]
    pub(super) passphrase_fd: Option<Descriptor>,
}

/// A new passphrase.
#[derive(Debug, Arguments)]
pub(super) struct New {
    /// Read the new passphrase from the first line of this open file descriptor, instead of asking twice at the terminal
    #[arg(long, value_name = "N", value_parser = Descriptor::from_argument)]
    pub(super) new_passphrase_fd: Option<Descriptor>,
}

/// A reviewer to add.
#[derive(Arguments)]
pub(super) struct Newcomer {
    /// The name
    #[arg(long)]
    pub(super) name: String,
    /// The professional credential
    #[arg(long, ignore_case = true, value_parser = credentials())]
    pub(super) credential: String,
    /// The license's state and number
    #[arg(long = "license", alias = "licence", value_name = "LICENSE")]
    pub(super) licence: Option<String>,
}

/// The credentials that an argument takes.
pub(super) fn credentials() -> PossibleValuesParser {
    PossibleValuesParser::new(Reviewer::CREDENTIALS.map(|(credential, _)| credential))
}
