//! Commands and their arguments. The help is made from them.
//!
//! Must not know: what any command does.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};

use super::passphrases::Descriptor;
use super::roster_args::{RosterArgs, credentials};
use crate::report::{FORMATS, GUIDES, Guide, PAPERS};

/// A checklist for utilization review against a coverage policy that is data. Informs a reviewer; decides nothing.
#[derive(Parser)]
#[command(
    name = "mednec-cli",
    version,
    after_help = "Exit status: 0 done, 1 not done or somebody has to look into something, 2 wrong usage."
)]
pub(super) struct Args {
    /// A department's policy files (*.toml), beside the bundled ones
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) policies: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Say where cases stand: one JSON line a case
    Evaluate {
        /// Case files
        #[arg(required_unless_present = "stdin", value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Read case documents from standard input, one a line
        #[arg(long, conflicts_with = "files")]
        stdin: bool,
    },
    /// Create or change cases, each by all of its actions or none
    Apply(Apply),
    /// Hold a case file, or a store and all its cases, against signatures, roster, policy and the workstations' logs. Changes
    /// nothing; exit 1 where somebody has to look into something
    Verify {
        /// A case file, or the folder of a store
        #[arg(value_name = "CASE|FOLDER")]
        path: PathBuf,
    },
    /// Archive a store in one new file, with a manifest of hashes
    Backup {
        /// A new file
        file: PathBuf,
        /// The store's folder; this system's own where none is named
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
    },
    /// Check a backup and restore it into a new folder
    Restore {
        /// The backup
        file: PathBuf,
        /// A folder that is empty or not there yet
        #[arg(required_unless_present = "check")]
        folder: Option<PathBuf>,
        /// Only check it; exit 1 where it has damaged cases
        #[arg(long, conflicts_with = "folder")]
        check: bool,
    },
    /// Move a case to the trash, or list what is in it
    Trash(TrashArgs),
    /// Take a case out of the trash
    Untrash(UntrashArgs),
    /// List interrupted saves
    Recover {
        /// Put it in place
        #[arg(long)]
        put: bool,
        /// The store's folder; this system's own where none is named
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
    },
    /// Print a JSON Schema
    Schema {
        /// Of what
        of: SchemaOf,
    },
    /// Work with policy files
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Keep the department's roster: who reviews, and with which key
    Roster(RosterArgs),
    /// Say why a criterion has its result in a case, and what is open
    Explain {
        /// A case file
        case: PathBuf,
        /// The criterion's id
        criterion: String,
    },
    /// Print a case's history, and whether it gives the case
    Replay {
        /// A case file
        case: PathBuf,
    },
    /// Print the worklist of a store as CSV, in the order in which cases are worked on
    Worklist {
        /// The store's folder; this system's own where none is named
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
        /// A new file outside the store; standard output where none is named
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Write a case as one file for another workstation: its history, signatures and policy text
    HandOver {
        /// A case file
        case: PathBuf,
        /// A new file
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// List the member's other cases that a case can be linked to as proof, and why the others cannot
    Candidates {
        /// A case file
        case: PathBuf,
        /// The store's folder; the one that the case lies in, or this system's own, where none is named
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
    },
    /// Put a case that was handed over into a store; it has to go on from what is there
    TakeIn {
        /// The file
        file: PathBuf,
        /// The store's folder; this system's own where none is named
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
    },
    /// Write a paper on a case
    Export(Export),
    /// Print the guide that the window shows by F1
    Guide(GuideArgs),
    /// Write the manual pages and the shells' completions of both programs, for whoever packages them
    Manual {
        /// A folder; made where it is missing
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Arguments)]
pub(super) struct GuideArgs {
    /// Which part
    #[arg(long, default_value = GUIDES[0].name, value_parser = PossibleValuesParser::new(GUIDES.iter().map(|guide| guide.name)))]
    pub(super) of: String,
    /// The form
    #[arg(long, default_value = "text", value_parser = PossibleValuesParser::new(Guide::formats().map(|format| format.name)))]
    pub(super) format: String,
    /// A new file; standard output where none is named
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Arguments)]
pub(super) struct TrashArgs {
    /// The case's id; without one, what is in the trash is listed
    #[arg(requires = "reason", allow_hyphen_values = false)]
    pub(super) case: Option<String>,
    /// Why
    #[arg(long, requires = "case")]
    pub(super) reason: Option<String>,
    /// Who
    #[arg(long, value_name = "NAME", default_value = "Command line")]
    pub(super) by: String,
    /// The store's folder; this system's own where none is named
    #[arg(long, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
}

#[derive(Arguments)]
pub(super) struct UntrashArgs {
    /// The case's id
    pub(super) case: String,
    /// Which of those deleted under this id; the newest where none is named
    #[arg(long)]
    pub(super) number: Option<u32>,
    /// Who
    #[arg(long, value_name = "NAME", default_value = "Command line")]
    pub(super) by: String,
    /// The store's folder; this system's own where none is named
    #[arg(long, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
}

#[derive(Arguments)]
pub(super) struct Export {
    /// A case file
    pub(super) case: PathBuf,
    /// Which paper
    #[arg(long, default_value = "summary", value_parser = PossibleValuesParser::new(PAPERS.iter().map(|paper| paper.name)))]
    pub(super) paper: String,
    /// The form
    #[arg(long, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    pub(super) format: String,
    /// Only these criteria, with those that they are parts of
    #[arg(long, value_name = "CRITERION", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// A letterhead, as JSON: plan, department, address, phone, fax, logo (PNG or SVG), fax_cover. That of the settings where
    /// none is named
    #[arg(long, value_name = "FILE")]
    pub(super) letterhead: Option<PathBuf>,
    /// A line of the sender's address, once for each line, in place of a letterhead
    #[arg(long, value_name = "LINE", conflicts_with = "letterhead")]
    pub(super) sender: Vec<String>,
    /// Put a fax cover page before a request for information
    #[arg(long)]
    pub(super) fax_cover: bool,
    /// A new file outside the store; standard output where none is named
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Arguments)]
pub(super) struct Apply {
    /// A case file; its name without .json is the case's id
    #[arg(required_unless_present = "stdin")]
    pub(super) case: Option<PathBuf>,
    /// The actions, one JSON object a line
    #[arg(long, value_name = "FILE", required_unless_present = "stdin")]
    pub(super) actions: Option<PathBuf>,
    /// Read an intake feed from standard input: {"case": ..., "actions": [...]} a line, into the store
    #[arg(long, conflicts_with_all = ["case", "actions"])]
    pub(super) stdin: bool,
    /// The store's folder, with its roster; the one that a case file lies in, or this system's own, where none is named
    #[arg(long, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
    /// Sign as this reviewer of the store's roster: an id, or name and credential as in "Nora Berg, RN". The passphrase is
    /// asked for at the terminal, once for a whole feed
    #[arg(long = "as", value_name = "REVIEWER")]
    pub(super) sign_as: Option<String>,
    /// The passphrase is the first line of this open descriptor; 0 is standard input
    #[arg(long, value_name = "N", requires = "sign_as", value_parser = Descriptor::from_argument)]
    pub(super) passphrase_fd: Option<Descriptor>,
    /// Who acts, where a feed's line does not say
    #[arg(long, value_name = "NAME", default_value = "Command line", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(super) by: String,
    /// The professional credential of who acts
    #[arg(long, default_value = "RN", ignore_case = true, value_parser = credentials())]
    pub(super) credential: String,
    /// The number of the policy that new cases are opened under; the first bundled one where none is named
    #[arg(long, value_name = "NUMBER")]
    pub(super) policy: Option<String>,
    /// Write nothing; print the line that `evaluate` would print of each
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SchemaOf {
    /// A case document
    Case,
    /// An action
    Action,
    /// A policy file
    Policy,
}

#[derive(Subcommand)]
pub(super) enum PolicyCommand {
    /// Report every problem of a policy file, with its place
    Check {
        /// The policy file
        file: PathBuf,
    },
    /// Print rules beside sources and readings, for clinical sign-off
    Show {
        /// The policy's number
        number: String,
    },
}
