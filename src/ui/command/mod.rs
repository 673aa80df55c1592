//! Commands, each with its text, tooltip and shortcut.
//!
//! So buttons, keys, palette and guide agree. A test finds two commands with the same shortcut.
//!
//! Must not know: how a command is carried out.

mod keys;

/// A command of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open the command palette.
    Palette,
    /// Choose a pathway for a new case.
    NewCase,
    /// Choose another pathway for the open case.
    SwitchPathway,
    /// Focus the search field of the worklist.
    Search,
    /// Undo the last change to the open case.
    Undo,
    /// Redo the last undone change.
    Redo,
    /// Go to the next open item.
    NextOpen,
    /// Go to the previous open item.
    PreviousOpen,
    /// Open the source form of the current item.
    AddSource,
    /// Cite the last source for the current item.
    SameSource,
    /// Copy the note to the clipboard.
    CopyNote,
    /// Show the papers of the case.
    Papers,
    /// Show the letter that requests missing information.
    AskForInformation,
    /// Save the open case as a file for another workstation.
    HandOver,
    /// Import a case from another workstation.
    Import,
    /// Show the step *Decision*.
    Decide,
    /// Show the sign-in page.
    SignIn,
    /// Show the settings.
    Settings,
    /// Show the department overview.
    Overview,
    /// Show the page for trash and backup.
    Trash,
    /// Switch between open entries and all entries of each step.
    OnlyOpen,
    /// Switch the status panel between the policy and the open items.
    PolicyBeside,
    /// Choose a file to attach to the open case.
    Attach,
    /// Show or hide the chart beside the checklist.
    ChartBeside,
    /// Go to the previous page of the chart.
    PreviousPage,
    /// Go to the next page of the chart.
    NextPage,
    /// Focus the field for a page number of the chart.
    GoToPage,
    /// Find words in the chart.
    FindInChart,
    /// Show the chart's pages larger.
    Enlarge,
    /// Show the chart's pages smaller.
    Reduce,
    /// Switch the chart between full width and whole pages.
    FitPage,
    /// Rotate the page of the chart by 90 degrees.
    TurnPage,
    /// Show earlier notices.
    Messages,
    /// Show the guide.
    Guide,
    /// Show all shortcuts.
    Shortcuts,
    /// Show the page about the program and its policies.
    About,
    /// Open the previous case of the worklist.
    PreviousCase,
    /// Open the next case of the worklist.
    NextCase,
}

impl Command {
    /// All commands, in the order of the palette and of the list of shortcuts.
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

    /// Returns the text of its button.
    ///
    /// It ends in an ellipsis where the command asks for more.
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

    /// Returns its tooltip, a sentence without its period.
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
            Self::SameSource => "Use the most recent source for this answer too",
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

    /// Returns true when it acts on the open case.
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

    /// Returns true when it acts on the pages of the chart.
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
