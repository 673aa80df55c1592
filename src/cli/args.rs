//! Commands and their arguments. The help is made from them.
//!
//! Must not know: what any command does.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};

use super::passphrases::Descriptor;
use super::roster_args::{RosterArgs, credentials};
use crate::report::{FORMATS, GUIDES, Guide, PAPERS};

/// A checklist for utilization review against a coverage policy stored as a data file. Informs a reviewer; decides nothing.
#[derive(Parser)]
#[command(
    name = "mednec-cli",
    version,
    after_help = "Exit status: 0 success; 1 failure, or something needs attention; 2 wrong usage."
)]
pub(super) struct Args {
    /// A folder with the department's policy files (*.toml), used in addition to the bundled ones
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) policies: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Print the criteria result of cases, one JSON line for each
    Evaluate {
        /// Case files
        #[arg(required_unless_present = "stdin", value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Read case documents from standard input, one JSON document on each line
        #[arg(long, conflicts_with = "files")]
        stdin: bool,
    },
    /// Create or change cases: either all actions of a case are applied, or none
    Apply(Apply),
    /// Check a case file, or a folder and all its cases, against signatures, roster, policy and the workstations' logs. Changes
    /// nothing; exits with 1 if something needs attention
    Verify {
        /// A case file, or a folder of cases
        #[arg(value_name = "CASE|FOLDER")]
        path: PathBuf,
    },
    /// Back up a folder of cases to one new file, with a manifest of hashes
    Backup {
        /// The backup, a new file
        file: PathBuf,
        /// The folder of cases (default: the platform's data folder)
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
    },
    /// Check a backup and restore it into a new folder
    Restore {
        /// The backup
        file: PathBuf,
        /// The folder to restore to: an empty one, or one that does not exist yet
        #[arg(required_unless_present = "check")]
        folder: Option<PathBuf>,
        /// Only check the backup; exits with 1 if it has damaged or outdated cases
        #[arg(long, conflicts_with = "folder")]
        check: bool,
    },
    /// Move a case to the trash, or list the cases in it
    Trash(TrashArgs),
    /// Restore a case from the trash
    Untrash(UntrashArgs),
    /// List interrupted saves, or recover them
    Recover {
        /// Recover all of them
        #[arg(long = "all", alias = "put")]
        all: bool,
        /// The folder of cases (default: the platform's data folder)
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
    },
    /// Print the JSON Schema of a case document, an action or a policy file
    Schema {
        /// The document to describe
        of: SchemaOf,
    },
    /// Work with policy files
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Manage the department's roster: the reviewers and their keys
    Roster(RosterArgs),
    /// Print why a criterion has its result in a case, and what is open
    Explain {
        /// A case file
        case: PathBuf,
        /// The criterion's id
        criterion: String,
    },
    /// Print a case's history, and check that it leads to the case as stored
    Replay {
        /// A case file
        case: PathBuf,
    },
    /// Print the worklist of a folder as CSV, in the order of the window's worklist
    Worklist {
        /// The folder of cases (default: the platform's data folder)
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
        /// Write to this new file, outside the folder of cases, instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Write a case as one file for another workstation, with its history, signatures, policy text and documents
    HandOver {
        /// A case file
        case: PathBuf,
        /// A new file
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// List the member's other cases: those that can be linked to a case as proof, and why the others cannot
    Candidates {
        /// A case file
        case: PathBuf,
        /// The folder of cases (default: the folder that the case is in, or else the platform's data folder)
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
    },
    /// Import a case that was handed over into a folder. A file that contradicts the case there is refused
    #[command(alias = "take-in")]
    Import {
        /// The file that `hand-over` wrote
        file: PathBuf,
        /// The folder of cases (default: the platform's data folder)
        #[arg(long, value_name = "DIR")]
        store: Option<PathBuf>,
    },
    /// Write a paper about a case: a summary, a letter, a referral, a rationale or a note
    Export(Export),
    /// Print the guide that the window shows with F1
    Guide(GuideArgs),
    /// Write the manual pages and shell completions of both programs, for packaging
    Manual {
        /// The folder to write to; created if it does not exist
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Arguments)]
pub(super) struct GuideArgs {
    /// The part to print
    #[arg(long, default_value = GUIDES[0].name, value_parser = PossibleValuesParser::new(GUIDES.iter().map(|guide| guide.name)))]
    pub(super) of: String,
    /// The format
    #[arg(long, default_value = "text", value_parser = PossibleValuesParser::new(Guide::formats().map(|format| format.name)))]
    pub(super) format: String,
    /// Write to this new file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Arguments)]
pub(super) struct TrashArgs {
    /// The case's id; without it, the cases in the trash are listed
    #[arg(requires = "reason", allow_hyphen_values = false)]
    pub(super) case: Option<String>,
    /// The reason, which is recorded
    #[arg(long, requires = "case")]
    pub(super) reason: Option<String>,
    /// The name that is recorded for this
    #[arg(long, value_name = "NAME", default_value = "Command line")]
    pub(super) by: String,
    /// The folder of cases (default: the platform's data folder)
    #[arg(long, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
}

#[derive(Arguments)]
pub(super) struct UntrashArgs {
    /// The case's id
    pub(super) case: String,
    /// The number of the deleted case, if there are several with this id (default: the newest)
    #[arg(long)]
    pub(super) number: Option<u32>,
    /// The name that is recorded for this
    #[arg(long, value_name = "NAME", default_value = "Command line")]
    pub(super) by: String,
    /// The folder of cases (default: the platform's data folder)
    #[arg(long, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
}

#[derive(Arguments)]
pub(super) struct Export {
    /// A case file
    pub(super) case: PathBuf,
    /// The paper
    #[arg(long, default_value = "summary", value_parser = PossibleValuesParser::new(PAPERS.iter().map(|paper| paper.name)))]
    pub(super) paper: String,
    /// The format
    #[arg(long, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    pub(super) format: String,
    /// Only these criteria, and the ones that they are part of
    #[arg(long, value_name = "CRITERION", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// A JSON file with the letterhead: plan, department, address, phone, fax, logo (PNG or SVG), fax_cover (default: the
    /// letterhead in this workstation's settings)
    #[arg(long, value_name = "FILE")]
    pub(super) letterhead: Option<PathBuf>,
    /// A line of the sender's address, instead of a letterhead; repeat it for each line
    #[arg(long, value_name = "LINE", conflicts_with = "letterhead")]
    pub(super) sender: Vec<String>,
    /// Put a fax cover page before a request for information
    #[arg(long)]
    pub(super) fax_cover: bool,
    /// Write to this new file, outside the folder of cases, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Arguments)]
pub(super) struct Apply {
    /// A case file; its name without .json is the id of a new case
    #[arg(required_unless_present = "stdin")]
    pub(super) case: Option<PathBuf>,
    /// A file with the actions, one JSON object on each line
    #[arg(long, value_name = "FILE", required_unless_present = "stdin")]
    pub(super) actions: Option<PathBuf>,
    /// Read an intake feed from standard input into the folder of cases: {"case": ..., "actions": [...]} on each line
    #[arg(long, conflicts_with_all = ["case", "actions"])]
    pub(super) stdin: bool,
    /// The folder of cases, with its roster (default: the folder that the case file is in; for a feed, the platform's data folder)
    #[arg(long, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
    /// Sign as this reviewer of the folder's roster: an id, or name and credential as in "Nora Berg, RN". Asks for the
    /// passphrase at the terminal, once for a whole feed
    #[arg(long = "as", value_name = "REVIEWER")]
    pub(super) sign_as: Option<String>,
    /// Read the passphrase from the first line of this open file descriptor; 0 is standard input
    #[arg(long, value_name = "N", requires = "sign_as", value_parser = Descriptor::from_argument)]
    pub(super) passphrase_fd: Option<Descriptor>,
    /// The name that is recorded for the actions, unless --as signs them or a line of the feed names another
    #[arg(long, value_name = "NAME", default_value = "Command line", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(super) by: String,
    /// The professional credential that goes with --by
    #[arg(long, default_value = "RN", ignore_case = true, value_parser = credentials())]
    pub(super) credential: String,
    /// The number of the policy that new cases are created under (default: the first bundled policy)
    #[arg(long, value_name = "NUMBER")]
    pub(super) policy: Option<String>,
    /// Write nothing; print the line that `evaluate` would print for each case
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
    /// List every problem of a policy file, with line and column
    Check {
        /// The policy file
        file: PathBuf,
    },
    /// Print each rule with its sources and readings, for clinical sign-off
    Show {
        /// The policy's number
        number: String,
    },
}
