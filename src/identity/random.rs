//! Random numbers of the operating system.
//!
//! Must not know: what they are for.

/// Error of a system that gives no random numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoRandomness;

/// Fills an array with random bytes of the system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Ok(bytes)
}

/// Fills a buffer with random bytes of the system.
pub(super) fn fill(buffer: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(buffer).map_err(|_| NoRandomness)
}
