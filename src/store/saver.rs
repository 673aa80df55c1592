//! A worker that saves off the frame. It knows which version of each case is on the disk, keeps only the newest snapshot of
//! a case that waits, and keeps one that could not be saved until it is retried or a newer one comes.
//!
//! Must not know: who shows an outcome, or what is to be done about a conflict.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::case_store::{CaseStore, Saved, Version};
use super::error::StoreError;
use crate::case::Record;
use crate::ids::CaseId;

/// Called after each outcome, on the worker's thread: wakes the window.
pub type Wake = Box<dyn Fn() + Send>;

/// How a save went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Of which case.
    pub case: CaseId,
    /// Up to which event. Only what has this number or a lower one is settled by it.
    pub sequence: u32,
    /// What came of it.
    pub result: Result<Saved, StoreError>,
}

/// The worker. Dropping it saves what waits first.
pub struct Saver {
    shared: Arc<Shared>,
    worker: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Record>,
    failed: BTreeMap<CaseId, Record>,
    on_disk: BTreeMap<CaseId, Version>,
    outcomes: Vec<Outcome>,
    /// What the worker has in its hands.
    saving: Option<Record>,
    stopping: bool,
}

impl Saver {
    /// Starts the worker; fails when the system gives no thread.
    pub fn start(store: Arc<CaseStore>, wake: Option<Wake>) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let its = shared.clone();
        let worker = thread::Builder::new().name("saver".to_owned()).spawn(move || its.work(&store, wake))?;
        Ok(Self { shared, worker: Some(worker) })
    }

    /// Says which version of a case is on the disk: after loading it, or to take over after a conflict.
    pub fn adopt(&self, case: CaseId, version: Version) {
        self.shared.state().on_disk.insert(case, version);
    }

    /// Hands in a snapshot. It takes the place of an earlier one of the same case that waits or failed.
    pub fn save(&self, record: Record) {
        let mut state = self.shared.state();
        state.failed.remove(&record.case().id);
        match state.waiting.iter_mut().find(|waiting| waiting.case().id == record.case().id) {
            Some(waiting) => *waiting = record,
            None => state.waiting.push_back(record),
        }
        self.shared.changed.notify_all();
    }

    /// What came of saves since the last call, in their order.
    pub fn outcomes(&self) -> Vec<Outcome> {
        mem::take(&mut self.shared.state().outcomes)
    }

    /// Tries again whatever failed.
    pub fn retry(&self) {
        let mut state = self.shared.state();
        let failed = mem::take(&mut state.failed);
        state.waiting.extend(failed.into_values());
        self.shared.changed.notify_all();
    }

    /// Lets a snapshot that could not be saved go, up to this event: it is kept elsewhere.
    pub fn let_go(&self, case: &CaseId, up_to: u32) {
        let mut state = self.shared.state();
        if state.failed.get(case).is_some_and(|failed| failed.last_sequence() <= up_to) {
            state.failed.remove(case);
        }
    }

    /// The cases whose newest snapshot waits, is being saved or failed: not yet on the disk.
    pub fn unsaved(&self) -> usize {
        let state = self.shared.state();
        state.waiting.len() + state.failed.len() + usize::from(state.saving.is_some())
    }

    /// The newest snapshot of a case that is not on the disk yet. Whoever opens the case goes on from it: the file is older.
    pub fn pending(&self, case: &CaseId) -> Option<Record> {
        let state = self.shared.state();
        let waiting = state.waiting.iter().find(|record| record.case().id == *case);
        let held = waiting.or_else(|| state.failed.get(case));
        held.or_else(|| state.saving.as_ref().filter(|record| record.case().id == *case)).cloned()
    }

    /// Whether its thread has ended, by a fault of the program: nothing is saved any more.
    pub fn has_stopped(&self) -> bool {
        self.worker.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Waits until nothing is queued. Whether everything that was handed in is now on the disk.
    #[must_use = "false means that work would be lost by leaving now"]
    pub fn flush(&self) -> bool {
        let mut state = self.shared.state();
        while state.saving.is_some() || !state.waiting.is_empty() {
            if self.has_stopped() {
                return false;
            }
            state = self.shared.wait(state);
        }
        state.failed.is_empty()
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.shared.state().stopping = true;
        self.shared.changed.notify_all();
        if let Some(worker) = self.worker.take() {
            // It has nothing to return; if it died, flush has said so.
            let _ = worker.join();
        }
    }
}

impl Shared {
    fn work(&self, store: &CaseStore, wake: Option<Wake>) {
        while let Some((record, expected)) = self.next() {
            let result = store.save(&record, expected.as_ref());
            let idle = self.settle(record, result);
            if let Some(wake) = &wake {
                wake();
            }
            if idle {
                // A log that was not synced is synced after the next save.
                let _ = store.sync_log();
            }
        }
    }

    /// The snapshot that has waited longest; none when it is time to stop.
    fn next(&self) -> Option<(Record, Option<Version>)> {
        let mut state = self.state();
        loop {
            if let Some(record) = state.waiting.pop_front() {
                state.saving = Some(record.clone());
                let expected = state.on_disk.get(&record.case().id).cloned();
                return Some((record, expected));
            }
            if state.stopping {
                return None;
            }
            state = self.wait(state);
        }
    }

    /// Notes an outcome. Whether nothing waits now.
    fn settle(&self, record: Record, result: Result<Saved, StoreError>) -> bool {
        let mut state = self.state();
        let (case, sequence) = (record.case().id.clone(), record.last_sequence());
        match &result {
            Ok(saved) => {
                state.on_disk.insert(case.clone(), saved.version.clone());
            }
            Err(_) if state.waiting.iter().any(|waiting| waiting.case().id == case) => {}
            Err(_) => {
                state.failed.insert(case.clone(), record);
            }
        }
        state.outcomes.push(Outcome { case, sequence, result });
        state.saving = None;
        self.changed.notify_all();
        state.waiting.is_empty()
    }

    /// Every change under the lock is whole before anything can fail, so a poisoned lock holds a good state.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes at least twice a second, so that nobody waits for a worker that died.
    fn wait<'s>(&self, state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        let woken = self.changed.wait_timeout(state, Duration::from_millis(500));
        woken.unwrap_or_else(PoisonError::into_inner).0
    }
}
