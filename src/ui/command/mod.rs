//! Everything that can be done by name: one enum owns the text, the tooltip and the shortcut of each, so that button, key
//! and list of shortcuts cannot disagree. A test finds two commands on one key.
//!
//! Must not know: how any of it is done.

mod keys;

/// A thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Find anything that can be done by its words.
    Palette,
    /// Begin a case.
    NewCase,
    /// Put the open case on another pathway.
    SwitchPathway,
    /// Put the cursor into the search field.
    Search,
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
    /// Go to the next open item.
    NextOpen,
    /// Go to the one before.
    PreviousOpen,
    /// Note a source for the answer that has the focus.
    AddSource,
    /// Note the same source as last for it.
    SameSource,
    /// Put the note on the clipboard.
    CopyNote,
    /// Show the papers of the case.
    Papers,
    /// Show the letter that asks for what is missing.
    AskForInformation,
    /// Write the case for another workstation.
    HandOver,
    /// Import a case from another workstation.
    Import,
    /// Go to where the case is decided.
    Decide,
    /// Say who reviews, and prove it.
    SignIn,
    /// Open the settings.
    Settings,
    /// Show the department at a glance.
    Overview,
    /// Show the trash, and what goes there.
    Trash,
    /// Show what is open, or everything again.
    OnlyOpen,
    /// Show the policy beside the case, or what is open.
    PolicyBeside,
    /// Ask for a file of the record, to be attached to the open case.
    Attach,
    /// Show the record beside the checklist, or put it away.
    ChartBeside,
    /// Go to the record's page before.
    PreviousPage,
    /// Go to its next page.
    NextPage,
    /// Put the cursor where a page's number is typed.
    GoToPage,
    /// Look for words in the record.
    FindInChart,
    /// Show pages larger.
    Enlarge,
    /// Show them smaller.
    Reduce,
    /// Show pages as wide as there is room, or whole.
    FitPage,
    /// Turn the page by a quarter.
    TurnPage,
    /// Show what was said in this window.
    Messages,
    /// Read the guide.
    Guide,
    /// Show all shortcuts.
    Shortcuts,
    /// Say what program this is, and who answers for its policies.
    About,
    /// Open the case above in the worklist.
    PreviousCase,
    /// Open the case below.
    NextCase,
}

impl Command {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 38] = [
        Self::Palette,
        Self::NewCase,
        Self::SwitchPathway,
        Self::Search,
        Self::PreviousCase,
        Self::NextCase,
        Self::NextOpen,
        Self::PreviousOpen,
        Self::OnlyOpen,
        Self::PolicyBeside,
        Self::AddSource,
        Self::SameSource,
        Self::Attach,
        Self::ChartBeside,
        Self::NextPage,
        Self::PreviousPage,
        Self::GoToPage,
        Self::FindInChart,
        Self::Enlarge,
        Self::Reduce,
        Self::FitPage,
        Self::TurnPage,
        Self::Undo,
        Self::Redo,
        Self::CopyNote,
        Self::Papers,
        Self::AskForInformation,
        Self::HandOver,
        Self::Import,
        Self::Decide,
        Self::SignIn,
        Self::Overview,
        Self::Trash,
        Self::Settings,
        Self::Messages,
        Self::Guide,
        Self::Shortcuts,
        Self::About,
    ];

    /// What its button says. One that asks for more ends in an ellipsis.
    pub fn text(self) -> &'static str {
        match self {
            Self::Palette => "Commands…",
            Self::NewCase => "New case…",
            Self::SwitchPathway => "Switch pathway…",
            Self::Search => "Search cases",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::NextOpen => "Next open item",
            Self::PreviousOpen => "Previous open item",
            Self::AddSource => "Add a source…",
            Self::SameSource => "Same source",
            Self::CopyNote => "Copy note",
            Self::Papers => "Papers…",
            Self::AskForInformation => "Request information…",
            Self::HandOver => "Hand over…",
            Self::Import => "Import…",
            Self::Decide => "Decide",
            Self::SignIn => "Sign in or switch reviewer…",
            Self::Settings => "Settings…",
            Self::Overview => "Department overview…",
            Self::Trash => "Trash and backup…",
            Self::OnlyOpen => "Open items only",
            Self::PolicyBeside => "Show or hide policy",
            Self::Attach => "Attach a file…",
            Self::ChartBeside => "Show or hide record",
            Self::PreviousPage => "Previous page",
            Self::NextPage => "Next page",
            Self::GoToPage => "Go to page",
            Self::FindInChart => "Find in the record…",
            Self::Enlarge => "Larger pages",
            Self::Reduce => "Smaller pages",
            Self::FitPage => "Fit width or whole page",
            Self::TurnPage => "Turn page",
            Self::Messages => "Messages",
            Self::Guide => "Guide",
            Self::Shortcuts => "All shortcuts",
            Self::About => "About mednec",
            Self::PreviousCase => "Case above",
            Self::NextCase => "Case below",
        }
    }

    /// What it does, in a sentence.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Palette => "Find a command, a step, an open item or a case by its words",
            Self::NewCase => "Create a case on one of the policy's pathways",
            Self::SwitchPathway => "Move this case to another pathway; every answer is kept",
            Self::Search => "Find cases by name, member id, case number or status",
            Self::Undo => "Undo the last change to this case",
            Self::Redo => "Redo the change that was undone last",
            Self::NextOpen => "Go to the next item that can still decide the case",
            Self::PreviousOpen => "Go to the previous open item",
            Self::SameSource => "Use the source that was added last for this answer too",
            Self::AddSource => "Cite the place in the record that the answer comes from",
            Self::CopyNote => "Copy the complete note for the plan's own system to the clipboard",
            Self::Papers => "View, copy or save the letters, the summary and the referral of this case",
            Self::AskForInformation => "View the letter that asks the provider for what is missing",
            Self::HandOver => "Save this case with its history and signatures as one file for another workstation",
            Self::Import => "Import into this folder a case that was handed over",
            Self::Decide => "Go to the step where you pend, refer, approve or close the case",
            Self::SignIn => "Choose who reviews on this workstation, and sign in with a passphrase",
            Self::Settings => "Reviewer, look, text size and where data is stored",
            Self::Overview => {
                "Count open cases by result and time left, what is most often missing, how long decisions took"
            }
            Self::Trash => "Move a case to the trash or restore one; back up all cases; check or restore a backup",
            Self::OnlyOpen => "Show only what is still open on each step, or everything again",
            Self::PolicyBeside => "Show what the policy says about the current criterion, next to the checklist",
            Self::Attach => "Attach a PDF, TIFF, PNG or JPEG to this case, and show it next to the checklist",
            Self::ChartBeside => "Show the attached record next to the checklist, or hide it",
            Self::PreviousPage => "Go to the previous page of the record",
            Self::NextPage => "Go to the next page of the record",
            Self::GoToPage => "Go to a page of the record by its number",
            Self::FindInChart => "Look for words in the record, where its pages have text",
            Self::Enlarge => "Show the record's pages larger",
            Self::Reduce => "Show the record's pages smaller",
            Self::FitPage => "Show the record's pages as wide as there is room, or whole",
            Self::TurnPage => "Turn this page of the record a quarter turn to the right",
            Self::Messages => "Show all messages since this window was opened",
            Self::About => "Version, licenses, and who is responsible for each policy",
            Self::Guide => "Read how a case is worked on, and how policy files are written",
            Self::Shortcuts => "Show all keyboard shortcuts",
            Self::PreviousCase => "Open the case above this one in the worklist",
            Self::NextCase => "Open the case below this one in the worklist",
        }
    }

    /// Whether it is about the open case.
    pub fn needs_case(self) -> bool {
        matches!(
            self,
            Self::SwitchPathway
                | Self::Undo
                | Self::Redo
                | Self::NextOpen
                | Self::PreviousOpen
                | Self::OnlyOpen
                | Self::PolicyBeside
                | Self::AddSource
                | Self::SameSource
                | Self::CopyNote
                | Self::Papers
                | Self::AskForInformation
                | Self::HandOver
                | Self::Decide
                | Self::Attach
                | Self::ChartBeside
        ) || self.is_of_chart()
    }

    /// Whether it is about the record beside the checklist.
    pub fn is_of_chart(self) -> bool {
        matches!(
            self,
            Self::PreviousPage
                | Self::NextPage
                | Self::GoToPage
                | Self::FindInChart
                | Self::Enlarge
                | Self::Reduce
                | Self::FitPage
                | Self::TurnPage
        )
    }
}
