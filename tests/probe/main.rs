//! A malicious drawing process for tests: it prepares as the window's own does, with the same confinement, and then
//! attempts an attack that a document could run. It prints the result on standard output, if it survives.
//!
//! `drawing-probe attack LAYERS NAME TARGET FILE MEMORY HASH`, or `drawing-probe draw LAYERS FILE MEMORY HASH` to draw
//! with fewer layers than a window does.
//!
//! Must not know: who is meant to refuse it.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "it attacks")]

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::net::{TcpStream, UdpSocket};
use std::path::Path;
use std::process::{Command, ExitCode};

use mednec::chart::probe::{Layers, run_instead, serve};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let mut word = || arguments.next().unwrap_or_default().to_string_lossy().into_owned();
    let (does, layers) = (word(), layers(&word()));
    if does == "draw" {
        return serve(arguments, layers);
    }
    let (name, target) = (word(), OsString::from(word()));
    let parent = parent();
    match run_instead(arguments, layers, || attack(&name, Path::new(&target), parent)) {
        Ok(Ok(())) => println!("done"),
        Ok(Err(error)) => println!("refused: {:?}", error.raw_os_error()),
        Err(error) => println!("not ready: {error}"),
    }
    ExitCode::SUCCESS
}

fn layers(name: &str) -> Layers {
    match name {
        "files" => Layers::Files,
        "nothing" => Layers::Nothing,
        _ => Layers::All,
    }
}

/// Attempts one attack. `target` is a file, a folder or an address, as the attack needs it.
fn attack(name: &str, target: &Path, parent: u32) -> io::Result<()> {
    let address = target.to_string_lossy();
    match name {
        "read" => fs::read(target).map(drop),
        "list" => fs::read_dir(target).map(drop),
        "create" => File::create_new(target).map(drop),
        "append" => OpenOptions::new().append(true).open(target).map(drop),
        "remove" => fs::remove_file(target),
        "environment" => fs::read(format!("/proc/{parent}/environ")).map(drop),
        "descriptor" => File::open("/proc/self/fd/0").map(drop),
        "connect" => TcpStream::connect(&*address).map(drop),
        "datagram" => UdpSocket::bind("127.0.0.1:0").map(drop),
        "program" => Command::new(target).status().map(drop),
        "thread" => std::thread::Builder::new().spawn(|| ()).map(drop),
        other => system(other, target, parent),
    }
}

#[cfg(target_os = "linux")]
fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

#[cfg(target_os = "linux")]
fn system(name: &str, target: &Path, parent: u32) -> io::Result<()> {
    match name {
        "local socket" => std::os::unix::net::UnixStream::connect(target).map(drop),
        // Signal 0 only tests if a signal could be sent.
        "signal" => {
            let parent = i32::try_from(parent).ok().and_then(rustix::process::Pid::from_raw);
            Ok(rustix::process::test_kill_process(parent.ok_or(io::ErrorKind::NotFound)?)?)
        }
        "limit" => {
            let most = rustix::process::Rlimit { current: Some(1), maximum: Some(1) };
            Ok(rustix::process::setrlimit(rustix::process::Resource::Nofile, most)?)
        }
        _ => Err(io::ErrorKind::Unsupported.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn parent() -> u32 {
    0
}

#[cfg(not(target_os = "linux"))]
fn system(_: &str, _: &Path, _: u32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
