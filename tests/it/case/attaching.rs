//! Files of documents: each kept once by its content, found unchanged or said not to be, cited by page and place, and carried
//! along wherever the case goes.
//!
//! Must not know: how a page is drawn.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use mednec::audit::{Finding, audit};
use mednec::case::{Action, AttachedFile, Citation, Document, FileKind, Refusal, Region};
use mednec::ids::ContentHash;
use mednec::policy::Catalog;
use mednec::session::{Session, SessionError};
use mednec::store::{CaseStore, FileError, HandOver, HandOverError, ImportOutcome, StoredFile, restore};
use tempfile::TempDir;

use crate::long_policy::long_policy;
use crate::policy::scenarios::{begin, bundled, citation, nurse};

const FAX: &[u8] = b"%PDF-1.7\nan invented fax\n%%EOF\n";
const PHOTO: &[u8] = b"\xff\xd8\xff\xe0 an invented photo";

fn store() -> (TempDir, CaseStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path().join("store")).unwrap();
    (folder, store)
}

fn attached(kept: &StoredFile, name: &str) -> AttachedFile {
    AttachedFile { hash: kept.hash.clone(), kind: kept.kind, bytes: kept.bytes, name: name.to_owned() }
}

fn document(file: Option<AttachedFile>) -> Document {
    Document { pages: Some(3), file, ..Document::titled("Invented fax") }
}

fn put(session: &mut Session, content: Document) -> Result<bool, SessionError> {
    session.dispatch(&Action::PutDocument { document: "d1".into(), content }, &nurse())
}

fn refused(outcome: Result<bool, SessionError>, why: Refusal) {
    assert_eq!(outcome, Err(SessionError::Refused(why)));
}

/// A case with one document that came as the fax, kept in the store.
fn with_fax(store: &CaseStore) -> (Session, StoredFile) {
    let kept = store.store_bytes(FAX).unwrap();
    let mut session = begin(&bundled(), "nonmalignant-trial");
    put(&mut session, document(Some(attached(&kept, "fax.pdf")))).unwrap();
    (session, kept)
}

fn cited(page: u32, region: Option<Region>) -> Action {
    let citation = Citation { document: mednec::case::CitedDocument::Listed("d1".into()), page, region, ..citation() };
    Action::Cite { question: "pain.cause".into(), row: None, citation }
}

// ---------------------------------------------------------------- the store

#[test]
fn a_file_is_kept_once_by_what_is_in_it() {
    let (folder, store) = store();
    let (one, other) = (folder.path().join("../../odd name.PDF.exe"), folder.path().join("second"));
    let one = folder.path().join(one.file_name().unwrap());
    fs::write(&one, FAX).unwrap();
    fs::write(&other, FAX).unwrap();
    let kept = store.store_file(&one).unwrap();
    assert_eq!((kept.kind, kept.bytes), (FileKind::Pdf, FAX.len() as u64));
    assert_eq!(store.store_file(&other).unwrap(), kept);
    let there: Vec<_> = fs::read_dir(folder.path().join("store/documents")).unwrap().flatten().collect();
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].file_name().to_str(), Some(kept.hash.as_str()), "nothing of its name is kept as a path");
    fs::remove_file(one).unwrap();
    assert_eq!(store.read_file(&kept.hash).unwrap(), FAX);
}

#[test]
fn what_is_not_as_it_was_attached_is_not_shown_and_is_mended_by_attaching_it_again() {
    let (_folder, store) = store();
    let kept = store.store_bytes(FAX).unwrap();
    let path = store.file_path(&kept.hash).unwrap();
    fs::write(&path, PHOTO).unwrap();
    assert_eq!(store.read_file(&kept.hash), Err(FileError::Altered));
    fs::write(&path, b"").unwrap();
    assert_eq!(store.read_file(&kept.hash), Err(FileError::Altered));
    fs::remove_file(&path).unwrap();
    assert_eq!(store.read_file(&kept.hash), Err(FileError::Missing));
    assert_eq!(store.store_bytes(FAX).unwrap(), kept);
    assert_eq!(store.read_file(&kept.hash).unwrap(), FAX);
    fs::write(&path, PHOTO).unwrap();
    store.store_bytes(FAX).unwrap();
    assert_eq!(store.read_file(&kept.hash).unwrap(), FAX);
}

#[test]
fn what_cannot_be_attached_is_said_and_leaves_nothing_behind() {
    let (folder, store) = store();
    let path = folder.path().join("file");
    for bytes in [&b""[..], b"MZ\x90\0 a program", b"#!/bin/sh\n", b"{}"] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(store.store_file(&path), Err(FileError::OtherKind));
    }
    let large = fs::File::create(&path).unwrap();
    large.set_len((256 << 20) + 1).unwrap();
    assert_eq!(store.store_file(&path), Err(FileError::TooLarge));
    assert!(matches!(store.store_file(folder.path()), Err(FileError::Unreadable(_))));
    assert!(matches!(store.store_file(Path::new("/nowhere/at/all")), Err(FileError::Unreadable(_))));
    let documents = folder.path().join("store/documents");
    assert!(!documents.exists() || fs::read_dir(documents).unwrap().count() == 0);
    let looking = CaseStore::open_read_only(folder.path().join("store")).unwrap();
    assert_eq!(looking.store_bytes(FAX), Err(FileError::ReadOnly));
    assert!(serde_json::from_str::<ContentHash>("\"../../../etc/passwd\"").is_err(), "what is no hash becomes no path");
}

// ---------------------------------------------------------------- the case

#[test]
fn the_file_of_a_cited_page_stays_and_everything_else_may_change() {
    let (_folder, store) = store();
    let (mut session, kept) = with_fax(&store);
    let photo = store.store_bytes(PHOTO).unwrap();
    assert_eq!(put(&mut session, document(Some(attached(&photo, "photo.jpg")))), Ok(true));
    assert_eq!(put(&mut session, document(None)), Ok(true));
    assert_eq!(session.dispatch(&cited(2, None), &nurse()), Ok(true), "a document is cited before its file comes");
    let with_file = document(Some(attached(&kept, "fax.pdf")));
    assert_eq!(put(&mut session, with_file.clone()), Ok(true));
    refused(put(&mut session, document(Some(attached(&photo, "photo.jpg")))), Refusal::FileCited);
    refused(put(&mut session, document(None)), Refusal::FileCited);
    assert_eq!(put(&mut session, Document { title: "Fax of the clinic".to_owned(), ..with_file }), Ok(true));
    let remove = Action::RemoveDocument { document: "d1".into() };
    refused(session.dispatch(&remove, &nurse()), Refusal::DocumentCited);
}

#[test]
fn a_place_on_a_page_and_a_file_are_what_they_can_be() {
    let (_folder, store) = store();
    let (mut session, kept) = with_fax(&store);
    let region = |left, top, right, bottom| Some(Region { left, top, right, bottom });
    refused(session.dispatch(&cited(1, region(500, 0, 400, 10)), &nurse()), Refusal::BadRegion);
    refused(session.dispatch(&cited(1, region(0, 0, 10_001, 10)), &nurse()), Refusal::BadRegion);
    refused(session.dispatch(&cited(4, region(0, 0, 10, 10)), &nurse()), Refusal::BadPage);
    assert_eq!(session.dispatch(&cited(3, region(0, 0, 10, 10)), &nurse()), Ok(true));
    assert_eq!(session.dispatch(&cited(3, region(0, 0, 10, 11)), &nurse()), Ok(true), "another place on that page");
    let mut other = begin(&bundled(), "nonmalignant-trial");
    let forged = serde_json::to_string(&attached(&kept, "fax.pdf")).unwrap().replace(kept.hash.as_str(), "../x");
    assert!(serde_json::from_str::<AttachedFile>(&forged).is_err(), "a file's hash has a form");
    for file in [
        AttachedFile { bytes: 0, ..attached(&kept, "fax.pdf") },
        attached(&kept, "../fax.pdf"),
        attached(&kept, "fax\u{202e}fdp.exe"),
    ] {
        refused(put(&mut other, document(Some(file))), Refusal::BadFile);
    }
}

#[test]
fn a_long_policy_asks_for_that_much_more() {
    let open = |policy| begin(&policy, "nonmalignant-trial").evaluation().open.len();
    assert_eq!(open(long_policy(120)), open(bundled()) + 120);
}

// ---------------------------------------------------------------- on its way

#[test]
fn documents_go_along_when_a_case_is_handed_over() {
    let ((_one, here), (_other, there)) = (store(), store());
    let (mut session, kept) = with_fax(&here);
    let photo = here.store_bytes(PHOTO).unwrap();
    let second = Action::PutDocument { document: "d2".into(), content: document(Some(attached(&photo, "a.jpg"))) };
    session.dispatch(&second, &nurse()).unwrap();
    let (handed, left_out) = HandOver::of(session.history(), session.policy().text(), Some(&here));
    assert_eq!((handed.files.len(), left_out), (2, None));
    let bytes = handed.write().unwrap();
    let read = HandOver::read(&bytes).unwrap();
    assert!(read == handed);
    assert_eq!(there.import_case(&read), Ok(ImportOutcome::New));
    assert_eq!(
        (there.read_file(&kept.hash).unwrap(), there.read_file(&photo.hash).unwrap()),
        (FAX.to_vec(), PHOTO.to_vec())
    );
    // One that is no longer as it was does not go along, and that is said.
    fs::write(here.file_path(&photo.hash).unwrap(), b"changed").unwrap();
    let (handed, left_out) = HandOver::of(session.history(), session.policy().text(), Some(&here));
    assert_eq!((handed.files.len(), left_out.map(|left| left.0)), (1, Some(1)));
    // What travels is what the case names.
    let strange = HandOver { files: vec![b"%PDF-1.7 of somebody else".to_vec()], ..handed };
    assert_eq!(HandOver::read(&strange.write().unwrap()).err(), Some(HandOverError::OtherFile));
    let text = String::from_utf8(bytes).unwrap();
    let older = text.replacen("\"version\":2", "\"version\":1", 1);
    assert!(HandOver::read(older.as_bytes()).is_err(), "version 1 knew of no files");
}

#[test]
fn documents_are_in_a_backup() {
    let (folder, store) = store();
    let (session, kept) = with_fax(&store);
    store.save(session.history(), None).unwrap();
    let (file, target) = (folder.path().join("backup.tar"), folder.path().join("restored"));
    store.back_up(&file, mednec::clock::now(), &mut |_| ControlFlow::Continue(())).unwrap();
    restore(&file, &target, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(CaseStore::open(&target).unwrap().read_file(&kept.hash).unwrap(), FAX);
}

#[test]
fn verifying_a_folder_holds_the_files_against_their_hashes() {
    let (_folder, store) = store();
    let (session, kept) = with_fax(&store);
    store.store_policy(session.policy()).unwrap();
    store.save(session.history(), None).unwrap();
    let found = || {
        let cases = audit(&store, None, None, &Catalog::bundled().unwrap()).unwrap().cases;
        let findings = cases.into_iter().flat_map(|case| case.findings);
        findings
            .filter_map(|it| if let Finding::Document { why, .. } = it { Some(why) } else { None })
            .collect::<Vec<_>>()
    };
    assert_eq!(found(), []);
    let path = store.file_path(&kept.hash).unwrap();
    fs::write(&path, b"%PDF-1.7 of somebody else").unwrap();
    assert_eq!(found(), [FileError::Altered]);
    fs::remove_file(path).unwrap();
    assert_eq!(found(), [FileError::Missing]);
}
