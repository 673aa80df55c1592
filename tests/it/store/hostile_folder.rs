//! Links, pipes, devices, sockets and folders where a store's files belong: each is refused in good time, with a sentence, and
//! nothing behind it is read or written.
//!
//! Must not know: what is wrong with a file's content (that is `mutations` and `tampering`).
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use mednec::audit::audit;
use mednec::ids::{ContentHash, DocumentId, QuestionId};
use mednec::policy::Catalog;
use mednec::store::Failure;
use mednec::store::SystemDisk;
use mednec::store::disk::Disk;
use mednec::store::{CaseStore, Logged, Presence, Problem, StoreError, load_roster};
use tempfile::TempDir;

use crate::store::saving::{answered, id, opened};

/// The time after which anything counts as hanging.
const LONGEST: Duration = Duration::from_secs(30);
const CASE: &str = "2026-0001";

/// An obstacle in place of a file. The link leads to a file that must stay as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    Link,
    Broken,
    Pipe,
    Device,
    Socket,
    Folder,
}

const THINGS: [Thing; 6] = [Thing::Link, Thing::Broken, Thing::Pipe, Thing::Device, Thing::Socket, Thing::Folder];

fn put(thing: Thing, path: &Path, outside: &Path) {
    if path.exists() {
        fs::remove_file(path).unwrap();
    }
    match thing {
        Thing::Link => symlink(outside, path).unwrap(),
        Thing::Broken => symlink(outside.with_extension("new"), path).unwrap(),
        Thing::Pipe => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        // A device of its own takes rights that a test has not.
        Thing::Device => symlink("/dev/zero", path).unwrap(),
        Thing::Socket => drop(UnixListener::bind(path).unwrap()),
        Thing::Folder => fs::create_dir(path).unwrap(),
    }
}

/// Runs it on a thread of its own, and fails where it does not end.
fn ends<R: Send + 'static>(what: &str, run: impl FnOnce() -> R + Send + 'static) -> R {
    let (send, receive) = channel();
    let worker = thread::spawn(move || send.send(run()));
    let ended = receive.recv_timeout(LONGEST).unwrap_or_else(|_| panic!("{what}: it hangs"));
    worker.join().unwrap().unwrap();
    ended
}

/// A store with a case of two events, a policy and a log, and a file outside of it.
fn scene() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("store");
    let store = open(&root);
    let mut history = opened(CASE);
    let version = store.save(&history, None).unwrap().version;
    answered(&mut history, "Testa One");
    store.save(&history, Some(&version)).unwrap();
    store.store_policy(&Catalog::bundled().unwrap().entries()[0].policy).unwrap();
    let outside = folder.path().join("outside");
    fs::write(&outside, "{\"at\":\"outside\"}\n").unwrap();
    (folder, root, outside)
}

fn open(root: &Path) -> CaseStore {
    CaseStore::open(root).unwrap().at_station(Some("UR-WS-14"))
}

fn only_file(folder: &Path) -> PathBuf {
    fs::read_dir(folder).unwrap().next().unwrap().unwrap().path()
}

#[test]
fn the_disk_refuses_what_is_no_file() {
    for thing in THINGS {
        let folder = tempfile::tempdir().unwrap();
        let (path, outside) = (folder.path().join("x"), folder.path().join("outside"));
        fs::write(&outside, "outside").unwrap();
        put(thing, &path, &outside);
        let told = format!("{thing:?}");
        let found = ends(&told, move || {
            let refused = |result: std::io::Result<()>| result.map_err(Failure::from);
            vec![
                ("read", SystemDisk.read(&path, 1 << 20).map(|_| ())),
                ("read from", refused(SystemDisk.read_from(&path, 0, 1 << 20).map(|_| ()))),
                ("length", refused(SystemDisk.length(&path).map(|_| ()))),
                ("append", refused(SystemDisk.append(&path, b"more"))),
                ("lock", refused(SystemDisk.try_lock(&path).map(|_| ()))),
                ("sync", refused(SystemDisk.sync(&path))),
            ]
        });
        for (what, result) in found {
            assert_eq!(result, Err(Failure::NotAFile), "{thing:?}: {what}");
        }
        assert_eq!(fs::read_to_string(&outside).unwrap(), "outside", "{thing:?}");
        assert!(!outside.with_extension("new").exists(), "{thing:?}: made through a link");
    }
}

#[test]
fn a_read_has_a_bound_on_what_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long");
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    assert_eq!(SystemDisk.read(&path, 1 << 20), Err(Failure::TooLarge));
    assert_eq!(SystemDisk.read_from(&path, 5, 10).unwrap(), [0; 10]);
}

#[test]
fn a_case_that_is_no_file_is_listed_and_never_read() {
    for thing in THINGS {
        let (_folder, root, outside) = scene();
        let path = open(&root).path_of(&id(CASE));
        fs::copy(&path, &outside).unwrap();
        let before = fs::read(&outside).unwrap();
        put(thing, &path, &outside);
        let (result, listed, saved) = ends(&format!("{thing:?}"), move || {
            let store = open(&root);
            let found = audit(&store, None, None, &Catalog::bundled().unwrap()).unwrap();
            (store.load(&id(CASE)).map(|_| ()), found, store.save(&opened(CASE), None).map(|_| ()))
        });
        let refused = |result: &Result<(), StoreError>| match result {
            Err(StoreError::Unusable { why, .. } | StoreError::NotSaved { why, .. }) => {
                assert_eq!(*why, Problem::Unreadable(Failure::NotAFile), "{thing:?}");
            }
            other => panic!("{thing:?}: {other:?}"),
        };
        refused(&result);
        refused(&saved);
        assert!(!listed.is_sound(), "{thing:?}: {listed:?}");
        assert_eq!(fs::read(&outside).unwrap(), before, "{thing:?}");
    }
}

#[test]
fn a_log_that_is_no_file_is_not_written_through_and_the_save_says_so() {
    for thing in THINGS {
        let (_folder, root, outside) = scene();
        let before = fs::read(&outside).unwrap();
        put(thing, &only_file(&root.join("log")), &outside);
        let (logged, found) = ends(&format!("{thing:?}"), move || {
            let store = open(&root);
            let logged = store.save(&opened("2026-0002"), None).unwrap().logged;
            (logged, audit(&store, None, None, &Catalog::bundled().unwrap()).unwrap())
        });
        assert_eq!(logged, Err(Failure::NotAFile), "{thing:?}");
        assert!(!found.is_sound(), "{thing:?}: {found:?}");
        assert_eq!(fs::read(&outside).unwrap(), before, "{thing:?}");
    }
}

#[test]
fn a_lock_that_is_no_file_locks_nothing_and_saves_nothing() {
    for thing in THINGS {
        let (_folder, root, outside) = scene();
        let store = open(&root);
        let shelf = store.path_of(&id(CASE)).parent().unwrap().file_name().unwrap().to_owned();
        let before = fs::read(&outside).unwrap();
        put(thing, &root.join("locks").join(shelf), &outside);
        let saved = ends(&format!("{thing:?}"), move || store.save(&opened(CASE), None).map(|_| ()));
        assert!(matches!(saved, Err(StoreError::Folder { why: Failure::NotAFile, .. })), "{thing:?}: {saved:?}");
        assert_eq!(fs::read(&outside).unwrap(), before, "{thing:?}");
    }
}

#[test]
fn policy_roster_presence_and_table_that_are_no_files_are_refused() {
    for thing in THINGS {
        let (_folder, root, outside) = scene();
        let presence = root.join("presence").join(format!("{CASE}.json"));
        let policy = only_file(&root.join("policies"));
        let hash: ContentHash = serde_json::from_value(policy.file_stem().unwrap().to_str().unwrap().into()).unwrap();
        let since = "2026-01-14T09:05:07-05:00".parse().unwrap();
        let me = Presence { station: "A".to_owned(), process: 1, by: "Sam Sample, RN".to_owned(), since, beat: 1 };
        fs::write(&outside, serde_json::to_vec(&me).unwrap()).unwrap();
        let before = fs::read(&outside).unwrap();
        for path in [&presence, &policy, &root.join("roster.json"), &root.join("turnaround.toml")] {
            put(thing, path, &outside);
        }
        ends(&format!("{thing:?}"), move || {
            let store = open(&root);
            assert_eq!(store.policy_text(&hash), Err(StoreError::PolicyDamaged), "{thing:?}");
            assert!(store.policies().is_empty(), "{thing:?}");
            assert_eq!(store.presence(&id(CASE)), None, "{thing:?}");
            assert!(load_roster(&root).is_err(), "{thing:?}");
            assert_eq!(store.turnaround_text(), Err(Failure::NotAFile), "{thing:?}");
            assert_eq!(store.announce_presence(&id(CASE), &me), Err(Failure::NotAFile), "{thing:?}");
        });
        assert_eq!(fs::read(&outside).unwrap(), before, "{thing:?}");
    }
}

#[test]
fn a_document_that_is_no_file_is_not_shown() {
    for thing in THINGS {
        let (_folder, root, outside) = scene();
        let kept = open(&root).store_bytes(b"%PDF-1.7 invented").unwrap();
        let path = open(&root).file_path(&kept.hash).unwrap();
        fs::copy(&path, &outside).unwrap();
        put(thing, &path, &outside);
        let read = ends(&format!("{thing:?}"), move || open(&root).read_file(&kept.hash));
        assert!(read.is_err(), "{thing:?}: {read:?}");
    }
}

#[test]
fn the_command_line_does_not_wait_for_a_pipe() {
    let (_folder, root, outside) = scene();
    let path = open(&root).path_of(&id(CASE));
    for thing in [Thing::Pipe, Thing::Device, Thing::Link] {
        fs::write(&outside, "outside").unwrap();
        put(thing, &path, &outside);
        for arguments in [vec!["replay"], vec!["verify"], vec!["evaluate"]] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_mednec-cli"));
            command.args(&arguments).arg(&path);
            let out = ends(&format!("{arguments:?} {thing:?}"), move || command.output().unwrap());
            let said = [out.stdout, out.stderr].concat();
            let said = String::from_utf8_lossy(&said).into_owned();
            assert_eq!(out.status.code(), Some(1), "{arguments:?} {thing:?}: {said}");
            assert!(said.contains("is in the place of the file"), "{arguments:?} {thing:?}: {said}");
        }
    }
}

/// A department may keep its cases on another disk.
#[test]
fn a_link_to_a_folder_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (real, linked) = (folder.path().join("real"), folder.path().join("linked"));
    fs::create_dir_all(real.join("elsewhere")).unwrap();
    symlink(&real, &linked).unwrap();
    symlink(real.join("elsewhere"), real.join("cases")).unwrap();
    let store = open(&linked);
    assert_eq!(store.read_only(), None);
    store.save(&opened(CASE), None).unwrap();
    assert!(store.load(&id(CASE)).is_ok());
    assert!(audit(&store, None, None, &Catalog::bundled().unwrap()).unwrap().is_sound());
}

#[test]
fn ids_and_hashes_have_a_form() {
    for bad in ["../../x", "", ".", "..", "a/b", "a\\b", "a\u{202e}b", "\u{1b}[2J", &"a".repeat(201)] {
        assert!(serde_json::from_value::<DocumentId>(bad.into()).is_err(), "{bad:?}");
        assert!(serde_json::from_value::<QuestionId>(bad.into()).is_err(), "{bad:?}");
    }
    for good in ["d1", "trial.completed", "visit_2", "six-months"] {
        assert!(serde_json::from_value::<QuestionId>(good.into()).is_ok(), "{good}");
    }
    // The first release took such an id from a feed: it is read, and no new document gets one.
    let old: DocumentId = serde_json::from_value("fax of May 3".into()).unwrap();
    let content = r#"{"title":"Fax","pages":3}"#;
    let put = |document: &DocumentId| {
        let line = format!(r#"{{"do":"put-document","document":"{document}","content":{content}}}"#);
        let mut session = crate::case::decisions::met();
        session.dispatch(&crate::case::decisions::action(&line), &crate::case::decisions::rn())
    };
    assert_eq!(put(&old), Err(mednec::case::Refusal::BadDocumentId.into()));
    assert_eq!(put(&"d9".into()), Ok(true));
    let hash = ContentHash::of(b"x").to_string();
    assert!(serde_json::from_value::<ContentHash>(hash.clone().into()).is_ok());
    for bad in [hash.to_uppercase(), hash[1..].to_owned(), format!("{hash}0"), "../../x".to_owned()] {
        assert!(serde_json::from_value::<ContentHash>(bad.clone().into()).is_err(), "{bad}");
    }
}

#[test]
fn a_case_file_whose_document_has_a_path_for_an_id_is_refused() {
    let (_folder, root, _) = scene();
    let path = open(&root).path_of(&id(CASE));
    let text = fs::read_to_string(&path).unwrap();
    let forged = text.replace("\"member.name\"", "\"../../x\"");
    assert_ne!(forged, text);
    fs::write(&path, forged).unwrap();
    let error = open(&root).load(&id(CASE)).unwrap_err();
    assert!(error.to_string().contains("unknown or impossible"), "{error}");
}

#[test]
fn a_store_with_a_log_under_another_name_still_logs() {
    let (_folder, root, outside) = scene();
    put(Thing::Pipe, &root.join("log/OTHER-2026-01.jsonl"), &outside);
    let logged = ends("a pipe beside it", move || open(&root).log(Logged::UnlockFailed, None));
    assert_eq!(logged, Ok(()));
}
