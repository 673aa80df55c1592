//! Errors of drawing, with sentences that say what to do.
//!
//! Must not know: what is in a document; nothing of it is repeated.

/// Reason why a document or a page is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawingError {
    /// Of another kind, or damaged beyond reading.
    #[error(
        "The file cannot be read as a PDF, TIFF, PNG or JPEG: open a copy in another program, or have it sent again"
    )]
    Unreadable,
    /// Over the limit.
    #[error("The file is larger than 256 MiB: have it sent in parts")]
    FileTooLarge,
    /// Not a regular file.
    #[error("Its path is not a regular file: attach the document again")]
    NotAFile,
    /// Its hash is another one.
    #[error("The file was changed after it was attached, so it is not shown: attach the document again")]
    Changed,
    /// Encrypted with a password.
    #[error("The document is encrypted: have it sent without a password")]
    Encrypted,
    /// No pages.
    #[error("The document has no pages: have it sent again")]
    NoPages,
    /// Over the limit.
    #[error("The document has more than 10,000 pages: have it sent in parts")]
    TooManyPages,
    /// No such page.
    #[error("The document has no such page")]
    NoSuchPage,
    /// A page or a picture of an impossible size.
    #[error("The page has an impossible size, or would take too much memory: open a copy in another program")]
    TooLarge,
    /// The page cannot be decoded.
    #[error("The page cannot be drawn: open a copy in another program, or have it sent again")]
    Undrawable,
    /// Over the time limit.
    #[error("Drawing took too long and was stopped: open a copy in another program")]
    TooSlow,
    /// The process ended unexpectedly.
    #[error("Drawing stopped unexpectedly: open a copy in another program")]
    BrokeOff,
    /// The process cannot be started.
    #[error("The drawing process could not be started: restart the program")]
    NotStarted,
}

impl DrawingError {
    /// All errors, in the order of their numbers in the protocol.
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

    /// Number in the protocol.
    pub(super) fn number(self) -> u8 {
        Self::ALL.iter().position(|other| *other == self).and_then(|place| u8::try_from(place).ok()).unwrap_or(0)
    }

    /// Error with a number.
    pub(super) fn numbered(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}
