//! What a reviewer asked for in a frame. Views push intents; the app applies them after the frame, so a frame that is
//! drawn twice does nothing twice.
//!
//! Must not know: how any of it is done.

use zeroize::Zeroizing;

use super::command::Command;
use super::theme::Look;
use super::viewer::Leafing;
use crate::case::{Action, Change};
use crate::checklist::Step;
use crate::engine::OpenItem;
use crate::identity::Passphrase;
use crate::ids::{CaseId, ContentHash, CriterionId, DocumentId, PathwayId, QuestionId, ReviewerId, RowId};
use crate::letterhead::Letterhead;
use crate::store::{Recoverable, Trashed};

/// One wish.
#[derive(Clone, PartialEq)]
pub enum Intent {
    /// Change the open case.
    Act(Action),
    /// Anything that a key, button or menu names.
    Do(Command),
    /// Open the command palette with these words in it, or close it.
    Palette(Option<String>),
    /// Close the palette and do what was chosen from it.
    Choose(Box<Intent>),
    /// Open a case of the worklist.
    OpenCase(CaseId),
    /// Go back to the worklist.
    CloseCase,
    /// Begin a case on a pathway of a policy.
    Begin(ContentHash, PathwayId),
    /// Put the sample cases into the store.
    AddSamples,
    /// Say who reviews.
    Introduce {
        /// Name.
        name: String,
        /// Credential.
        credential: String,
    },
    /// Sign in as one of the roster.
    SignIn(ReviewerId, Secret),
    /// Take the folder's roster as the right one.
    TrustRoster,
    /// Begin the roster, as its first reviewer and administrator.
    FoundRoster {
        /// Name.
        name: String,
        /// Credential.
        credential: String,
        /// What locks the key.
        passphrase: Secret,
    },
    /// Show a step.
    Show(Step),
    /// Go to where an item is worked off.
    Jump(OpenItem),
    /// Open the form for a new source of an answer or a row.
    AddSource(QuestionId, Option<RowId>),
    /// Close that form.
    CloseSource,
    /// Do something with the document beside the checklist.
    Leaf(Leafing),
    /// Ask for a file of this listed document, or of a new one.
    Attach(Option<DocumentId>),
    /// Show a paper, by its place in the list.
    ShowPaper(usize),
    /// Choose which criteria a paper lists.
    Narrow(super::papers::Scope),
    /// Take a criterion into the selection, or out of it.
    Select(CriterionId, bool),
    /// Save it where the user says.
    SavePaper(usize),
    /// Put the shown paper on the clipboard as text.
    CopyPaper,
    /// Open the copy that was saved last.
    OpenSaved,
    /// Look a criterion up in the policy.
    LookUp(CriterionId),
    /// Open the department's own copy of the policy.
    OpenPolicyCopy,
    /// Change a setting.
    Set(Setting),
    /// Ask for a folder or a file in a native dialog, for a setting.
    ChoosePlace(SettingPath),
    /// Work on the open case from here on, whoever else did.
    TakeCaseOver,
    /// Work on a copy of it.
    WorkOnCopy,
    /// Save again what could not be saved.
    SaveAgain,
    /// Put work that was cut off in place, or let it go.
    SettleCutOff(Recoverable, bool),
    /// Look at what a damaged file says.
    LookAtDamaged,
    /// Put an earlier generation in its place, by its place in the list.
    PutBack(usize),
    /// Show what is kept beside the open case.
    Compare,
    /// Show the next copy that is kept beside it.
    CompareNext,
    /// Do in the case what stands in the copy.
    TakeOverChange(Box<Change>),
    /// Move the copy to the trash.
    DropCopy,
    /// Move a case to the trash, for a reason.
    Trash(CaseId, String),
    /// Take one out of the trash.
    TakeOut(Trashed),
    /// Archive the folder.
    BackUp,
    /// Hold a backup against its manifest.
    CheckBackup,
    /// Restore one into a new folder.
    Restore,
    /// Stop what is under way.
    Stop,
    /// Say something to the reviewer.
    Say(String),
    /// Take the message line away.
    Dismiss,
    /// Show what the program is made of.
    Licences,
    /// Read a part of the guide, by its place in the list.
    ReadPart(usize),
    /// Read a section of it.
    ReadSection(usize),
    /// Save that part where the user says.
    SaveGuide,
    /// Close the page that lies over the case.
    CloseOverlay,
    /// Show a part of the worklist.
    Queue(crate::workspace::worklist::Queue),
    /// Search the worklist.
    Search(String),
}

/// A setting, as it is to be.
#[derive(Clone, PartialEq)]
pub enum Setting {
    /// A look; none follows the system.
    Look(Option<Look>),
    /// A text size, in per cent.
    TextPercent(u32),
    /// The letterhead, whole.
    Letterhead(Letterhead),
    /// Whether a fax cover page goes before a request for information.
    FaxCover(bool),
    /// Where something lies; empty for nowhere in particular.
    Path(SettingPath, String),
    /// After how many minutes without a key the reviewer is signed out.
    IdleMinutes(u32),
    /// How many days an approval runs that says nothing else.
    ApprovalDays(u32),
    /// Whether letters without Ctrl or Alt are keys.
    SingleKeys(bool),
}

/// Something that the settings say the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingPath {
    /// The folder with the cases.
    Store,
    /// The folder with the department's policy files.
    Policies,
    /// The department's own copy of the policy, as its publisher wrote it.
    PolicyCopy,
    /// The logo of the letterhead.
    Logo,
}

/// Where views put their wishes.
pub type Intents = Vec<Intent>;

/// A passphrase as it is typed. Shown nowhere, and gone from memory with its last copy.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Where it is typed into.
    pub fn text_mut(&mut self) -> &mut String {
        &mut self.0
    }

    /// What was typed, as a passphrase.
    pub fn to_passphrase(&self) -> Passphrase {
        Passphrase::new(self.0.to_string())
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}
