//! One file a command.

pub(crate) mod clock;
pub(crate) mod completions;
pub(crate) mod doctor;
pub(crate) mod down;
pub(crate) mod env;
pub(crate) mod outbox;
pub(crate) mod reach;
pub(crate) mod run;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod stop;
pub(crate) mod track;
pub(crate) mod up;
pub(crate) mod why;
