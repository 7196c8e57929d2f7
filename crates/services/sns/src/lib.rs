//! Amazon SNS: <https://docs.aws.amazon.com/sns/latest/api/>.
//!
//! `state` holds topics and subscriptions; the files under `operations` are the API, one a resource. `delivery` takes a
//! published message to its subscribers; `filter` decides which of them want it, and knows nothing else. `envelope` and
//! `signer` make the text that they get, `retry` says when what failed is tried again.

mod access;
mod delivery;
mod endpoint;
mod envelope;
mod fifo;
mod filter;
mod message;
mod names;
mod operations;
mod platform;
mod records;
pub mod resources;
mod retry;
mod signer;
mod state;
mod subscription_attributes;
#[cfg(test)]
mod tests;
mod topic_attributes;

pub use delivery::OutboxMessage;
pub use filter::wants as filter_wants;

use delivery::Courier;
use door::{Call, Door, Host, ResourceFacts, Touch};
use model_sns as model;
use names::TopicName;
use records::{Confirmation, TopicRecord};
use signer::Signer;
use state::State;
use std::sync::Arc;
use store::Store;
use wire::prelude::*;
use wire::schema::Service;

/// Amazon SNS.
pub struct Sns {
    state: Arc<State>,
    signer: Arc<Signer>,
    courier: Arc<Courier>,
}

impl Sns {
    /// Opens what the store keeps of topics, subscriptions and deliveries.
    pub fn open(store: &Store) -> store::Result<Self> {
        let state = Arc::new(State::open(store)?);
        let signer = Arc::new(Signer::open(store)?);
        let courier = Arc::new(Courier::open(store, state.clone(), signer.clone())?);
        Ok(Self { state, signer, courier })
    }
    /// Sends the deliveries that waited when the program ended on their way. To be called once the door is built.
    pub fn resume(&self, door: &Arc<Door>) {
        self.courier.resume(door);
    }
    /// Whether a delivery is on its way, or due.
    #[cfg(test)]
    fn is_busy(&self, now: Timestamp) -> bool {
        self.courier.is_busy(now)
    }
    /// The newest `limit` e-mails and text messages of the local outbox, oldest first.
    pub fn outbox(&self, limit: usize) -> Result<Vec<OutboxMessage>> {
        self.courier.outbox.list(limit)
    }
    /// The certificate of the installation's signing key, in PEM, where `path` is the one that `SigningCertURL` names:
    /// `/SimpleNotificationService-....pem`. To be served to anybody.
    pub fn certificate(&self, path: &str) -> Option<String> {
        self.signer.certificate(path)
    }
}

door::operations! { Sns as model;
    AddPermission => add_permission on |_, i| Touch::on(&i.topic_arn),
    CheckIfPhoneNumberIsOptedOut => check_if_phone_number_is_opted_out,
    ConfirmSubscription => confirm_subscription on |_, i| Touch::on(&i.topic_arn),
    CreatePlatformApplication => create_platform_application
        on |call, i| Touch::on(call.arn("sns", &format!("app/{}/{}", i.platform, i.name))),
    CreatePlatformEndpoint => create_platform_endpoint on |_, i| Touch::on(&i.platform_application_arn),
    CreateTopic => create_topic on |call, i| Touch::on(call.arn("sns", &i.name)),
    DeleteEndpoint => delete_endpoint on |_, i| Touch::on(&i.endpoint_arn),
    DeletePlatformApplication => delete_platform_application on |_, i| Touch::on(&i.platform_application_arn),
    DeleteTopic => delete_topic on |_, i| Touch::on(&i.topic_arn),
    GetEndpointAttributes => get_endpoint_attributes on |_, i| Touch::on(&i.endpoint_arn),
    GetPlatformApplicationAttributes => get_platform_application_attributes
        on |_, i| Touch::on(&i.platform_application_arn),
    GetSMSAttributes => get_sms_attributes,
    GetSMSSandboxAccountStatus => get_sms_sandbox_account_status,
    GetSubscriptionAttributes => get_subscription_attributes on |call, i| owned(call, &i.subscription_arn),
    GetTopicAttributes => get_topic_attributes on |_, i| Touch::on(&i.topic_arn),
    ListEndpointsByPlatformApplication => list_endpoints_by_platform_application
        on |_, i| Touch::on(&i.platform_application_arn),
    ListPhoneNumbersOptedOut => list_phone_numbers_opted_out,
    ListPlatformApplications => list_platform_applications,
    ListSubscriptions => list_subscriptions,
    ListSubscriptionsByTopic => list_subscriptions_by_topic on |_, i| Touch::on(&i.topic_arn),
    ListTagsForResource => list_tags_for_resource on |_, i| Touch::on(&i.resource_arn),
    ListTopics => list_topics,
    OptInPhoneNumber => opt_in_phone_number,
    Publish => publish on |_, i| i.topic_arn.as_ref().or(i.target_arn.as_ref()).map_or_else(Touch::all, Touch::on),
    PublishBatch => publish_batch on |_, i| Touch::on(&i.topic_arn),
    RemovePermission => remove_permission on |_, i| Touch::on(&i.topic_arn),
    SetEndpointAttributes => set_endpoint_attributes on |_, i| Touch::on(&i.endpoint_arn),
    SetPlatformApplicationAttributes => set_platform_application_attributes
        on |_, i| Touch::on(&i.platform_application_arn),
    SetSMSAttributes => set_sms_attributes,
    SetSubscriptionAttributes => set_subscription_attributes on |call, i| owned(call, &i.subscription_arn),
    SetTopicAttributes => set_topic_attributes on |_, i| Touch::on(&i.topic_arn),
    Subscribe => subscribe on |_, i| Touch::on(&i.topic_arn)
        .with("sns:Protocol", &i.protocol)
        .with("sns:Endpoint", i.endpoint.as_deref().unwrap_or_default()),
    TagResource => tag_resource on |_, i| Touch::on(&i.resource_arn),
    Unsubscribe => unsubscribe on |call, i| owned(call, &i.subscription_arn),
    UntagResource => untag_resource on |_, i| Touch::on(&i.resource_arn),
}

/// A subscription's topic; for a subscriber from another account, whose own policies decide, everything.
fn owned(call: &Call, subscription_arn: &str) -> Touch {
    match TopicName::parse(subscription_arn) {
        Some(_) if operations::is_anonymous(call) => Touch::on(subscription_arn),
        Some(topic) if topic.account == call.account() => Touch::on(topic.arn()),
        _ => Touch::all(),
    }
}

impl Host for Sns {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, action: &str, arn: &str) -> Option<ResourceFacts> {
        let name = TopicName::parse(arn)?;
        let topic = self.state.topic(&name)?;
        let record = topic.record();
        let by_link = match action {
            "sns:ConfirmSubscription" => true,
            "sns:Unsubscribe" => self.may_leave_by_link(&name, arn),
            _ => false,
        };
        let policy = if by_link {
            access::with_anonymous(&record.policy_text(&name), action, arn).map(Arc::new)
        } else {
            record.policy(&name)
        };
        let tags = record.tags.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        Some(ResourceFacts { policy, tags, ..ResourceFacts::default() })
    }
    fn shortfalls(&self) -> Vec<String> {
        self.state.shortfalls()
    }
}

impl Sns {
    /// Whether the link in a message ends its subscription: unless its owner wanted a signature for that.
    fn may_leave_by_link(&self, topic: &TopicName, arn: &str) -> bool {
        let subscription = arn.rsplit(':').next().and_then(|uuid| self.state.subscription(topic, uuid));
        subscription.is_none_or(|s| {
            !matches!(
                s.record.confirmation,
                Confirmation::Confirmed { authenticate_on_unsubscribe: true, .. }
            )
        })
    }
}

/// A number that nothing else has: what the store keeps under it is never another's.
fn id() -> u64 {
    uuid::Uuid::new_v4().as_u64_pair().0
}

/// The address by which a caller reached us, which links in messages repeat.
fn base(call: &Call) -> String {
    let scheme = if call.origin.secure && call.origin.ip.is_some() { "https" } else { "http" };
    format!("{scheme}://{}", call.origin.authority)
}

/// The version in which a topic's messages are signed.
fn signature_version(topic: &TopicRecord) -> u8 {
    if topic.attributes.get("SignatureVersion").is_some_and(|v| v == "2") { 2 } else { 1 }
}
