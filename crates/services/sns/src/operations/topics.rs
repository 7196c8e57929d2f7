//! Making, changing, showing and deleting topics.

use super::page;
use crate::names::{TopicName, invalid, is_topic_name};
use crate::records::{Confirmation, TopicRecord};
use crate::state::Topic;
use crate::{Sns, retry, topic_attributes};
use door::Call;
use model_sns::errors;
use model_sns::types::{
    CreateTopicInput, CreateTopicOutput, DeleteTopicInput, DeleteTopicOutput, GetTopicAttributesInput,
    GetTopicAttributesOutput, ListTopicsInput, ListTopicsOutput, SetTopicAttributesInput,
    SetTopicAttributesOutput, Topic as TopicEntry,
};
use store::Key;
use wire::prelude::*;

/// <https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html>
pub(super) const MOST_TAGS: usize = 50;

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html>
    pub(crate) async fn create_topic(
        &self,
        call: &Call,
        input: CreateTopicInput,
    ) -> Result<CreateTopicOutput> {
        if input.data_protection_policy.is_some_and(|policy| !policy.is_empty()) {
            return Err(Error::not_implemented("data protection policies of SNS topics"));
        }
        let mut attributes = input.attributes.unwrap_or_default();
        let fifo = attributes.shift_remove("FifoTopic");
        if !fifo.as_deref().is_none_or(|v| matches!(v, "true" | "false")) {
            return Err(invalid("FifoTopic"));
        }
        let fifo = fifo.as_deref() == Some("true");
        if !is_topic_name(&input.name, fifo) {
            return Err(invalid("Topic Name"));
        }
        let name = TopicName::new(call, &input.name);
        for (attribute, value) in &attributes {
            topic_attributes::check(attribute, value, &name, "Attributes Reason: ")?;
        }
        let tags = super::tags::read(call, input.tags.unwrap_or_default())?;
        if tags.len() > MOST_TAGS {
            return Err(super::tags::too_many());
        }
        let ticket = {
            let _changing = self.state.changing();
            if let Some(topic) = self.state.topic(&name) {
                let record = topic.record();
                // recorded: sns/test_sns.json, test_create_topic_different_attrs
                if !attributes.iter().all(|(k, v)| topic_attributes::has(&record, k, v)) {
                    return Err(invalid("Attributes Reason: Topic already exists with different attributes"));
                }
                // recorded: sns/test_sns.json, test_create_duplicate_topic_check_idempotency
                if !tags.iter().all(|(k, v)| record.tags.get(k) == Some(v)) {
                    return Err(invalid("Tags Reason: Topic already exists with different tags"));
                }
                return Ok(CreateTopicOutput { topic_arn: Some(topic.arn.clone()) });
            }
            let attributes = attributes.into_iter().filter(|(_, value)| !value.is_empty()).collect();
            self.state.put_topic(&name, TopicRecord::new(crate::id(), attributes, tags))?
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateTopicOutput { topic_arn: Some(name.arn()) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html>
    pub(crate) async fn delete_topic(
        &self,
        call: &Call,
        input: DeleteTopicInput,
    ) -> Result<DeleteTopicOutput> {
        let name = TopicName::of(call, "TopicArn", &input.topic_arn)?;
        let ticket = {
            let _changing = self.state.changing();
            let Some(topic) = self.state.topic(&name) else { return Ok(DeleteTopicOutput {}) };
            self.state.delete_topic(&topic, call.now().millis())?
        };
        ticket.durable().await.or_internal()?;
        self.state.sweep(call.now())?;
        Ok(DeleteTopicOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html>
    pub(crate) async fn get_topic_attributes(
        &self,
        call: &Call,
        input: GetTopicAttributesInput,
    ) -> Result<GetTopicAttributesOutput> {
        let topic = self.state.topic_of(call, "TopicArn", &input.topic_arn)?;
        Ok(GetTopicAttributesOutput { attributes: Some(shown(&topic)) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html>
    pub(crate) async fn set_topic_attributes(
        &self,
        call: &Call,
        input: SetTopicAttributesInput,
    ) -> Result<SetTopicAttributesOutput> {
        let name = TopicName::of(call, "TopicArn", &input.topic_arn)?;
        let value = input.attribute_value.unwrap_or_default();
        let ticket = {
            let _changing = self.state.changing();
            let topic = self.state.existing(&name)?;
            topic_attributes::check(&input.attribute_name, &value, &name, "")?;
            let record = topic.record();
            let mut attributes = record.attributes.clone();
            if value.is_empty() {
                attributes.remove(&input.attribute_name);
            } else {
                attributes.insert(input.attribute_name, value);
            }
            let subscriptions = topic.subscriptions();
            topic_attributes::check_large(&attributes, subscriptions.iter().map(|s| &*s.record.protocol))?;
            self.state.put_topic(&name, record.with_attributes(attributes))?
        };
        ticket.durable().await.or_internal()?;
        Ok(SetTopicAttributesOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html>
    pub(crate) async fn list_topics(&self, call: &Call, input: ListTopicsInput) -> Result<ListTopicsOutput> {
        let found = self.state.topic_records.list(&Key::new(&[call.account(), &call.region]));
        let names = found.iter().filter_map(|(key, _)| key.text(2));
        let all = names.map(|name| (name.clone(), TopicName::new(call, &name).arn())).collect();
        let (arns, next_token) = page(all, input.next_token.as_deref())?;
        let topics = arns.into_iter().map(|arn| TopicEntry { topic_arn: Some(arn) }).collect();
        Ok(ListTopicsOutput { topics: Some(topics), next_token })
    }
}

/// recorded: sns/test_sns.json, test_create_topic_with_attributes
fn shown(topic: &Topic) -> Map<String> {
    let record = topic.record();
    let subscriptions = topic.subscriptions();
    let pending = subscriptions.iter().filter(|s| s.record.confirmation == Confirmation::Pending).count();
    let delivery = record.attributes.get("DeliveryPolicy").map(String::as_str);
    let mut shown: Map<String> = [
        ("TopicArn", topic.arn.clone()),
        ("Owner", topic.name.account.clone()),
        ("Policy", record.policy_text(&topic.name)),
        ("DisplayName", String::new()),
        ("SubscriptionsPending", pending.to_string()),
        ("SubscriptionsConfirmed", (subscriptions.len() - pending).to_string()),
        ("SubscriptionsDeleted", record.deleted.to_string()),
        ("EffectiveDeliveryPolicy", retry::effective(delivery)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    if topic.name.is_fifo() {
        shown.insert("FifoTopic".to_owned(), "true".to_owned());
        shown.insert("ContentBasedDeduplication".to_owned(), "false".to_owned());
    }
    shown.extend(record.attributes.iter().map(|(name, value)| (name.clone(), value.clone())));
    shown
}

/// Whether a topic is there: for operations that touch it and nothing else.
pub(super) fn gone() -> Error {
    errors::resource_not_found("Resource does not exist")
}
