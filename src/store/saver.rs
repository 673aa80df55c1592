//! Saves cases on a thread of its own. It knows which version of each case is on the disk, queues only the newest
//! snapshot of a case, and keeps one that could not be saved until it is retried or replaced by a newer one.
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
use crate::case::History;
use crate::ids::CaseId;

/// Called after each outcome on the worker's thread, to wake the window.
pub type Wake = Box<dyn Fn() + Send>;

/// Outcome of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveOutcome {
    /// The case.
    pub case: CaseId,
    /// Number of the last saved event. The outcome applies to this event and those before it.
    pub sequence: u32,
    /// The saved version or the error.
    pub result: Result<Saved, StoreError>,
}

/// Handle of the worker. Dropping it saves what is queued first.
pub struct Saver {
    shared: Arc<Shared>,
    worker: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<SaverState>,
    changed: Condvar,
}

#[derive(Default)]
struct SaverState {
    waiting: VecDeque<History>,
    failed: BTreeMap<CaseId, History>,
    on_disk: BTreeMap<CaseId, Version>,
    outcomes: Vec<SaveOutcome>,
    /// The snapshot that is being saved.
    saving: Option<History>,
    stopping: bool,
}

impl Saver {
    /// Starts the worker. Fails when the system has no thread for it.
    pub fn start(store: Arc<CaseStore>, wake: Option<Wake>) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let worker_shared = shared.clone();
        let worker = thread::Builder::new().name("saver".to_owned()).spawn(move || worker_shared.work(&store, wake))?;
        Ok(Self { shared, worker: Some(worker) })
    }

    /// Records the version of a case that is on the disk: after loading it, or to overwrite it after a conflict.
    pub fn adopt(&self, case: CaseId, version: Version) {
        self.shared.state().on_disk.insert(case, version);
    }

    /// Queues a snapshot. It replaces an earlier one of the same case that is queued or failed.
    pub fn save(&self, history: History) {
        let mut state = self.shared.state();
        state.failed.remove(&history.case().id);
        match state.waiting.iter_mut().find(|waiting| waiting.case().id == history.case().id) {
            Some(waiting) => *waiting = history,
            None => state.waiting.push_back(history),
        }
        self.shared.changed.notify_all();
    }

    /// Takes the outcomes since the last call, in order.
    pub fn outcomes(&self) -> Vec<SaveOutcome> {
        mem::take(&mut self.shared.state().outcomes)
    }

    /// Queues every failed snapshot again.
    pub fn retry(&self) {
        let mut state = self.shared.state();
        let failed = mem::take(&mut state.failed);
        state.waiting.extend(failed.into_values());
        self.shared.changed.notify_all();
    }

    /// Discards a failed snapshot up to this event, because it was saved elsewhere.
    pub fn discard_failed(&self, case: &CaseId, up_to: u32) {
        let mut state = self.shared.state();
        if state.failed.get(case).is_some_and(|failed| failed.last_sequence() <= up_to) {
            state.failed.remove(case);
        }
    }

    /// Number of cases whose newest snapshot is queued, being saved or failed.
    pub fn unsaved(&self) -> usize {
        let state = self.shared.state();
        state.waiting.len() + state.failed.len() + usize::from(state.saving.is_some())
    }

    /// Returns the newest snapshot of a case that is not on the disk yet. Opening the case has to continue it, since
    /// the file is older.
    pub fn pending(&self, case: &CaseId) -> Option<History> {
        let state = self.shared.state();
        let waiting = state.waiting.iter().find(|history| history.case().id == *case);
        let held = waiting.or_else(|| state.failed.get(case));
        held.or_else(|| state.saving.as_ref().filter(|history| history.case().id == *case)).cloned()
    }

    /// True if its thread has ended because of a bug: nothing is saved any more.
    pub fn has_stopped(&self) -> bool {
        self.worker.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Waits until nothing is queued. Returns true if everything is on the disk.
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
            // It returns nothing; if it panicked, `flush` has returned false.
            let _ = worker.join();
        }
    }
}

impl Shared {
    fn work(&self, store: &CaseStore, wake: Option<Wake>) {
        while let Some((history, expected)) = self.next() {
            let result = store.save(&history, expected.as_ref());
            let idle = self.record_outcome(history, result);
            if let Some(wake) = &wake {
                wake();
            }
            if idle {
                // A failed sync is repeated after the next save.
                let _ = store.sync_log();
            }
        }
    }

    /// Waits for the oldest queued snapshot; `None` when it is time to stop.
    fn next(&self) -> Option<(History, Option<Version>)> {
        let mut state = self.state();
        loop {
            if let Some(history) = state.waiting.pop_front() {
                state.saving = Some(history.clone());
                let expected = state.on_disk.get(&history.case().id).cloned();
                return Some((history, expected));
            }
            if state.stopping {
                return None;
            }
            state = self.wait(state);
        }
    }

    /// Records an outcome. Returns true if nothing is queued.
    fn record_outcome(&self, history: History, result: Result<Saved, StoreError>) -> bool {
        let mut state = self.state();
        let (case, sequence) = (history.case().id.clone(), history.last_sequence());
        match &result {
            Ok(saved) => {
                state.on_disk.insert(case.clone(), saved.version.clone());
            }
            Err(_) if state.waiting.iter().any(|waiting| waiting.case().id == case) => {}
            Err(_) => {
                state.failed.insert(case.clone(), history);
            }
        }
        state.outcomes.push(SaveOutcome { case, sequence, result });
        state.saving = None;
        self.changed.notify_all();
        state.waiting.is_empty()
    }

    /// Changes under the lock are complete before anything can panic, so a poisoned lock holds a valid state.
    fn state(&self) -> MutexGuard<'_, SaverState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a change, at most half a second, so that nobody waits for a worker that panicked.
    fn wait<'s>(&self, state: MutexGuard<'s, SaverState>) -> MutexGuard<'s, SaverState> {
        let woken = self.changed.wait_timeout(state, Duration::from_millis(500));
        woken.unwrap_or_else(PoisonError::into_inner).0
    }
}
