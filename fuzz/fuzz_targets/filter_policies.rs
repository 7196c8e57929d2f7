//! A filter policy over message bodies, and a message: the last line is the message.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (policy, message) = text.rsplit_once('\n').unwrap_or((text, "{}"));
    let once = sns::filter_wants(policy, message);
    assert_eq!(once, sns::filter_wants(policy, message), "the same question twice");
});
