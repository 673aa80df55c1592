//! Checks the format of codes and numbers from outside: ICD-10-CM, CPT, HCPCS and NPI.
//!
//! Must not know: whether a code is listed, valid this year or covered.

/// Error of a code or a number in the wrong format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// Not an NPI.
    #[error("an NPI has ten digits, and the last one is a check digit: one of the ten is mistyped")]
    Npi,
    /// Not an ICD-10-CM code.
    #[error(
        "an ICD-10-CM code is a letter and two digits (one may be a letter), then up to four more after a point: G90.50"
    )]
    Diagnosis,
    /// Neither a CPT nor an HCPCS level II code.
    #[error(
        "a procedure code has five characters: four digits and a digit or a letter (CPT, 62362), or a letter and four digits \
         (HCPCS, E0783)"
    )]
    Procedure,
}

/// True for a National Provider Identifier: ten digits whose Luhn sum, with the prefix 80840 of health identifiers in the USA,
/// ends in zero (ISO/IEC 7812, as CMS applies it).
pub fn is_npi(text: &str) -> bool {
    if text.len() != 10 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let luhn: u32 = text
        .bytes()
        .rev()
        .zip([false, true].into_iter().cycle())
        .map(|(byte, doubled)| {
            let digit = u32::from(byte - b'0');
            if doubled { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    // The prefix always adds 24.
    (luhn + 24).is_multiple_of(10)
}

/// True for a text in the format of an ICD-10-CM code, the point optional: `G90.50`, `G9050`, `M96.1`. One of the two characters
/// after the first may be a letter: `C7A.098`, and `QA0.0141` of chapter 17 since October 2025.
pub fn is_diagnosis_code(text: &str) -> bool {
    let (head, tail) = if text.len() > 3 && text.is_char_boundary(3) { text.split_at(3) } else { (text, "") };
    let tail = tail.strip_prefix('.').map_or(tail, |rest| if rest.is_empty() { "." } else { rest });
    let head = head.as_bytes();
    let upper = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let one_digit = |b: u8, c: u8| upper(b) && upper(c) && (b.is_ascii_digit() || c.is_ascii_digit());
    matches!(head, [a, b, c] if a.is_ascii_uppercase() && one_digit(*b, *c))
        && tail.len() <= 4
        && tail.bytes().all(upper)
}

/// True for a text in the format of a CPT code (`62362`, `0275T`) or of an HCPCS level II code, which begins with one of the
/// letters A to V (`E0783`, `J2274`).
pub(super) fn is_procedure_code(text: &str) -> bool {
    let are_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    match text.as_bytes() {
        [digits @ .., last] if digits.len() == 4 && are_digits(digits) => {
            last.is_ascii_digit() || last.is_ascii_uppercase()
        }
        [b'A'..=b'V', digits @ ..] => digits.len() == 4 && are_digits(digits),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn npi_by_its_check_digit() {
        assert!(is_npi("1234567893"), "the example of the standard");
        for text in ["1234567890", "1234567894", "2134567893", "123456789", "12345678930", "123456789x", ""] {
            assert!(!is_npi(text), "{text}");
        }
    }

    #[test]
    fn diagnoses_by_form() {
        for text in ["G90.50", "G9050", "M96.1", "C7A.098", "S72.001A", "Z51", "QA0.0141"] {
            assert!(is_diagnosis_code(text), "{text}");
        }
        for text in ["", "G9", "90.5", "G90.", "G90..5", "g90.5", "G90.50000", "GÄ0.1", "🦴🦴", "GAA", "PAIN"] {
            assert!(!is_diagnosis_code(text), "{text}");
        }
    }

    #[test]
    fn procedures_by_form() {
        for text in ["62362", "0275T", "E0783", "E0786", "J2274", "J0475", "A4220", "V2020"] {
            assert!(is_procedure_code(text), "{text}");
        }
        for text in ["", "6236", "623620", "W0783", "e0783", "E078", "E07830", "E078A", "EE783", "É0783"] {
            assert!(!is_procedure_code(text), "{text}");
        }
    }
}
