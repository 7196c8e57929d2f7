//! A filter policy and a message body: the first line is the policy, the rest the body.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (policy, body) = text.split_once('\n').unwrap_or((&*text, "{}"));
    let _ = sns::filter_wants(policy, body);
    let _ = sns::filter_wants(body, policy);
});
