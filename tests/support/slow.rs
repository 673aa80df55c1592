//! A disk that takes its time over case files, as a folder on a network does, and a window on it.
//!
//! Must not know: anything private of the program.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use eframe::egui::{Key, Modifiers, Role};
use mednec::store::Failure;
use mednec::store::SystemDisk;
use mednec::store::disk::{Disk, FolderHandle, Kind, LockGuard, Unfinished};

use crate::driver::{CHRONIC, Driver, SMALL, SUPPORTS, TRIAL};

/// The system's disk, on which no case is read while somebody holds the lock.
#[derive(Debug)]
pub(crate) struct SlowDisk(pub(crate) Arc<RwLock<()>>);

impl Disk for SlowDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        SystemDisk.kind(path)
    }

    fn read(&self, path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
        let _waited = path.components().any(|part| part.as_os_str() == "cases").then(|| self.0.read().unwrap());
        SystemDisk.read(path, largest)
    }

    fn length(&self, path: &Path) -> io::Result<Option<u64>> {
        SystemDisk.length(path)
    }

    fn read_from(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>> {
        SystemDisk.read_from(path, from, most)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        SystemDisk.names(folder)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        SystemDisk.make_folder(path)
    }

    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn FolderHandle>> {
        SystemDisk.open_folder(path)
    }

    fn begin_file(&self, folder: &Path) -> io::Result<Box<dyn Unfinished>> {
        SystemDisk.begin_file(folder)
    }

    fn create_new(&self, path: &Path) -> io::Result<()> {
        SystemDisk.create_new(path)
    }

    fn link(&self, path: &Path, second: &Path) -> io::Result<()> {
        SystemDisk.link(path, second)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        SystemDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        SystemDisk.remove(path)
    }

    fn remove_abandoned(&self, path: &Path) -> io::Result<()> {
        SystemDisk.remove_abandoned(path)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<LockGuard>> {
        SystemDisk.try_lock(path)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        SystemDisk.append(path, bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        SystemDisk.sync(path)
    }
}

/// Three cases, the newest first in the list and open; what each is called.
fn three_cases() -> (Driver, [String; 3]) {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    let cases = ["A. Invented", "B. Invented", "C. Invented"].map(|name| {
        if name != "A. Invented" {
            d.begin(TRIAL);
        }
        d.type_into("Member's name", name);
        d.wait_until_kept();
        d.case_id()
    });
    (d, cases)
}

#[test]
fn the_window_lives_while_a_case_is_read_and_only_the_last_one_asked_for_arrives() {
    let (mut d, [first, second, third]) = three_cases();
    d.press("Indication");
    let reading = d.reading.clone();
    let held = reading.write().unwrap();
    d.open(&first);
    d.wait_for(|it| it.sees(&format!("Opening case {first}")));
    assert!(!d.sees(CHRONIC), "nothing of the case that was left can be answered by a key that comes late");
    d.keys(Modifiers::NONE, &[Key::S, Key::J]);
    d.keys(Modifiers::ALT, &[Key::ArrowUp]);
    d.wait_for(|it| it.sees(&format!("Opening case {second}")));
    d.wait_for(|it| it.sees("Opening the case"));
    drop(held);
    d.wait_for(|it| it.sees(&format!("Case {second}")));
    assert_eq!(d.case_id(), second);
    d.settle();
    assert_eq!(d.case_id(), second, "the first one came too late");
    d.press("Indication");
    assert_eq!(d.chosen(CHRONIC), None);

    let held = reading.write().unwrap();
    d.open(&third);
    d.begin(TRIAL);
    d.wait_for(|it| !it.named(&[Role::Tab], "Indication").is_empty());
    d.press("Indication");
    d.choose(CHRONIC, SUPPORTS);
    let begun = d.case_id();
    drop(held);
    d.wait_until_kept();
    assert_eq!((d.case_id(), d.chosen(CHRONIC).as_deref()), (begun, Some(SUPPORTS)), "a case begun meanwhile stays");
}
