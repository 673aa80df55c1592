//! Output of a failing test, which the program never gives: cases, histories and actions are silent in `Debug`; here they are
//! told as JSON, and of two that differ the first place where they do.
//!
//! Must not know: what is tested.

use std::fmt;
use std::ops::{Deref, DerefMut};

use mednec::case::{Action, Case, History};
use mednec::session::Session;
use serde::Serialize;

/// A value that a failing test prints line by line.
pub(crate) trait Tell {
    fn lines(&self) -> Vec<String>;
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

impl Tell for Vec<Action> {
    fn lines(&self) -> Vec<String> {
        self.iter().map(json).collect()
    }
}

impl Tell for Case {
    fn lines(&self) -> Vec<String> {
        serde_json::to_string_pretty(self).unwrap().lines().map(str::to_owned).collect()
    }
}

impl Tell for History {
    fn lines(&self) -> Vec<String> {
        self.events().iter().map(json).chain(self.case().lines()).collect()
    }
}

impl Tell for Session {
    fn lines(&self) -> Vec<String> {
        self.history().lines()
    }
}

/// A value on which a property is tried, and which is printed where it fails.
pub(crate) struct Told<T>(pub(crate) T);

impl<T> Deref for Told<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Told<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Tell> fmt::Debug for Told<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().join("\n"))
    }
}

/// Where two differ first; nothing where they are the same.
pub(crate) fn difference<T: Tell + PartialEq>(left: &T, right: &T) -> Option<String> {
    if left == right {
        return None;
    }
    let (left, right) = (left.lines(), right.lines());
    let line = |lines: &[String], at: usize| lines.get(at).cloned().unwrap_or_else(|| "nothing more".to_owned());
    let at = (0..left.len().max(right.len())).find(|at| left.get(*at) != right.get(*at)).unwrap_or(0);
    Some(format!("line {at}\n  left:  {}\n  right: {}", line(&left, at), line(&right, at)))
}

/// Fails where two differ, and says where.
#[track_caller]
pub(crate) fn same<T: Tell + PartialEq>(left: &T, right: &T) {
    if let Some(difference) = difference(left, right) {
        panic!("the two differ at {difference}");
    }
}
