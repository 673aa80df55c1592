//! Pages, controls and shortcuts of the window.

pub(crate) mod desk;
pub(crate) mod guide;
pub(crate) mod layout;
pub(crate) mod palette;
pub(crate) mod settings;
pub(crate) mod widgets;
