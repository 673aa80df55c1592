//! Keys and passphrases in this program's own memory, read as a debugger would: one copy of a private key while it is unlocked,
//! none afterwards, and no passphrase.
//!
//! The search runs in a process of its own, which is told what to look for in a masked form: the search itself would otherwise
//! leave what it looks for.

#![cfg(target_os = "linux")]

use std::env;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::process::Command;

use mednec::identity::{Cost, Credential, Passphrase, Roster};
use mednec::store::{read_roster, write_roster};
use pkcs8::{Document, EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};

use crate::identity::keys::at;

const MASK: u8 = 0x5a;
const TOLD: &str = "MEDNEC_TEST_WIPING";
const SECRET: &str = "sparrow granite lantern 7419";

fn masked(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ MASK).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
}

#[test]
fn a_private_key_is_in_memory_once_and_a_passphrase_not_at_all() {
    let passphrase = || Passphrase::new(SECRET.to_owned());
    let (roster, _) = Roster::create("Ann", Credential::Rn, None, &passphrase(), at(0), Cost::FOR_TESTS).unwrap();
    let pem = roster.members().next().unwrap().locked_key().as_pem();
    let (_, document) = Document::from_pem(pem).unwrap();
    let locked = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).unwrap();
    let open = locked.decrypt(SECRET).unwrap();
    let seed = PrivateKeyInfoRef::try_from(open.as_bytes()).unwrap().private_key.as_bytes()[2..].to_vec();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("roster.json");
    fs::write(&file, write_roster(&roster).unwrap()).unwrap();
    let told = [hex(&masked(&seed)), hex(&masked(SECRET.as_bytes())), file.display().to_string()].join(" ");
    let mut child = Command::new(env::current_exe().unwrap());
    child
        .args(["--exact", "identity::wiping::in_a_process_of_its_own", "--nocapture", "--test-threads=1"])
        .env(TOLD, told);
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
    let line = text.lines().find_map(|line| line.split("counted: ").nth(1)).unwrap_or_else(|| panic!("{text}"));
    // The control that must be found, then key and passphrase while unlocked, after signing, and after the key is dropped.
    assert_eq!(line, "control 1, unlocked 1 0, signed 1 0, dropped 0 0", "{text}");
}

/// Part of the test above; nothing where it is not told what to do.
#[test]
fn in_a_process_of_its_own() {
    let Ok(told) = env::var(TOLD) else { return };
    let mut parts = told.split(' ');
    let mut part = || parts.next().unwrap();
    let (seed, phrase, file) = (from_hex(part()), from_hex(part()), part().to_owned());
    let roster = read_roster(&fs::read(file).unwrap()).unwrap();
    let count = || (found(&seed), found(&phrase));
    let control: Vec<u8> = phrase.iter().map(|byte| byte ^ MASK ^ 1).collect();
    let control_found = found(&control.iter().map(|byte| byte ^ MASK).collect::<Vec<_>>());
    black_box(&control);
    let id = roster.members().next().unwrap().person().id.clone();
    let unlocked = {
        let mut typed = String::with_capacity(phrase.len());
        typed.extend(phrase.iter().map(|byte| char::from(byte ^ MASK)));
        let passphrase = Passphrase::new(typed);
        roster.unlock(&id, &passphrase).unwrap()
    };
    let while_unlocked = count();
    black_box(unlocked.sign(b"mednec test 1\n"));
    let after_signing = count();
    drop(unlocked);
    let after = count();
    println!(
        "counted: control {control_found}, unlocked {} {}, signed {} {}, dropped {} {}",
        while_unlocked.0, while_unlocked.1, after_signing.0, after_signing.1, after.0, after.1
    );
}

/// Counts where the bytes of a masked text are in this process's memory.
fn found(masked: &[u8]) -> usize {
    const BLOCK: usize = 1 << 16;
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = File::open("/proc/self/mem").unwrap();
    // One block, with the end of the one before it in front; cleared before it is read into, since it is in memory itself.
    let mut window = vec![0_u8; BLOCK + masked.len()];
    let own = window.as_ptr() as u64..window.as_ptr() as u64 + window.len() as u64;
    let mut count = 0;
    for line in maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|rights| rights.starts_with("rw"))) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let (mut at, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        let mut kept = 0;
        while at < to {
            window[kept..].fill(0);
            let length = BLOCK.min((to - at) as usize);
            if memory.seek(SeekFrom::Start(at)).is_err() || memory.read_exact(&mut window[kept..kept + length]).is_err()
            {
                break;
            }
            let filled = kept + length;
            // What it reads of itself is no copy of the program's.
            for place in own.start.max(at)..own.end.min(at + length as u64) {
                window[kept + (place - at) as usize] = 0;
            }
            let is_there = |bytes: &[u8]| bytes.iter().zip(masked).all(|(byte, masked)| byte ^ MASK == *masked);
            count += window[..filled].windows(masked.len()).filter(|bytes| is_there(bytes)).count();
            kept = (masked.len() - 1).min(filled);
            window.copy_within(filled - kept..filled, 0);
            at += length as u64;
        }
        window.fill(0);
    }
    count
}
