//! A filter policy and a message body: the first line is the policy, the rest the body.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let (policy, body) = data.split_once('\n').unwrap_or((data, "{}"));
    let _ = sns::filter_wants(policy, body);
    let _ = sns::filter_wants(body, policy);
});
