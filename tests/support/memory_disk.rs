//! A disk in memory that keeps apart what was written from what a power cut would leave: bytes and names that were not
//! synced are gone or there, as the test says. Its operations are counted, and one of them can fail or be the last.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use mednec::store::Failure;
use mednec::store::disk::{Disk, FolderHandle, Kind, LockGuard, Unfinished};

/// The kinds of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The operation of this number, from 0, fails with this error; a write is cut off half way.
    Fail(usize, io::ErrorKind),
    /// The system stops before the operation of this number.
    Crash(usize),
    /// Syncing a file does nothing, and says that it did.
    NoFileSync,
    /// Syncing a folder does nothing, and says that it did.
    NoFolderSync,
}

/// The parts that a crash leaves of what was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Neither names nor bytes.
    Nothing,
    /// The names, without the bytes: what a journal of names alone does.
    Names,
    /// Everything: the program was killed, the system went on.
    Everything,
}

#[derive(Clone, Default)]
struct File {
    now: Vec<u8>,
    synced: Vec<u8>,
}

#[derive(Clone, Default)]
struct DiskState {
    files: BTreeMap<u64, File>,
    /// By folder, then by name: the file; none for a folder.
    now: BTreeMap<PathBuf, BTreeMap<PathBuf, Option<u64>>>,
    synced: BTreeMap<PathBuf, BTreeMap<PathBuf, Option<u64>>>,
    locked: BTreeSet<PathBuf>,
    next: u64,
    operations: usize,
    fault: Option<Fault>,
    crashed: bool,
    log: Vec<String>,
}

/// The disk. Clones are the same disk.
#[derive(Clone, Default)]
pub struct MemoryDisk(Arc<Mutex<DiskState>>);

impl std::fmt::Debug for MemoryDisk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryDisk")
    }
}

impl MemoryDisk {
    /// An empty disk with one folder.
    pub fn with_folder(path: &str) -> Self {
        let disk = Self::default();
        let mut state = disk.state();
        for folder in Path::new(path).ancestors() {
            state.now.entry(folder.to_owned()).or_default();
            if let Some(parent) = folder.parent() {
                state.now.entry(parent.to_owned()).or_default().insert(folder.to_owned(), None);
            }
        }
        state.synced = state.now.clone();
        drop(state);
        disk
    }

    /// From now on this goes wrong, operations being counted from here.
    pub fn set(&self, fault: Option<Fault>) {
        let mut state = self.state();
        state.operations = 0;
        state.fault = fault;
        state.log.clear();
    }

    /// Returns the number of operations since then.
    pub fn operations(&self) -> usize {
        self.state().operations
    }

    /// Returns the operations since then.
    pub fn log(&self) -> Vec<String> {
        self.state().log.clone()
    }

    /// A disk of its own that stands as this one does.
    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.state().clone())))
    }

    /// The disk as it stands after a power cut now, or after the crash that happened.
    pub fn after_crash(&self, left: Left) -> Self {
        let mut state = self.state().clone();
        if left == Left::Nothing {
            state.now = state.synced.clone();
        }
        if left != Left::Everything {
            state.files.values_mut().for_each(|file| file.now = file.synced.clone());
        }
        state.synced = state.now.clone();
        state.files.values_mut().for_each(|file| file.synced = file.now.clone());
        state.locked.clear();
        (state.fault, state.crashed, state.operations) = (None, false, 0);
        Self(Arc::new(Mutex::new(state)))
    }

    /// Returns the bytes of a file.
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.state();
        let id = state.file(path)?;
        Some(state.files[&id].now.clone())
    }

    /// Puts bytes into a file that is there, past all care.
    pub fn spoil(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state();
        let id = state.file(path).unwrap();
        let file = File { now: bytes.to_owned(), synced: bytes.to_owned() };
        state.files.insert(id, file);
    }

    /// Every file below a folder.
    pub fn files_below(&self, folder: &Path) -> Vec<PathBuf> {
        let state = self.state();
        let names = state.now.values().flatten().filter(|(path, file)| file.is_some() && path.starts_with(folder));
        names.map(|(path, _)| path.clone()).collect()
    }

    fn state(&self) -> MutexGuard<'_, DiskState> {
        self.0.lock().unwrap()
    }

    /// Counts an operation, and lets it fail if it is its turn.
    fn step(&self, what: &str, path: &Path) -> io::Result<MutexGuard<'_, DiskState>> {
        let mut state = self.state();
        if state.crashed {
            return Err(io::Error::other("crashed"));
        }
        let number = state.operations;
        state.operations += 1;
        state.log.push(format!("{what} {}", path.display()));
        match state.fault {
            Some(Fault::Fail(at, error)) if at == number => Err(error.into()),
            Some(Fault::Crash(at)) if at == number => {
                state.crashed = true;
                Err(io::Error::other("crashed"))
            }
            _ => Ok(state),
        }
    }
}

impl DiskState {
    fn entry(&self, path: &Path) -> Option<Option<u64>> {
        self.now.get(path.parent()?)?.get(path).copied()
    }

    fn file(&self, path: &Path) -> Option<u64> {
        self.entry(path).flatten()
    }

    fn put(&mut self, path: &Path, file: Option<u64>) -> io::Result<()> {
        let folder = self.now.get_mut(path.parent().unwrap()).ok_or(io::ErrorKind::NotFound)?;
        folder.insert(path.to_owned(), file);
        Ok(())
    }

    fn new_file(&mut self) -> u64 {
        self.next += 1;
        self.files.insert(self.next, File::default());
        self.next
    }
}

impl Disk for MemoryDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        let state = self.step("look at", path)?;
        if state.now.contains_key(path) {
            return Ok(Some(Kind::Folder));
        }
        Ok(state.entry(path).map(|file| if file.is_some() { Kind::File } else { Kind::Folder }))
    }

    fn read(&self, path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
        let state = self.step("read", path)?;
        let id = state.file(path).ok_or(Failure::NotFound)?;
        let bytes = &state.files[&id].now;
        if bytes.len() as u64 > largest { Err(Failure::TooLarge) } else { Ok(bytes.clone()) }
    }

    fn length(&self, path: &Path) -> io::Result<Option<u64>> {
        let state = self.step("measure", path)?;
        Ok(state.file(path).map(|id| state.files[&id].now.len() as u64))
    }

    fn read_from(&self, path: &Path, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let state = self.step("read on", path)?;
        let id = state.file(path).ok_or(io::ErrorKind::NotFound)?;
        let rest = state.files[&id].now.get(from as usize..).unwrap_or_default();
        Ok(rest[..rest.len().min(most as usize)].to_vec())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.step("list", folder)?;
        let names = state.now.get(folder).ok_or(io::ErrorKind::NotFound)?;
        Ok(names.keys().cloned().collect())
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step("make folder", path)?;
        if state.now.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.put(path, None)?;
        state.now.insert(path.to_owned(), BTreeMap::new());
        Ok(())
    }

    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn FolderHandle>> {
        let state = self.step("open folder", path)?;
        if !state.now.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Box::new(Folder(self.clone(), path.to_owned())))
    }

    fn begin_file(&self, folder: &Path) -> io::Result<Box<dyn Unfinished>> {
        let mut state = self.step("begin file in", folder)?;
        let id = state.new_file();
        let path = folder.join(format!(".mednec-save-{id}"));
        state.put(&path, Some(id))?;
        Ok(Box::new(PartialRestore { disk: self.clone(), path, id, there: true }))
    }

    fn create_new(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step("create", path)?;
        if state.entry(path).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let id = state.new_file();
        state.put(path, Some(id))
    }

    fn link(&self, path: &Path, second: &Path) -> io::Result<()> {
        let mut state = self.step("link", second)?;
        let id = state.file(path).ok_or(io::ErrorKind::NotFound)?;
        if state.entry(second).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.put(second, Some(id))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.step("rename to", to)?;
        if state.entry(to).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let id = state.file(from).ok_or(io::ErrorKind::NotFound)?;
        state.put(to, Some(id))?;
        state.now.get_mut(from.parent().unwrap()).unwrap().remove(from);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step("remove", path)?;
        let folder = state.now.get_mut(path.parent().unwrap()).ok_or(io::ErrorKind::NotFound)?;
        folder.remove(path).map(|_| ()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn remove_abandoned(&self, path: &Path) -> io::Result<()> {
        self.step("remove abandoned", path).map(|_| ())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<LockGuard>> {
        let mut state = self.step("lock", path)?;
        if state.entry(path).is_none() {
            let id = state.new_file();
            state.put(path, Some(id))?;
        }
        let free = state.locked.insert(path.to_owned());
        Ok(free.then(|| Box::new(Lock(self.clone(), path.to_owned())) as LockGuard))
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let stepped = self.step("append to", path);
        let half = stepped.is_err();
        drop(stepped);
        let mut state = self.state();
        if state.crashed {
            return Err(io::Error::other("crashed"));
        }
        let id = match state.file(path) {
            Some(id) => id,
            None => {
                let id = state.new_file();
                state.put(path, Some(id))?;
                id
            }
        };
        let written = if half { &bytes[..bytes.len() / 2] } else { bytes };
        state.files.get_mut(&id).unwrap().now.extend_from_slice(written);
        if half { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step("sync", path)?;
        let id = state.file(path).ok_or(io::ErrorKind::NotFound)?;
        let file = state.files.get_mut(&id).unwrap();
        file.synced = file.now.clone();
        Ok(())
    }
}

struct Lock(MemoryDisk, PathBuf);

impl Drop for Lock {
    fn drop(&mut self) {
        self.0.state().locked.remove(&self.1);
    }
}

struct Folder(MemoryDisk, PathBuf);

impl FolderHandle for Folder {
    fn sync(&self, _renamed: Option<&Path>) -> io::Result<()> {
        let mut state = self.0.step("sync folder", &self.1)?;
        if state.fault != Some(Fault::NoFolderSync) {
            let names = state.now.get(&self.1).cloned().ok_or(io::ErrorKind::NotFound)?;
            for (path, _) in names.iter().filter(|(_, file)| file.is_none()) {
                state.synced.entry(path.clone()).or_default();
            }
            state.synced.insert(self.1.clone(), names);
        }
        Ok(())
    }
}

struct PartialRestore {
    disk: MemoryDisk,
    path: PathBuf,
    id: u64,
    there: bool,
}

impl Unfinished for PartialRestore {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let stepped = self.disk.step("write", &self.path);
        let failed = stepped.as_ref().err().map(io::Error::kind);
        drop(stepped);
        let mut state = self.disk.state();
        if state.crashed {
            return Err(io::Error::other("crashed"));
        }
        let written = if failed.is_some() { &bytes[..bytes.len() / 2] } else { bytes };
        state.files.get_mut(&self.id).unwrap().now.extend_from_slice(written);
        failed.map_or(Ok(()), |kind| Err(kind.into()))
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.step("sync", &self.path)?;
        if state.fault != Some(Fault::NoFileSync) {
            let file = state.files.get_mut(&self.id).unwrap();
            file.synced = file.now.clone();
        }
        Ok(())
    }

    fn read_back(&mut self) -> io::Result<Vec<u8>> {
        let state = self.disk.step("read back", &self.path)?;
        Ok(state.files[&self.id].now.clone())
    }

    fn put_at(mut self: Box<Self>, path: &Path) -> io::Result<()> {
        let mut state = self.disk.step("put at", path)?;
        state.put(path, Some(self.id))?;
        state.now.get_mut(self.path.parent().unwrap()).unwrap().remove(&self.path);
        drop(state);
        self.there = false;
        Ok(())
    }
}

impl Drop for PartialRestore {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        if self.there && !state.crashed {
            state.now.get_mut(self.path.parent().unwrap()).unwrap().remove(&self.path);
        }
    }
}
