//! stub
use crate::{policy::Standing, session::Session};
pub struct Format {
    pub name: &'static str,
    pub label: &'static str,
    pub extension: &'static str,
}
pub const FORMATS: &[Format] = &[Format { name: "text", label: "Text", extension: "txt" }];
pub fn write(_s: &Session, _f: &Format, _st: Standing) -> String {
    String::new()
}
