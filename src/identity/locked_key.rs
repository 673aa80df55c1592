//! A private key, locked by its owner's passphrase: a standard encrypted PKCS#8 document (RFC 5958, scrypt, AES-256-CBC) in
//! PEM, so that it can be opened without this program too.
//!
//! Must not know: whose key it is, or what it signs.

use std::borrow::Cow;
use std::fmt;

use pkcs8::der::asn1::OctetStringRef;
use pkcs8::der::pem::PemLabel as _;
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::{EncryptionScheme as Cipher, Kdf, Parameters, Salt, ScryptParams};
use pkcs8::{
    AlgorithmIdentifierRef, Document, EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use zeroize::Zeroizing;

use super::keys::PublicKey;
use super::passphrase::{Passphrase, WeakPassphrase};
use super::private_key::{PrivateKey, clear_stack};
use super::random::{NoRandomness, fill, random};

/// Ed25519 (RFC 8410).
const ALGORITHM: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
/// The two bytes before the 32 bytes of an Ed25519 key in PKCS#8.
const NESTED: [u8; 2] = [0x04, 0x20];
/// Longest text of a locked key in bytes; a usual one has about 400.
const MAX_BYTES: usize = 1024;
/// scrypt's `r` and `p`, in every lock.
const BLOCK: u16 = 8;
const PARALLEL: u16 = 1;

/// Cost of one guess at a passphrase: scrypt with N = 2^`log_n`, r = 8, p = 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    log_n: u8,
}

impl Cost {
    /// The cost of new locks: 128 MiB and some tenths of a second.
    pub const STANDARD: Self = Self { log_n: 17 };
    /// The cheapest lock that is unlocked: OpenSSL's default, an eighth of the standard. This program never made a cheaper one,
    /// so a cheaper one was put there to be guessed.
    pub const LEAST: Self = Self { log_n: 14 };
    /// For tests, which lock hundreds of keys; protects nothing.
    pub const FOR_TESTS: Self = Self { log_n: 10 };
    /// Largest N that is unlocked: twice the standard, whatever a file states.
    const MAX_COST: u64 = 1 << 18;

    /// The cheapest lock that is unlocked where new ones have this cost. Only tests make cheaper ones and unlock them.
    pub(super) fn cheapest_to_unlock(self) -> Self {
        Self { log_n: self.log_n.min(Self::LEAST.log_n) }
    }
}

/// Reason why a text is not a locked key of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLock {
    /// It is not an encrypted PKCS#8 document in canonical form.
    #[error("the locked key is not in the form in which this program writes one")]
    Form,
    /// It has another cipher or key derivation.
    #[error("the locked key uses a method that this program does not use")]
    OtherKind,
    /// It needs more work than any lock of this program.
    #[error(
        "unlocking this key would take more memory and time than any key of this program needs, so it is not unlocked"
    )]
    TooMuchWork,
}

/// Reason why a key was not made or not locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The passphrase is too weak.
    #[error(transparent)]
    Weak(#[from] WeakPassphrase),
    /// The system has no random numbers.
    #[error("the system provides no random numbers, so no key can be created: restart the computer")]
    NoRandomNumbers,
    /// A library failed.
    #[error("the key could not be locked, and nothing was changed: report this error")]
    NotLocked,
}

impl From<NoRandomness> for KeyError {
    fn from(_: NoRandomness) -> Self {
        Self::NoRandomNumbers
    }
}

/// Failure of an attempt to unlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnlockFailure {
    /// The passphrase is wrong, or the text is damaged: the cipher cannot tell which.
    WrongPassphrase,
    /// It holds the private half of another key.
    OtherKey,
}

/// A locked private key in PEM, always in canonical form and with a cost that the program accepts to unlock it.
#[derive(Clone, PartialEq, Eq)]
pub struct LockedKey(String);

impl LockedKey {
    /// Checks the form and the cost of unlocking.
    pub fn parse(text: &str) -> Result<Self, BadLock> {
        if text.len() > MAX_BYTES {
            return Err(BadLock::Form);
        }
        let (label, document) = Document::from_pem(text).map_err(|_| BadLock::Form)?;
        parts(&document)?;
        let again = document.to_pem(EncryptedPrivateKeyInfoRef::PEM_LABEL, LineEnding::LF);
        let canonical = label == EncryptedPrivateKeyInfoRef::PEM_LABEL && again.is_ok_and(|again| again == text);
        if canonical { Ok(Self(text.to_owned())) } else { Err(BadLock::Form) }
    }

    /// Makes a new key for a reviewer of this name and locks it.
    pub fn generate(name: &str, passphrase: &Passphrase, cost: Cost) -> Result<(PublicKey, Self), KeyError> {
        let (key, locked) = Self::generate_open(name, passphrase, cost)?;
        Ok((key.public(), locked))
    }

    /// The text in PEM.
    pub fn as_pem(&self) -> &str {
        &self.0
    }

    pub(super) fn generate_open(
        name: &str,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(PrivateKey, Self), KeyError> {
        let key = PrivateKey::fill_with(|key| fill(key))?;
        let locked = Self::lock(&key, name, passphrase, cost)?;
        Ok((key, locked))
    }

    pub(super) fn lock(key: &PrivateKey, name: &str, passphrase: &Passphrase, cost: Cost) -> Result<Self, KeyError> {
        let locked = Self::lock_unwiped(key, name, passphrase, cost);
        clear_stack();
        locked
    }

    #[inline(never)]
    fn lock_unwiped(key: &PrivateKey, name: &str, passphrase: &Passphrase, cost: Cost) -> Result<Self, KeyError> {
        passphrase.check(name)?;
        let kdf = Kdf::Scrypt(ScryptParams {
            salt: Salt::new(random::<16>()?).map_err(|_| KeyError::NotLocked)?,
            cost_parameter: 1 << cost.log_n,
            block_size: BLOCK,
            parallelization: PARALLEL,
            key_length: None,
        });
        let parameters = Parameters { kdf, encryption: Cipher::Aes256Cbc { iv: random()? } };
        let mut nested = Zeroizing::new([0; 34]);
        nested[..2].copy_from_slice(&NESTED);
        nested[2..].copy_from_slice(key.bytes());
        // Without the public half, since OpenSSL 3.0 does not read a document that has it.
        let lock = || -> pkcs8::Result<String> {
            let algorithm = AlgorithmIdentifierRef { oid: ALGORITHM, parameters: None };
            let info = PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(&nested[..])?);
            let document = info.encrypt_with_params(parameters, passphrase.bytes())?;
            Ok(document.to_pem(EncryptedPrivateKeyInfoRef::PEM_LABEL, LineEnding::LF)?.to_string())
        };
        let text = lock().map_err(|_| KeyError::NotLocked)?;
        Self::parse(&text).map_err(|_| KeyError::NotLocked)
    }

    /// True where a guess at its passphrase costs less than `least`.
    pub(super) fn is_cheaper_than(&self, cheapest_to_unlock: Cost) -> bool {
        let cost = Document::from_pem(&self.0).ok().and_then(|(_, document)| match parts(&document).ok()?.0.kdf {
            Kdf::Scrypt(scrypt) => Some(scrypt.cost_parameter),
            _ => None,
        });
        cost.is_none_or(|cost| cost < 1 << cheapest_to_unlock.log_n)
    }

    /// Unlocks it and returns the private half of exactly the expected key.
    pub(super) fn unlock(&self, passphrase: &Passphrase, expected: &PublicKey) -> Result<PrivateKey, UnlockFailure> {
        let unlocked = self.unlock_unwiped(passphrase);
        clear_stack();
        let key = unlocked?;
        if key.public() == *expected { Ok(key) } else { Err(UnlockFailure::OtherKey) }
    }

    #[inline(never)]
    fn unlock_unwiped(&self, passphrase: &Passphrase) -> Result<PrivateKey, UnlockFailure> {
        let (_, document) = Document::from_pem(&self.0).map_err(|_| UnlockFailure::WrongPassphrase)?;
        let (parameters, cipher_text) = parts(&document).map_err(|_| UnlockFailure::WrongPassphrase)?;
        let mut buffer = Zeroizing::new(cipher_text.to_vec());
        let plain =
            parameters.decrypt_in_place(passphrase.bytes(), &mut buffer).map_err(|_| UnlockFailure::WrongPassphrase)?;
        let info = PrivateKeyInfoRef::try_from(plain).map_err(|_| UnlockFailure::WrongPassphrase)?;
        let of_kind = info.algorithm.oid == ALGORITHM && info.algorithm.parameters.is_none();
        let secret = info.private_key.as_bytes().strip_prefix(&NESTED).filter(|_| of_kind);
        let secret = secret.filter(|secret| secret.len() == 32).ok_or(UnlockFailure::WrongPassphrase)?;
        PrivateKey::fill_with(|key| {
            key.copy_from_slice(secret);
            Ok(())
        })
    }
}

/// The parameters of the lock and the encrypted content. Checks the cost, so that no caller starts work that is too expensive.
fn parts(document: &Document) -> Result<(Parameters, &[u8]), BadLock> {
    let info = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| BadLock::Form)?;
    let EncryptionScheme::Pbes2(parameters) = info.encryption_algorithm else { return Err(BadLock::OtherKind) };
    let Kdf::Scrypt(scrypt) = &parameters.kdf else { return Err(BadLock::OtherKind) };
    if !matches!(parameters.encryption, Cipher::Aes256Cbc { .. }) || scrypt.key_length.is_some() {
        return Err(BadLock::OtherKind);
    }
    let cost = scrypt.cost_parameter;
    if cost > Cost::MAX_COST || scrypt.block_size > BLOCK || scrypt.parallelization > PARALLEL {
        return Err(BadLock::TooMuchWork);
    }
    // pkcs5 0.8 panics where N is 0.
    if cost < 2 || !cost.is_power_of_two() || scrypt.block_size != BLOCK || scrypt.parallelization != PARALLEL {
        return Err(BadLock::OtherKind);
    }
    Ok((parameters, info.encrypted_data.as_bytes()))
}

impl fmt::Debug for LockedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LockedKey")
    }
}

impl Serialize for LockedKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for LockedKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl JsonSchema for LockedKey {
    fn schema_name() -> Cow<'static, str> {
        "LockedKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "maxLength": MAX_BYTES,
            "description": "A private key locked by its owner's passphrase: encrypted PKCS#8 in PEM, scrypt and \
                            AES-256-CBC."
        })
    }
}
