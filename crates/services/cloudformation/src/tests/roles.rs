//! In whose name resources are made, and whom events are published to: small stand-ins for STS and SNS tell.

use super::{fake, things};
use crate::CloudFormation;
use crate::runner::Runner;
use clock::{Clock, Timestamp};
use door::{BadCredential, Builder, Call, Caller, Credential, Credentials, Host, Principal, Session, Track};
use model_cloudformation::ops;
use model_cloudformation::types::*;
use parking_lot::Mutex;
use policy::{Attached, Origin, Policy};
use std::sync::Arc;
use store::Store;
use wire::prelude::*;
use wire::schema::Service;

/// Knows one session, of one role.
#[derive(Default)]
struct Sts {
    assumed_by: Mutex<Vec<String>>,
}

const ROLE: &str = "arn:aws:iam::000000000000:role/maker";

fn session() -> Caller {
    let principal = Principal::RoleSession {
        role_arn: ROLE.to_owned(),
        session_arn: "arn:aws:sts::000000000000:assumed-role/maker/AWSCloudFormation".to_owned(),
        role_id: "AROAMAKER".to_owned(),
        service_linked: false,
    };
    let session = Session {
        issued: Timestamp::from_seconds(1_800_000_000),
        expires: Timestamp::from_seconds(1_800_003_600),
        policies: Some(Arc::from([Attached {
            origin: Origin::Session,
            policy: Arc::new(Policy::parse(r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#).unwrap()),
        }])),
        transitive_tags: vec!["team".to_owned()],
        tags: vec![("team".to_owned(), "blue".to_owned())],
        source_identity: None,
        chained: false,
        mfa: Some(Timestamp::from_seconds(1_799_999_999)),
    };
    let mut caller = Caller::root("000000000000", "ASIASESSION");
    caller.context.set_many(door::KeyName::new("aws:PrincipalTag/team"), ["blue".to_owned()]);
    Caller { principal, session: Some(session), ..caller }
}

impl Sts {
    async fn assume_role(
        self: &Arc<Self>,
        call: &Call,
        input: model_sts::types::AssumeRoleInput,
    ) -> Result<model_sts::types::AssumeRoleOutput> {
        self.assumed_by.lock().push(call.caller.display());
        if input.role_arn != ROLE {
            return Err(Error::new("AccessDenied", "no"));
        }
        let credentials = model_sts::types::Credentials {
            access_key_id: "ASIASESSION".to_owned(),
            session_token: "token".to_owned(),
            ..Default::default()
        };
        Ok(model_sts::types::AssumeRoleOutput { credentials: Some(credentials), ..Default::default() })
    }
}

door::operations! { Sts as model_sts; AssumeRole => assume_role on |_, _| door::Touch::on("arn:aws:sts:::trust") }

impl Host for Sts {
    fn model(&self) -> &'static Service {
        &model_sts::SERVICE
    }
    fn facts(&self, _: &str, _: &str) -> Option<door::ResourceFacts> {
        let trust = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "cloudformation.amazonaws.com"}, "Resource": "*"}]}"#;
        let policy = Some(Arc::new(Policy::parse(trust).unwrap()));
        Some(door::ResourceFacts { policy, policy_decides: true, ..Default::default() })
    }
}

impl Credentials for Sts {
    fn credential(
        &self,
        access_key_id: &str,
        _: Option<&str>,
        _: Timestamp,
    ) -> std::result::Result<Option<Credential>, BadCredential> {
        let known = access_key_id == "ASIASESSION";
        Ok(known.then(|| Credential { secret: None, caller: Arc::new(session()) }))
    }
}

/// Keeps what is published, and by whom.
#[derive(Default)]
struct Sns {
    published: Mutex<Vec<(String, String)>>,
}

impl Sns {
    async fn publish(
        self: &Arc<Self>,
        call: &Call,
        input: model_sns::types::PublishInput,
    ) -> Result<model_sns::types::PublishOutput> {
        self.published.lock().push((call.caller.display(), input.message));
        Ok(Default::default())
    }
}

door::operations! { Sns as model_sns; Publish => publish }

impl Host for Sns {
    fn model(&self) -> &'static Service {
        &model_sns::SERVICE
    }
}

struct Street {
    call: Call,
    service: Arc<CloudFormation>,
    world: Arc<fake::World>,
    sts: Arc<Sts>,
    sns: Arc<Sns>,
}

fn street() -> Street {
    let world: Arc<fake::World> = Arc::default();
    let types: Vec<Arc<dyn provider::ResourceType>> = vec![Arc::new(fake::Thing(world.clone()))];
    let service = Arc::new(CloudFormation::open(&Store::ephemeral().unwrap(), types).unwrap());
    let (sts, sns) = (Arc::new(Sts::default()), Arc::new(Sns::default()));
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    let door = Builder::new(clock, Track::in_memory())
        .credentials(sts.clone())
        .service(&sts, sts.routes())
        .service(&sns, sns.routes())
        .service(&service, service.routes())
        .build();
    let call = door.call(Caller::root("000000000000", "test"), "us-east-1");
    Street { call, service, world, sts, sns }
}

impl Street {
    async fn create(&self, with: impl FnOnce(&mut CreateStackInput)) -> Result<String> {
        let mut input = CreateStackInput {
            stack_name: "inbox".to_owned(),
            template_body: Some(things(&[("A", "{}")])),
            ..Default::default()
        };
        with(&mut input);
        self.call.call::<ops::CreateStack>(input).await?;
        let stack = self.service.state.find(&self.call, "inbox").unwrap();
        Ok(super::waited(&stack, |status| !status.ends_with("IN_PROGRESS")).await)
    }
}

/// cloudformation/api/test_update_stack.json, test_update_with_role_without_permissions.
#[tokio::test]
async fn a_role_makes_the_resources() {
    let street = street();
    let other = "arn:aws:iam::000000000000:role/another";
    let error = street.create(|i| i.role_arn = Some(other.to_owned())).await.unwrap_err();
    assert_eq!(error.message(), format!("Role {other} is invalid or cannot be assumed"));
    assert_eq!(street.create(|i| i.role_arn = Some(ROLE.to_owned())).await.unwrap(), "CREATE_COMPLETE");
    assert_eq!(street.world.callers(), ["arn:aws:sts::000000000000:assumed-role/maker/AWSCloudFormation"]);
    assert!(street.sts.assumed_by.lock().iter().all(|caller| caller == "cloudformation.amazonaws.com"));
}

#[tokio::test]
async fn without_a_role_the_caller_makes_them() {
    let street = street();
    assert_eq!(street.create(|_| {}).await.unwrap(), "CREATE_COMPLETE");
    assert_eq!(street.world.callers(), ["arn:aws:iam::000000000000:root"]);
}

#[tokio::test]
async fn events_are_published_in_their_order() {
    let street = street();
    let topic = "arn:aws:sns:us-east-1:000000000000:events".to_owned();
    assert_eq!(street.create(|i| i.notification_arns = Some(vec![topic])).await.unwrap(), "CREATE_COMPLETE");
    let stack = street.service.state.find(&street.call, "inbox").unwrap();
    while stack.unpublished.lock().is_some() {
        tokio::task::yield_now().await;
    }
    let published = street.sns.published.lock().clone();
    assert!(published.iter().all(|(caller, _)| caller == "arn:aws:iam::000000000000:root"));
    let status = |message: &str| {
        let line = |name: &str| {
            let line = message.lines().find_map(|line| line.strip_prefix(&format!("{name}='")));
            line.unwrap_or_default().trim_end_matches('\'').to_owned()
        };
        format!("{} {}", line("LogicalResourceId"), line("ResourceStatus"))
    };
    let told: Vec<_> = published.iter().map(|(_, message)| status(message)).collect();
    assert_eq!(
        told,
        [
            "inbox CREATE_IN_PROGRESS",
            "A CREATE_IN_PROGRESS",
            "A CREATE_IN_PROGRESS",
            "A CREATE_COMPLETE",
            "inbox CREATE_COMPLETE",
        ]
    );
}

#[test]
fn a_caller_comes_back_as_it_went() {
    let call = street().call;
    for caller in [session(), Caller::root("123456789012", "AKIA"), Caller::service("x.amazonaws.com", "1")] {
        let mut gone = call.acting(caller);
        gone.origin = Arc::new(door::Origin { authority: "here:1".to_owned(), ..(*gone.origin).clone() });
        let kept = serde_json::to_string(&Runner::of(&gone)).unwrap();
        let back = serde_json::from_str::<Runner>(&kept).unwrap().call(&call).unwrap();
        assert_eq!(format!("{:?}", gone.caller), format!("{:?}", back.caller));
        assert_eq!(back.origin.authority, "here:1");
    }
}
