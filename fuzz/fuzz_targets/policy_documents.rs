//! A policy document, read for every use, compiled, and asked: the last line names the action, the one before it the
//! resource, the rest is the document.

#![no_main]

use libfuzzer_sys::fuzz_target;
use policy::validate::{Use, validate};
use policy::{Attached, Context, Holder, Origin, Policies, Policy, Principal, Request, decide, explain, simulate};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = text.rsplitn(3, '\n');
    let (action, resource) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let document = parts.next().unwrap_or_default();
    for usage in [Use::Managed, Use::Inline, Use::Session, Use::Trust, Use::Resource { needs_resource: true }] {
        // What may be stored must compile, since it was checked before it was stored.
        if validate(document, usage).is_ok() {
            assert!(Policy::parse(document).is_ok(), "{document:?} is valid for {usage:?} and does not compile");
        }
    }
    let Ok(policy) = Policy::parse(document) else { return };
    let origin = Origin::Inline { holder: Holder::User, holder_name: "ada".into(), name: "fuzz".into() };
    let attached = [Attached::new(origin, policy)];
    let ada = Principal::User { arn: "arn:aws:iam::123456789012:user/ada".into(), id: "AIDAEXAMPLE".into() };
    let context = Context::new()
        .with("aws:username", "ada")
        .with("aws:SourceIp", "127.0.0.1")
        .with("aws:CurrentTime", "2026-11-21T10:00:00Z")
        .with("aws:EpochTime", "1795255200")
        .with("aws:SecureTransport", "true")
        .with_many("aws:TagKeys", ["a", "b"]);
    let request = Request::new(&ada, action, resource, &context);
    for policies in [
        Policies { identity: &attached, ..Policies::default() },
        Policies { resource: attached.first(), ..Policies::default() },
        Policies { identity: &attached, boundary: attached.first(), ..Policies::default() },
    ] {
        let allowed = decide(&request, &policies).allowed;
        let _ = explain(&request, &policies);
        let _ = simulate(&request, &policies);
        let _ = decide(&request, &policies).message(&request);
        // An allow more never takes anything away.
        let everything = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
        if let Ok(everything) = Policy::parse(everything) {
            let origin = Origin::Managed { arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() };
            let more: Vec<_> =
                policies.identity.iter().cloned().chain([Attached::new(origin, everything)]).collect();
            let wider = Policies { identity: &more, ..policies };
            assert!(!allowed || decide(&request, &wider).allowed);
        }
    }
});
