//! The process of the command line keeps its memory to itself: another program of the same user reads nothing of it, and no core
//! dump is written. A passphrase still comes from a descriptor, for a user without special rights too.
//!
//! Must not know: what a command does.

#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A user without special rights: nobody, where the tests run as an administrator.
const NOBODY: u32 = 65_534;
const PHRASE: &str = "slate otter candle mirror forty-two";

/// The program where a user without special rights can start it, and a folder of theirs.
struct Place {
    folder: TempDir,
    program: PathBuf,
    user: u32,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let is_administrator = folder.path().metadata().unwrap().uid() == 0;
        let user = if is_administrator { NOBODY } else { folder.path().metadata().unwrap().uid() };
        let program = folder.path().join("mednec-cli");
        fs::copy(env!("CARGO_BIN_EXE_mednec-cli"), &program).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        Self { folder, program, user }
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).env("HOME", self.folder.path());
        if self.folder.path().metadata().unwrap().uid() != self.user {
            command.uid(self.user).gid(self.user);
        }
        command
    }
}

/// A program that is running and waits for its input.
struct Running(Child);

impl Running {
    fn of(mut command: Command) -> Self {
        Self(command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap())
    }

    fn proc(&self, name: &str) -> PathBuf {
        format!("/proc/{}/{name}", self.0.id()).into()
    }

    /// Checks that its memory is readable for this user alone, once it runs the program of this name.
    fn belongs_to(&self, name: &str, user: u32) {
        let began = Instant::now();
        let owner = || self.proc("environ").metadata().unwrap().uid();
        while fs::read_to_string(self.proc("comm")).unwrap().trim() != name || owner() != user {
            assert!(began.elapsed() < Duration::from_secs(20), "{name} belongs to user {}", owner());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn no_other_program_reads_the_command_lines_memory() {
    let place = Place::new();
    let mut command = place.command(&place.program);
    command.args(["evaluate", "--stdin"]);
    let (ours, other) = (Running::of(command), Running::of(place.command(Path::new("/bin/cat"))));
    // What the system calls not dumpable belongs to nobody but the administrator.
    ours.belongs_to("mednec-cli", 0);
    other.belongs_to("cat", place.user);
    let reads = |running: &Running| {
        let mut command = place.command(Path::new("/bin/cat"));
        command.arg(running.proc("environ")).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().unwrap().success()
    };
    assert!(reads(&other), "a user reads their own processes, else this proves nothing");
    assert!(!reads(&ours), "another program of the same user reads it");
    let limits = fs::read_to_string(ours.proc("limits")).unwrap();
    let core: Vec<&str> =
        limits.lines().find_map(|line| line.strip_prefix("Max core file size")).unwrap().split_whitespace().collect();
    assert_eq!(core[..2], ["0", "0"]);
}

#[test]
fn a_passphrase_comes_from_a_descriptor_all_the_same() {
    let place = Place::new();
    let mut command = place.command(Path::new("/bin/sh"));
    let script = r#"printf '%s\n' "$2" | "$1" roster init --store store --name Ann --credential RN --new-passphrase-fd 3 3<&0 </dev/null"#;
    let ran = command.args(["-c", script, "sh"]).arg(&place.program).arg(PHRASE).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let mut command = place.command(Path::new("/bin/sh"));
    fs::write(place.folder.path().join("phrase"), format!("{PHRASE}\n")).unwrap();
    let script = r#"printf '%s\n' "$2" | "$1" roster new-passphrase --store store --as 'Ann, RN' --passphrase-fd 3 --new-passphrase-fd 4 3<&0 4<phrase </dev/null"#;
    let ran = command.args(["-c", script, "sh"]).arg(&place.program).arg(PHRASE).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}
