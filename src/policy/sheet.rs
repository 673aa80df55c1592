//! x
pub fn sheet(){}
