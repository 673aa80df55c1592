//! Confines the drawing process for good: no path and no port before it reads a file, then no system call but the few
//! that drawing needs. Neither can be undone, and both hold for every thread of the process.
//!
//! Must not know: which file is read, or how it is drawn.

use std::collections::BTreeMap;

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, RestrictionStatus, Ruleset, RulesetAttr as _, RulesetStatus, Scope,
};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch, apply_filter_all_threads,
};

/// The newest Landlock version that is requested; an older kernel applies the rules that it knows.
const RULES: ABI = ABI::V6;

/// Calls that are allowed with any arguments: memory, locks, the clock, random numbers and the end of the process. When
/// memory is short, the C library asks for the number of processors before it gives up, so that call is allowed too.
const ALLOWED: [i64; 13] = [
    libc::SYS_brk,
    libc::SYS_clock_gettime,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getrandom,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_sigaltstack,
];

/// Denies every path, and ports and signals where the kernel can. Open descriptors stay usable. Returns true if no path
/// can be opened from now on.
pub(super) fn confine_files() -> bool {
    let restricted = || {
        Ruleset::default()
            .handle_access(AccessFs::from_all(RULES))?
            .handle_access(AccessNet::from_all(RULES))?
            .scope(Scope::from_all(RULES))?
            .create()?
            .restrict_self()
    };
    matches!(restricted(), Ok(RestrictionStatus { ruleset, .. }) if ruleset != RulesetStatus::NotEnforced)
}

/// Denies every system call that drawing does not need: another one ends the process. Returns true if the filter is in
/// place.
pub(super) fn confine_calls() -> bool {
    filter().is_ok_and(|filter| apply_filter_all_threads(&filter).is_ok())
}

/// Builds the filter that the kernel runs before each system call.
fn filter() -> Result<BpfProgram, BackendError> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED.into_iter().map(|call| (call, Vec::new())).collect();
    // Requests arrive on standard input, answers leave on standard output, the location of a panic on standard error.
    // Other descriptors that the window left open are unusable.
    rules.insert(libc::SYS_read, vec![SeccompRule::new(vec![is(0, libc::STDIN_FILENO)?])?]);
    let outward = [libc::STDOUT_FILENO, libc::STDERR_FILENO];
    let outward = outward.into_iter().map(|number| SeccompRule::new(vec![is(0, number)?]));
    rules.insert(libc::SYS_write, outward.collect::<Result<_, _>>()?);
    // Anonymous memory only, and none that is executable.
    let not_run = || has(2, libc::PROT_EXEC, 0);
    let own = has(3, libc::MAP_ANONYMOUS, libc::MAP_ANONYMOUS)?;
    rules.insert(libc::SYS_mmap, vec![SeccompRule::new(vec![not_run()?, own])?]);
    rules.insert(libc::SYS_mprotect, vec![SeccompRule::new(vec![not_run()?])?]);
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    SeccompFilter::new(rules, SeccompAction::KillProcess, SeccompAction::Allow, arch)?.try_into()
}

/// An argument equal to this value.
fn is(argument: u8, value: i32) -> Result<SeccompCondition, BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, u64::from(value.unsigned_abs()))
}

/// An argument with this value in these bits.
fn has(argument: u8, bits: i32, value: i32) -> Result<SeccompCondition, BackendError> {
    let bits = SeccompCmpOp::MaskedEq(u64::from(bits.unsigned_abs()));
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, bits, u64::from(value.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOW: u32 = 0x7fff_0000;
    const KILL_PROCESS: u32 = 0x8000_0000;
    /// The names that an x86-64 and an aarch64 kernel give a call's architecture.
    const ARCH: u32 = if cfg!(target_arch = "x86_64") { 0xc000_003e } else { 0xc000_00b7 };

    /// The kernel's action on a call, by the filter's few kinds of instruction.
    fn comes_to(filter: &BpfProgram, arch: u32, call: u32, arguments: [u64; 6]) -> u32 {
        let mut data = [call, arch, 0, 0].map(u32::to_le_bytes).concat();
        data.extend(arguments.map(u64::to_le_bytes).concat());
        let (mut at, mut held) = (0, 0_u32);
        loop {
            let one = &filter[at];
            let (code, k) = (one.code, one.k);
            at += 1;
            let jumps = |truth: bool| usize::from(if truth { one.jt } else { one.jf });
            match code {
                0x20 => held = u32::from_le_bytes(data[k as usize..k as usize + 4].try_into().unwrap()),
                0x54 => held &= k,
                0x05 => at += k as usize,
                0x15 => at += jumps(held == k),
                0x25 => at += jumps(held > k),
                0x35 => at += jumps(held >= k),
                0x06 => return k,
                other => panic!("an instruction {other:#x}"),
            }
        }
    }

    #[test]
    fn every_call_that_is_not_needed_ends_the_process() {
        let filter = filter().unwrap();
        let by_argument = [libc::SYS_read, libc::SYS_write, libc::SYS_mmap, libc::SYS_mprotect];
        // Arguments that no rule takes.
        let arguments = [7, 7, 7, 0, 7, 7];
        for call in 0..2000_u32 {
            let allowed = ALLOWED.contains(&i64::from(call));
            let expected = if allowed { ALLOW } else { KILL_PROCESS };
            assert_eq!(comes_to(&filter, ARCH, call, arguments), expected, "call {call}");
            assert_eq!(comes_to(&filter, 0x4000_0003, call, arguments), KILL_PROCESS, "another architecture: {call}");
            assert_eq!(comes_to(&filter, ARCH, call | 0x4000_0000, arguments), KILL_PROCESS, "x32: {call}");
        }
        for call in [
            libc::SYS_openat,
            libc::SYS_socket,
            libc::SYS_connect,
            libc::SYS_clone,
            libc::SYS_clone3,
            libc::SYS_execve,
            libc::SYS_execveat,
            libc::SYS_ptrace,
            libc::SYS_process_vm_readv,
            libc::SYS_kill,
            libc::SYS_tgkill,
            libc::SYS_io_uring_setup,
            libc::SYS_prctl,
            libc::SYS_seccomp,
            libc::SYS_bpf,
        ] {
            assert!(!ALLOWED.contains(&call) && !by_argument.contains(&call), "{call}");
        }
    }

    #[test]
    fn pipes_and_memory_are_held_to_what_drawing_does_with_them() {
        let filter = filter().unwrap();
        let allows = |call: i64, arguments| comes_to(&filter, ARCH, u32::try_from(call).unwrap(), arguments) == ALLOW;
        for descriptor in 0..10 {
            assert_eq!(allows(libc::SYS_read, [descriptor, 0, 0, 0, 0, 0]), descriptor == 0);
            assert_eq!(allows(libc::SYS_write, [descriptor, 0, 0, 0, 0, 0]), matches!(descriptor, 1 | 2));
        }
        let (none, run) = (u64::from(libc::PROT_NONE.unsigned_abs()), u64::from(libc::PROT_EXEC.unsigned_abs()));
        let own = u64::from((libc::MAP_PRIVATE | libc::MAP_ANONYMOUS).unsigned_abs());
        let file = u64::from(libc::MAP_PRIVATE.unsigned_abs());
        for (protection, flags, expected) in
            [(3, own, true), (none, own, true), (3 | run, own, false), (3, file, false)]
        {
            assert_eq!(allows(libc::SYS_mmap, [0, 4096, protection, flags, 0, 0]), expected);
        }
        assert!(
            allows(libc::SYS_mprotect, [0, 4096, 3, 0, 0, 0]) && !allows(libc::SYS_mprotect, [0, 4096, run, 0, 0, 0])
        );
    }
}
