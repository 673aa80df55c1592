//! A folder of cases as one archive and back: byte for byte, or not at all.
//!
//! Must not know: how an archive is laid out, beyond that it is a tar with a manifest.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use mednec::store::{BackupError, CaseStore, Progress, RestoreError, check_backup, restore};
use tempfile::TempDir;

use crate::store::saving::{answered, id, opened};

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A store with cases, generations, a damaged case, one in the trash, work kept beside one, and a log.
fn store() -> (TempDir, CaseStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path().join("store")).unwrap().at_station(Some("UR-WS-14"));
    for case in ["2026-0001", "2026-0002", "2026-0003", "2026-0004"] {
        let mut history = opened(case);
        let version = store.save(&history, None).unwrap().version;
        answered(&mut history, "Testa Canary");
        store.save(&history, Some(&version)).unwrap();
    }
    let mut beside = opened("2026-0001");
    answered(&mut beside, "Testa Beside");
    store.save_conflict_copy(&beside).unwrap();
    let now = beside.events()[0].at;
    store.trash(&id("2026-0004"), "entered twice", "Sam Sample, RN", now).unwrap();
    fs::write(store.path_of(&id("2026-0003")), b"{ half a case").unwrap();
    (folder, store)
}

/// Every file below a folder with its bytes, but for what passes.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut waiting) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_owned();
            match path.is_dir() {
                true if name == Path::new("locks") || name == Path::new("presence") => {}
                true => waiting.push(path),
                false => _ = found.insert(name, fs::read(&path).unwrap()),
            }
        }
    }
    found
}

fn backup(store: &CaseStore, folder: &Path) -> (PathBuf, Vec<u8>) {
    let file = folder.join("backup.tar");
    store.back_up(&file, opened("a").events()[0].at, &mut go_on).unwrap();
    let bytes = fs::read(&file).unwrap();
    (file, bytes)
}

#[test]
fn a_backup_gives_back_every_byte() {
    let (folder, store) = store();
    let (file, _) = backup(&store, folder.path());
    let checked = check_backup(&file, &mut go_on).unwrap();
    assert_eq!((checked.cases, checked.damaged.len()), (3, 1));
    let target = folder.path().join("made/on/restoring");
    assert_eq!(restore(&file, &target, &mut go_on), Ok(checked));
    assert_eq!(content(&target), content(&folder.path().join("store")));
    let restored = CaseStore::open(&target).unwrap();
    assert_eq!(restored.load(&id("2026-0001")), store.load(&id("2026-0001")));
    assert_eq!(
        (restored.trashed(), restored.conflict_copies(&id("2026-0001"))),
        (store.trashed(), store.conflict_copies(&id("2026-0001")))
    );
    assert!(restored.load(&id("2026-0003")).is_err(), "damaged as it was, and not dropped");
    #[cfg(unix)]
    for path in content(&target).keys() {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(target.join(path)).unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
    let again = restore(&file, &target, &mut go_on);
    assert_eq!(again, Err(RestoreError::NotEmpty), "no case takes another one's place");
}

#[test]
fn a_backup_goes_where_nothing_is() {
    let (folder, store) = store();
    let (file, bytes) = backup(&store, folder.path());
    let now = opened("a").events()[0].at;
    let make = |target: &Path| store.back_up(target, now, &mut go_on).map(|_| ());
    assert_eq!(make(&file), Err(BackupError::Exists));
    assert_eq!(fs::read(&file).unwrap(), bytes);
    for inside in ["backup.tar", "cases/backup.tar"] {
        assert_eq!(make(&folder.path().join("store").join(inside)), Err(BackupError::Inside));
    }
    assert!(matches!(make(&folder.path().join("nowhere/backup.tar")), Err(BackupError::NotWritten(_))));
    // Stopped half way: nothing is left.
    let mut files = 0;
    let stopped = store.back_up(&folder.path().join("stopped.tar"), now, &mut |_| {
        files += 1;
        if files > 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped, Err(BackupError::Stopped));
    let target = folder.path().join("restored");
    let mut files = 0;
    let stopped = restore(&file, &target, &mut |progress: Progress| {
        files += usize::from(progress.of.is_some());
        if files > 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped, Err(RestoreError::Stopped));
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["backup.tar", "store"]);
}

#[test]
fn a_backup_that_is_cut_or_changed_anywhere_is_refused_and_nothing_is_restored() {
    let (folder, store) = store();
    let (file, bytes) = backup(&store, folder.path());
    let target = folder.path().join("restored");
    let whole = check_backup(&file, &mut go_on).unwrap();
    let refused = |what: &str, bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        let found = restore(&file, &target, &mut go_on);
        assert!(!target.exists() || found.as_ref() == Ok(&whole), "{what}: {found:?}");
        let _ = fs::remove_dir_all(&target);
        found
    };
    // The archive ends with blocks of zeros, which say nothing.
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap();
    for at in (0..end).step_by(97) {
        let found = refused(&format!("cut at {at}"), &bytes[..at]);
        assert!(found.is_err(), "cut at {at}");
    }
    for at in (0..end).step_by(61) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let found = refused(&format!("flipped at {at}"), &flipped);
        // A bit of padding, or of an owner's name that nobody reads, changes nothing that is restored.
        if let Ok(found) = found {
            assert_eq!(found, whole, "flipped at {at}");
        }
    }
    for (what, bytes) in
        [("empty", &b""[..]), ("zeros", &[0; 4096]), ("a case", b"{}"), ("text", b"hello, this is no archive")]
    {
        assert!(refused(what, bytes).is_err(), "{what}");
    }
}

/// An archive with entries of any name and kind, whose manifest says that all is well.
fn hostile(entries: &[(&[u8], tar::EntryType, &[u8])], named: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut put = |name: &[u8], kind, bytes: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name);
        header.set_entry_type(kind);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o777);
        if matches!(kind, tar::EntryType::Symlink | tar::EntryType::Link) {
            header.set_link_name("/etc/passwd").unwrap();
        }
        header.set_cksum();
        archive.append(&header, bytes).unwrap();
    };
    for (name, kind, bytes) in entries {
        put(name, *kind, bytes);
    }
    let files: Vec<_> = named
        .iter()
        .map(|(path, bytes)| {
            let hash = mednec::ids::ContentHash::of(bytes);
            serde_json::json!({"path": path, "bytes": bytes.len(), "hash": hash})
        })
        .collect();
    let manifest = serde_json::json!({"format": "mednec-backup", "version": 1, "made_at": "2026-01-14T09:05:07-05:00",
        "program": "mednec 0.1.0", "files": files});
    put(b"manifest.json", tar::EntryType::Regular, manifest.to_string().as_bytes());
    archive.into_inner().unwrap()
}

#[test]
fn a_hostile_archive_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hostile.tar");
    let target = folder.path().join("a/b/restored");
    let regular = tar::EntryType::Regular;
    let names = [
        "../x",
        "../../../x",
        "/etc/x",
        "cases/../../x",
        "cases//x",
        "./x",
        "a\\..\\x",
        "C:\\x",
        "cases/ab/c/d/e.json",
        "x:y",
        "x.",
    ];
    let mut archives: Vec<(String, Vec<u8>)> = names
        .iter()
        .map(|name| ((*name).to_owned(), hostile(&[(name.as_bytes(), regular, b"x")], &[(name, b"x")])))
        .collect();
    for kind in [
        tar::EntryType::Symlink,
        tar::EntryType::Link,
        tar::EntryType::Directory,
        tar::EntryType::Char,
        tar::EntryType::Block,
        tar::EntryType::Fifo,
    ] {
        archives.push((format!("{kind:?}"), hostile(&[(b"cases/ab/x.json", kind, b"")], &[("cases/ab/x.json", b"")])));
    }
    let once = (&b"cases/ab/x.json"[..], regular, &b"x"[..]);
    archives.push(("twice".to_owned(), hostile(&[once, once], &[("cases/ab/x.json", b"x")])));
    archives.push(("not named".to_owned(), hostile(&[once], &[])));
    archives.push(("not there".to_owned(), hostile(&[once], &[("cases/ab/x.json", b"x"), ("cases/ab/y.json", b"y")])));
    archives.push(("another content".to_owned(), hostile(&[once], &[("cases/ab/x.json", b"y")])));
    archives.push(("no UTF-8".to_owned(), hostile(&[(b"cases/\xff.json", regular, b"x")], &[])));
    for (what, bytes) in archives {
        fs::write(&file, bytes).unwrap();
        let found = restore(&file, &target, &mut go_on);
        assert!(found.is_err(), "{what}");
        assert!(!target.exists(), "{what}");
    }
    let one = hostile(&[once], &[("cases/ab/x.json", b"x")]);
    fs::write(&file, one).unwrap();
    assert!(restore(&file, &target, &mut go_on).is_ok(), "the attack is made as it has to be made");
    // A header that promises more than there is, or more than a disk holds.
    for size in ["77777777777", "00010000000"] {
        let mut bytes = hostile(&[once], &[("cases/ab/x.json", b"x")]);
        bytes[124..135].copy_from_slice(size.as_bytes());
        let sum: u32 = bytes[..512]
            .iter()
            .enumerate()
            .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
            .sum();
        bytes[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        fs::write(&file, bytes).unwrap();
        assert!(check_backup(&file, &mut go_on).is_err(), "{size}");
    }
}

#[test]
fn the_command_line_backs_up_checks_and_restores() {
    let (folder, store) = store();
    let place = |name: &str| folder.path().join(name).display().to_string();
    let cli = |arguments: &[&str]| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_mednec-cli")).args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
    };
    let (code, said, _) = cli(&["backup", &place("b.tar"), "--store", &place("store")]);
    assert!(code == 0 && said.contains("manifest"), "{said}");
    let (code, said, _) = cli(&["restore", &place("b.tar"), "--check"]);
    assert!(code == 1 && said.contains("Intact:") && said.contains("damaged when the backup was made"), "{said}");
    let (_, said, _) = cli(&["restore", &place("b.tar"), &place("restored")]);
    assert!(said.contains("Restored:"), "{said}");
    let (code, _, error) = cli(&["restore", &place("b.tar"), &place("restored")]);
    assert!(code == 1 && error.contains("the folder is not empty"), "{error}");
    let trash = ["trash", "2026-0002", "--reason", "entered twice", "--store", &place("store")];
    let (code, said, error) = cli(&trash);
    assert!(code == 0 && said.contains("is in the trash as number 1"), "{said}{error}");
    assert!(!store.exists(&id("2026-0002")));
    let (_, said, _) = cli(&["trash", "--store", &place("store")]);
    assert!(said.contains("2026-0002 1") && !said.contains("entered twice"), "{said}");
    let (code, ..) = cli(&["untrash", "2026-0002", "--store", &place("store")]);
    assert!(code == 0 && store.exists(&id("2026-0002")));
    let (code, _, error) = cli(&["untrash", "2026-0002", "--store", &place("store")]);
    assert!(code == 1 && error.contains("this case is not in the trash"), "{error}");
}
