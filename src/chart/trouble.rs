//! Why a document or a page of it is not shown, in sentences that say what to do.
//!
//! Must not know: what is in a document; nothing of it is repeated.

/// Why a document or a page is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawingError {
    /// None of the kinds that are drawn, or damaged beyond reading.
    #[error(
        "The file cannot be read as a PDF, TIFF, PNG or JPEG: open a copy in another program, or have it sent again"
    )]
    Unreadable,
    /// Over the limit.
    #[error("The file is larger than 256 MiB: have it sent in parts")]
    FileTooLarge,
    /// A link, a pipe, a device or a folder has its name.
    #[error("There is something else than a file in its place: attach the document again")]
    NotAFile,
    /// Not what was attached.
    #[error("The file was changed after it was attached, so it is not shown: attach the document again")]
    Changed,
    /// With a password.
    #[error("The document is encrypted: have it sent without a password")]
    Encrypted,
    /// Nothing in it.
    #[error("The document has no pages: have it sent again")]
    NoPages,
    /// Over the limit.
    #[error("The document has more than 10,000 pages: have it sent in parts")]
    TooManyPages,
    /// A page that is not there.
    #[error("The document has no such page")]
    NoSuchPage,
    /// A page or a picture of an impossible size.
    #[error("The page has a size that no page has, or would take too much memory: open a copy in another program")]
    TooLarge,
    /// The page cannot be read.
    #[error("The page cannot be drawn: open a copy in another program, or have it sent again")]
    Undrawable,
    /// Over the time.
    #[error("Drawing took too long and was stopped: open a copy in another program")]
    TooSlow,
    /// The process ended.
    #[error("Drawing broke off: open a copy in another program")]
    BrokeOff,
    /// The process cannot be started.
    #[error("The program could not start itself once more to draw: start the window again")]
    NotStarted,
}

impl DrawingError {
    /// All of them, in the order of their numbers on the way between the processes.
    const ALL: [Self; 13] = [
        Self::Unreadable,
        Self::FileTooLarge,
        Self::NotAFile,
        Self::Changed,
        Self::Encrypted,
        Self::NoPages,
        Self::TooManyPages,
        Self::NoSuchPage,
        Self::TooLarge,
        Self::Undrawable,
        Self::TooSlow,
        Self::BrokeOff,
        Self::NotStarted,
    ];

    /// Its number.
    pub(super) fn number(self) -> u8 {
        Self::ALL.iter().position(|other| *other == self).and_then(|place| u8::try_from(place).ok()).unwrap_or(0)
    }

    /// The trouble of a number.
    pub(super) fn numbered(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}
