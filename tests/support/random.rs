//! Numbers that look like chance and are the same in every run.
//!
//! Must not know: what they are for.

use std::ops::Range;

/// Chance that can be had again.
pub(crate) struct Random(u64);

impl Random {
    /// Seeds that lie side by side give numbers that do not.
    pub(crate) fn new(seed: u64) -> Self {
        let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self((mixed ^ (mixed >> 31)) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(crate) fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// A stretch of a text, most often a short one.
    pub(crate) fn stretch(&mut self, length: usize) -> Range<usize> {
        let longest = self.of(&[4, 60, 700, length]);
        let start = self.below(length);
        start..(start + 1 + self.below(longest)).min(length)
    }
}
