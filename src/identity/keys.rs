//! Public keys and signatures (Ed25519), always written in lower-case hex digits.
//!
//! Must not know: the owner of a key, or what is signed.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use ed25519_dalek::VerifyingKey;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Reason why a text is not a key or a signature. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadHex {
    /// Wrong length, or not lower-case hex digits.
    #[error("a public key has 64 lower-case hex digits, and a signature 128")]
    Form,
    /// Not a usable public key.
    #[error("these 64 digits are not an Ed25519 public key")]
    NoKey,
}

/// A public key. Its bytes are always the canonical form of a point of the curve, and never one of the weak points for which a
/// signature fits any message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

/// A signature, which `PublicKey::verify` verifies.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature([u8; 64]);

impl PublicKey {
    /// Reads 64 hex digits. Fails for any but a canonical key that is not weak.
    pub fn parse(text: &str) -> Result<Self, BadHex> {
        let bytes = from_hex(text)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| BadHex::NoKey)?;
        let canonical = key.to_edwards().compress().to_bytes() == bytes;
        if canonical && !key.is_weak() { Ok(Self(bytes)) } else { Err(BadHex::NoKey) }
    }

    /// True where this key signed exactly this message.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }

    /// The first twelve digits, enough to tell two keys apart on a screen.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }

    pub(super) fn of(key: &ed25519_dalek::SigningKey) -> Self {
        Self(key.verifying_key().to_bytes())
    }
}

impl Signature {
    /// Reads 128 hex digits.
    pub fn parse(text: &str) -> Result<Self, BadHex> {
        from_hex(text).map(Self)
    }

    /// The first sixteen digits, enough to find it in a history.
    pub fn short(&self) -> String {
        self.to_string().chars().take(16).collect()
    }

    pub(super) fn of(signature: &ed25519_dalek::Signature) -> Self {
        Self(signature.to_bytes())
    }
}

fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], BadHex> {
    let digit = |letter: u8| match letter {
        b'0'..=b'9' => Ok(letter - b'0'),
        b'a'..=b'f' => Ok(letter - b'a' + 10),
        _ => Err(BadHex::Form),
    };
    if text.len() != 2 * N {
        return Err(BadHex::Form);
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return Err(BadHex::Form) };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Ok(bytes)
}

macro_rules! written_in_hex {
    ($name:ident, $pattern:literal, $doc:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = String::with_capacity(2 * self.0.len());
                for byte in self.0 {
                    write!(text, "{byte:02x}")?;
                }
                f.write_str(&text)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "description": $doc, "pattern": $pattern})
            }
        }
    };
}

written_in_hex!(PublicKey, "^[0-9a-f]{64}$", "A public key (Ed25519), in lower-case hex digits.");
written_in_hex!(Signature, "^[0-9a-f]{128}$", "A signature (Ed25519), in lower-case hex digits.");
