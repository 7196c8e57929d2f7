//! The one unsafe call of the house: installing a filter of system calls without `no_new_privs`.
//!
//! `seccompiler::apply_filter` and its like set `no_new_privs` first, after which no setuid program works in the
//! sandbox; rustix and nix do not have the call.

#![allow(unsafe_code, reason = "see the proof below")]

use seccompiler::{BpfProgram, sock_filter};
use std::io;

const _: () = assert!(size_of::<sock_filter>() == size_of::<libc::sock_filter>());
const _: () = assert!(align_of::<sock_filter>() == align_of::<libc::sock_filter>());

/// Has this thread, and all that come of it, ask the filter before every system call. Needs CAP_SYS_ADMIN.
pub(super) fn filter(program: &BpfProgram) -> io::Result<()> {
    let length = u16::try_from(program.len()).map_err(io::Error::other)?;
    let program = libc::sock_fprog { len: length, filter: program.as_ptr().cast_mut().cast() };
    // SAFETY: the kernel reads `len` instructions behind `filter`, which is a live slice of that length whose elements
    // have the kernel's layout (both are `repr(C)` of the same fields, and of one size as asserted above); it copies
    // them before it returns and writes nothing. The last two arguments are not used.
    let result = unsafe {
        libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, std::ptr::from_ref(&program), 0, 0)
    };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
