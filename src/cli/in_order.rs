//! Parallel work with results in order.
//!
//! Must not know: what the work is.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Does `work` on every group in parallel, and calls `each` in order.
///
/// Results are ordered by the positions that `work` returns with them, which over all groups count from 0 without gaps.
/// Ends early with the first error of `each`.
pub(super) fn in_order<G: Sync, R: Send, E>(
    groups: &[G],
    work: impl Fn(&G) -> Vec<(usize, R)> + Sync,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let next_group = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (send, receive) = sync_channel(64);
        for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(groups.len()) {
            let (send, next_group, work) = (send.clone(), &next_group, &work);
            scope.spawn(move || {
                while let Some(group) = groups.get(next_group.fetch_add(1, Ordering::Relaxed)) {
                    if send.send(work(group)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for results in receive {
            waiting.extend(results);
            while let Some(result) = waiting.remove(&next) {
                each(result)?;
                next += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_order_whatever_the_groups() {
        let groups: Vec<Vec<usize>> = (0..7).map(|group| (group..1000).step_by(7).collect()).collect();
        let mut seen = Vec::new();
        let outcome = in_order(
            &groups,
            |group| group.iter().map(|place| (*place, *place)).collect(),
            |place| {
                seen.push(place);
                if place < 900 { Ok(()) } else { Err(place) }
            },
        );
        assert_eq!((outcome, seen), (Err(900), (0..=900).collect()));
    }
}
