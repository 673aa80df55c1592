//! The places of the window. Each draws what it is given and pushes wishes; none of them changes anything.
//!
//! Must not know: the store, or how a wish is granted.

mod about;
mod case;
mod chart;
mod criterion;
mod decision;
mod figure;
mod guide;
mod header;
mod history;
mod keeping;
mod overlay;
mod overview;
mod palette;
mod papers;
mod policy;
mod records;
mod request;
mod settings;
mod sign_in;
mod status;
mod worklist;

pub use about::{about_ui, licences_ui, messages_ui};
pub use case::case_ui;
pub use chart::{FIND_FIELD, PAGE_FIELD, chart_ui, drop_ui};
pub use figure::figure_ui;
pub use guide::guide_ui;
pub use header::{Foot, Room, SavedWords, foot_ui, header_ui};
pub use keeping::{Comparison, compare_ui, cut_off_ui, damaged_ui, trash_ui};
pub use overlay::{Overlay, new_case_ui, opening_ui, shortcuts_ui, switch_pathway_ui, welcome_ui};
pub use overview::overview_ui;
pub use palette::{Offer, palette_ui};
pub use papers::papers_ui;
pub use settings::{SettingsPage, settings_ui};
pub use sign_in::{SignIn, sign_in_ui};
pub use status::{status_strip_ui, status_ui};
pub use worklist::{Worklist, worklist_ui};
