//! Subscribing, confirming and unsubscribing.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html>

use crate::message::{Body, Kind, Notification};
use crate::names::{self, TopicName, invalid};
use crate::platform::DeviceName;
use crate::records::{Confirmation, SubscriptionRecord, Token};
use crate::state::{Queue, Subscription, Topic};
use crate::{Sns, endpoint, subscription_attributes, topic_attributes};
use door::Call;
use model_sns::errors;
use model_sns::types::{
    ConfirmSubscriptionInput, ConfirmSubscriptionOutput, SubscribeInput, SubscribeOutput, UnsubscribeInput,
    UnsubscribeOutput,
};
use policy::Principal;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::Batch;
use wire::prelude::*;

/// How long a token confirms: <https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html>
const TOKEN: Duration = Duration::from_hours(48);
/// Filter policies of a topic: <https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html>
const MOST_FILTERS: usize = 200;
/// Random blocks of a token; AWS's are as long.
const TOKEN_BLOCKS: usize = 9;

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html>
    pub(crate) async fn subscribe(&self, call: &Call, input: SubscribeInput) -> Result<SubscribeOutput> {
        let protocol = input.protocol;
        endpoint::check_protocol(&protocol)?;
        let name = TopicName::of(call, "TopicArn", &input.topic_arn)?;
        let wanted = input.endpoint.filter(|endpoint| !endpoint.is_empty());
        let endpoint = wanted.ok_or_else(|| invalid("Endpoint Reason: no value for required parameter"))?;
        endpoint::check(&protocol, &endpoint, name.is_fifo())?;
        if DeviceName::parse(&endpoint).is_some_and(|device| !self.state.devices.contains(&device.key())) {
            return Err(endpoint::no_device(&endpoint));
        }
        let attributes = checked(&protocol, &name, input.attributes.unwrap_or_default())?;
        let (record, ticket) = {
            let _changing = self.state.changing();
            let topic = self.state.existing(&name)?;
            let same =
                |s: &&Arc<Subscription>| s.record.protocol == protocol && s.record.endpoint == endpoint;
            let found = topic.subscriptions().iter().find(same).cloned();
            let record = if let Some(found) = found {
                check_same(&found, &attributes)?;
                if found.is_confirmed() {
                    return Ok(SubscribeOutput { subscription_arn: Some(found.arn.clone()) });
                }
                found.record.clone()
            } else {
                check_room(&topic, &protocol, &attributes)?;
                new_record(call, &name, protocol, endpoint, attributes)
            };
            let ticket = if record.confirmation == Confirmation::Pending {
                self.ask(call, &topic, record.clone())?
            } else {
                self.state.put_subscription(record.clone(), Batch::new())?
            };
            (record, ticket)
        };
        ticket.durable().await.or_internal()?;
        let shown =
            record.confirmation != Confirmation::Pending || input.return_subscription_arn == Some(true);
        let arn = if shown { record.arn() } else { "pending confirmation".to_owned() };
        Ok(SubscribeOutput { subscription_arn: Some(arn) })
    }

    /// Keeps a pending subscription with a new token, and sends its endpoint the question.
    fn ask(&self, call: &Call, topic: &Topic, mut record: SubscriptionRecord) -> Result<store::Ticket> {
        let token = new_token(call);
        let text = format!(
            "You have chosen to subscribe to the topic {}.\nTo confirm the subscription, visit the SubscribeURL \
             included in this message.",
            topic.arn
        );
        let what = letter(call, topic, Kind::SubscriptionConfirmation { token: token.text.clone() }, text);
        record.token = Some(token);
        let to = Subscription::new(record.clone());
        let keep = |batch| self.state.put_subscription(record, batch);
        self.courier.post(call, &to, &what, &topic.name, keep)
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html>
    pub(crate) async fn confirm_subscription(
        &self,
        call: &Call,
        input: ConfirmSubscriptionInput,
    ) -> Result<ConfirmSubscriptionOutput> {
        // recorded: sns/test_sns.json, test_sns_confirm_subscription_wrong_token
        let name = TopicName::anywhere("TopicArn", &input.topic_arn)?;
        if input.token.len() < 64 || hex::decode(&input.token).is_err() {
            return Err(errors::invalid_parameter("Invalid token"));
        }
        let anonymous = is_anonymous(call);
        let authenticate_on_unsubscribe = input.authenticate_on_unsubscribe.as_deref() == Some("true");
        if authenticate_on_unsubscribe && anonymous {
            return Err(errors::authorization_error(
                "Unauthenticated callers may not set AuthenticateOnUnsubscribe",
            ));
        }
        let (arn, ticket) = {
            let _changing = self.state.changing();
            let wrong = || invalid("Token");
            self.state.topic(&name).ok_or_else(wrong)?;
            let now = call.now().millis();
            let holds = |s: &Subscription| {
                let token = s.record.token.as_ref();
                token.is_some_and(|token| token.text == input.token && token.until > now)
            };
            let found =
                self.state.subscriptions_of(&name).into_iter().find(|s| holds(s)).ok_or_else(wrong)?;
            if found.is_confirmed() {
                return Ok(ConfirmSubscriptionOutput { subscription_arn: Some(found.arn.clone()) });
            }
            let mut record = found.record.clone();
            record.confirmation =
                Confirmation::Confirmed { authenticated: !anonymous, authenticate_on_unsubscribe };
            (found.arn.clone(), self.state.put_subscription(record, Batch::new())?)
        };
        ticket.durable().await.or_internal()?;
        Ok(ConfirmSubscriptionOutput { subscription_arn: Some(arn) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html>
    ///
    /// AWS tells an HTTP/S endpoint of it, with a link that brings the subscription back. recorded: sns/test_sns.json,
    /// test_subscribe_external_http_endpoint_lambda_url_sig_validation
    pub(crate) async fn unsubscribe(
        &self,
        call: &Call,
        input: UnsubscribeInput,
    ) -> Result<UnsubscribeOutput> {
        let (name, uuid) = names::subscription(&input.subscription_arn)?;
        let ticket = {
            let _changing = self.state.changing();
            // recorded: sns/test_sns.json, test_unsubscribe_idempotency
            let Some(found) = self.state.subscription(&name, uuid) else { return Ok(UnsubscribeOutput {}) };
            if found.record.confirmation == Confirmation::Ended {
                return Ok(UnsubscribeOutput {});
            }
            if !is_anonymous(call) {
                check_owner(call, &found)?;
            }
            match self.state.topic(&name) {
                Some(topic) => {
                    self.state.count_deleted(&topic)?;
                    let tells = found.is_confirmed() && found.record.protocol.starts_with("http");
                    if tells {
                        self.tell(call, &topic, &found)?
                    } else {
                        self.state.delete_subscription(&found)?
                    }
                }
                None => self.state.delete_subscription(&found)?,
            }
        };
        ticket.durable().await.or_internal()?;
        self.state.sweep(call.now())?;
        Ok(UnsubscribeOutput {})
    }

    /// Ends a subscription and tells its endpoint. What waits for it is dropped.
    fn tell(&self, call: &Call, topic: &Topic, found: &Subscription) -> Result<store::Ticket> {
        let token = new_token(call);
        let text = format!(
            "You have chosen to deactivate subscription {}.\nTo cancel this operation and restore the subscription, \
             visit the SubscribeURL included in this message.",
            found.arn
        );
        let what = letter(call, topic, Kind::UnsubscribeConfirmation { token: token.text.clone() }, text);
        let mut record = found.record.clone();
        record.confirmation = Confirmation::Ended;
        record.token = Some(token);
        let keep = |batch| self.state.put_subscription(record, batch);
        self.courier.post(call, found, &what, &topic.name, keep)
    }
}

/// A subscription belongs to who subscribed and to the topic's owner.
pub(super) fn check_owner(call: &Call, subscription: &Subscription) -> Result<()> {
    let account = call.account();
    let owns = account == subscription.record.owner || account == subscription.record.topic.account;
    if owns { Ok(()) } else { Err(errors::authorization_error("Access Denied")) }
}

/// The attributes of a request, checked, without those that say nothing.
fn checked(protocol: &str, topic: &TopicName, given: Map<String>) -> Result<BTreeMap<String, String>> {
    let mut attributes: BTreeMap<String, String> = given.into_iter().collect();
    for (name, value) in &attributes {
        let scope = attributes.get("FilterPolicyScope").map(String::as_str);
        let subject = subscription_attributes::Subject { protocol, topic, scope };
        subscription_attributes::check(name, value, &subject, "Attributes Reason: ")?;
    }
    attributes.retain(|name, value| !subscription_attributes::is_unset(name, value));
    Ok(attributes)
}

/// recorded: sns/test_sns.json, test_subscribe_idempotency
fn check_same(found: &Subscription, attributes: &BTreeMap<String, String>) -> Result<()> {
    let has = |(name, value): (&String, &String)| {
        subscription_attributes::has(&found.record.attributes, name, value)
    };
    if attributes.iter().all(has) {
        return Ok(());
    }
    Err(invalid("Attributes Reason: Subscription already exists with different attributes"))
}

/// Whether a topic takes one more subscription of that kind.
fn check_room(topic: &Topic, protocol: &str, attributes: &BTreeMap<String, String>) -> Result<()> {
    let subscriptions = topic.subscriptions();
    let others = subscriptions.iter().map(|s| &*s.record.protocol);
    let all: Vec<_> = others.chain([protocol]).collect();
    topic_attributes::check_large(&topic.record().attributes, all.into_iter())?;
    if attributes.contains_key("FilterPolicy") { check_filters(topic) } else { Ok(()) }
}

/// Whether a topic takes one more filter policy.
pub(super) fn check_filters(topic: &Topic) -> Result<()> {
    if topic.subscriptions().iter().filter(|s| s.filter.is_some()).count() < MOST_FILTERS {
        return Ok(());
    }
    Err(errors::filter_policy_limit_exceeded(format!(
        "A topic can not have more than {MOST_FILTERS} filter policies"
    )))
}

pub(crate) fn is_anonymous(call: &Call) -> bool {
    matches!(call.caller.principal, Principal::Anonymous)
}

/// A queue of the subscriber's own account needs no confirmation, nor does a telephone or a device.
fn new_record(
    call: &Call,
    topic: &TopicName,
    protocol: String,
    endpoint: String,
    attributes: BTreeMap<String, String>,
) -> SubscriptionRecord {
    let own_queue = protocol == "sqs" && Queue::of(&endpoint).is_some_and(|q| q.account == call.account());
    let confirmation = if own_queue || matches!(protocol.as_str(), "sms" | "application") {
        Confirmation::Confirmed { authenticated: true, authenticate_on_unsubscribe: false }
    } else {
        Confirmation::Pending
    };
    SubscriptionRecord {
        id: crate::id(),
        topic: topic.clone(),
        uuid: uuid::Uuid::new_v4().to_string(),
        owner: call.account().to_owned(),
        principal: call.caller.display(),
        protocol,
        endpoint,
        attributes,
        confirmation,
        token: None,
    }
}

fn new_token(call: &Call) -> Token {
    let blocks = (0..TOKEN_BLOCKS).map(|_| uuid::Uuid::new_v4().simple().to_string());
    Token { text: blocks.collect(), until: (call.now() + TOKEN).millis() }
}

/// A message of ours to an endpoint.
fn letter(call: &Call, topic: &Topic, kind: Kind, text: String) -> Notification {
    Notification {
        kind,
        id: uuid::Uuid::new_v4().to_string(),
        subject: None,
        body: Body::Same(text),
        attributes: Vec::new(),
        at: call.now().millis(),
        group: None,
        deduplication: None,
        sequence: None,
        signature_version: crate::signature_version(&topic.record()),
        base: crate::base(call),
    }
}
