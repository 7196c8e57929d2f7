//! What a sandbox's programs may ask of the kernel: the system calls that Docker's default profile denies are denied
//! here, each unless a capability is granted that stands for it.
//!
//! The profile is a list of what is denied, where Docker's is one of what is allowed: a call that is newer than either is
//! allowed here and not there. `no_new_privs` is not set, or setuid programs would not work; that takes CAP_SYS_ADMIN
//! to install, which is given up right after.

use super::install;
use crate::exit::StartFailure;
use caps::{CapSet, Capability, CapsHashSet};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};
use std::collections::BTreeMap;

/// Denied, with the capability that allows it; none is never.
const DENIED: &[(i64, Option<Capability>)] = {
    use Capability as C;
    &[
        (libc::SYS_acct, Some(C::CAP_SYS_PACCT)),
        (libc::SYS_add_key, None),
        (libc::SYS_bpf, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_clock_adjtime, Some(C::CAP_SYS_TIME)),
        (libc::SYS_clock_settime, Some(C::CAP_SYS_TIME)),
        (libc::SYS_delete_module, Some(C::CAP_SYS_MODULE)),
        (libc::SYS_fanotify_init, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_finit_module, Some(C::CAP_SYS_MODULE)),
        (libc::SYS_fsconfig, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_fsmount, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_fsopen, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_fspick, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_init_module, Some(C::CAP_SYS_MODULE)),
        (libc::SYS_io_uring_enter, None),
        (libc::SYS_io_uring_register, None),
        (libc::SYS_io_uring_setup, None),
        (libc::SYS_kcmp, Some(C::CAP_SYS_PTRACE)),
        (libc::SYS_kexec_file_load, Some(C::CAP_SYS_BOOT)),
        (libc::SYS_kexec_load, Some(C::CAP_SYS_BOOT)),
        (libc::SYS_keyctl, None),
        (libc::SYS_mount, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_mount_setattr, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_move_mount, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_move_pages, Some(C::CAP_SYS_NICE)),
        (libc::SYS_open_by_handle_at, Some(C::CAP_DAC_READ_SEARCH)),
        (libc::SYS_open_tree, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_perf_event_open, Some(C::CAP_PERFMON)),
        (libc::SYS_pivot_root, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_quotactl, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_reboot, Some(C::CAP_SYS_BOOT)),
        (libc::SYS_request_key, None),
        (libc::SYS_setns, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_settimeofday, Some(C::CAP_SYS_TIME)),
        (libc::SYS_swapoff, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_swapon, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_umount2, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_unshare, Some(C::CAP_SYS_ADMIN)),
        (libc::SYS_userfaultfd, None),
        (libc::SYS_vhangup, Some(C::CAP_SYS_TTY_CONFIG)),
    ]
};

/// Namespaces that a program could make by `clone`.
const NAMESPACES: [u64; 7] =
    [0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000];
/// A socket to the hypervisor, which belongs to no network namespace.
const AF_VSOCK: u64 = 40;

/// How a sandbox's programs are confined, from its start on.
#[derive(Clone)]
pub(super) struct Confinement {
    filters: Vec<BpfProgram>,
    /// What they may ever have.
    bounding: CapsHashSet,
    /// What they have at their start.
    held: CapsHashSet,
}

impl Confinement {
    /// What a process needs to enter it.
    pub(super) const NEEDS: [&str; 2] = ["CAP_SYS_ADMIN", "CAP_SETPCAP"];

    /// For these capabilities, by name.
    pub(super) fn new(bounding: &[String], held: &[String]) -> Result<Self, String> {
        let set = |names: &[String]| {
            let all = names.iter().map(|name| name.parse::<Capability>());
            all.collect::<Result<CapsHashSet, _>>().map_err(|error| error.to_string())
        };
        let (bounding, held) = (set(bounding)?, set(held)?);
        let filters = filters(&bounding).map_err(|error| error.to_string())?;
        Ok(Self { filters, bounding, held })
    }

    /// Confines this process and all that come of it.
    pub(super) fn enter(&self) -> Result<(), StartFailure> {
        for filter in &self.filters {
            install::filter(filter).map_err(|error| StartFailure::Resource {
                what: "the filter of system calls".into(),
                problem: error.to_string(),
            })?;
        }
        let failed = |error: caps::errors::CapsError| StartFailure::Resource {
            what: "capabilities".into(),
            problem: error.to_string(),
        };
        for ours in [Capability::CAP_SYS_ADMIN, Capability::CAP_SETPCAP] {
            if !self.bounding.contains(&ours) {
                caps::drop(None, CapSet::Bounding, ours).map_err(failed)?;
            }
        }
        caps::set(None, CapSet::Effective, &self.held).map_err(failed)?;
        caps::set(None, CapSet::Permitted, &self.held).map_err(failed)
    }
}

fn filters(granted: &CapsHashSet) -> Result<Vec<BpfProgram>, seccompiler::BackendError> {
    let arch: TargetArch = std::env::consts::ARCH.try_into()?;
    let is_granted = |capability: Option<Capability>| capability.is_some_and(|c| granted.contains(&c));
    let compile = |rules: BTreeMap<i64, Vec<SeccompRule>>, error: i32| {
        let denied = SeccompAction::Errno(error as u32);
        SeccompFilter::new(rules, SeccompAction::Allow, denied, arch)?.try_into()
    };
    let condition = |operator, value| {
        SeccompRule::new(vec![SeccompCondition::new(0, SeccompCmpArgLen::Qword, operator, value)?])
    };
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        DENIED.iter().filter(|(_, by)| !is_granted(*by)).map(|(call, _)| (*call, Vec::new())).collect();
    rules.insert(libc::SYS_socket, vec![condition(SeccompCmpOp::Eq, AF_VSOCK)?]);
    let mut all = Vec::new();
    if !granted.contains(&Capability::CAP_SYS_ADMIN) {
        let made = NAMESPACES.into_iter().map(|flag| condition(SeccompCmpOp::MaskedEq(flag), flag));
        rules.insert(libc::SYS_clone, made.collect::<Result<_, _>>()?);
        // Its flags lie in memory, where no filter sees them. Who is told that there is no such call uses `clone`.
        all.push(compile(BTreeMap::from([(libc::SYS_clone3, Vec::new())]), libc::ENOSYS)?);
    }
    all.push(compile(rules, libc::EPERM)?);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_granted_a_capability_may_make_its_calls() {
        let ordinary = filters(&CapsHashSet::new()).unwrap();
        assert_eq!(ordinary.len(), 2);
        let powerful = filters(&CapsHashSet::from([Capability::CAP_SYS_ADMIN])).unwrap();
        assert_eq!(powerful.len(), 1);
        assert!(powerful[0].len() < ordinary[1].len());
    }
}
