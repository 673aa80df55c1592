//! stub
use crate::{session::Session, policy::Standing};
pub struct Format { pub name: &'static str, pub label: &'static str, pub extension: &'static str }
pub const FORMATS: &[Format] = &[Format { name: "text", label: "Text", extension: "txt" }];
pub fn write(_s: &Session, _f: &Format, _st: Standing) -> String { String::new() }
