//! Showing, changing and listing subscriptions.

use super::page;
use super::subscribe::{check_filters, check_owner};
use crate::names::{self, TopicName, invalid};
use crate::records::Confirmation;
use crate::retry::HttpPolicy;
use crate::state::Subscription;
use crate::{Sns, endpoint, subscription_attributes};
use door::Call;
use model_sns::errors;
use model_sns::types::{
    GetSubscriptionAttributesInput, GetSubscriptionAttributesOutput, ListSubscriptionsByTopicInput,
    ListSubscriptionsByTopicOutput, ListSubscriptionsInput, ListSubscriptionsOutput,
    SetSubscriptionAttributesInput, SetSubscriptionAttributesOutput, Subscription as Entry,
};
use std::sync::Arc;
use store::Batch;
use wire::prelude::*;

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html>
    pub(crate) async fn get_subscription_attributes(
        &self,
        call: &Call,
        input: GetSubscriptionAttributesInput,
    ) -> Result<GetSubscriptionAttributesOutput> {
        let found = self.find(call, &input.subscription_arn)?;
        Ok(GetSubscriptionAttributesOutput { attributes: Some(self.shown(&found)) })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html>
    pub(crate) async fn set_subscription_attributes(
        &self,
        call: &Call,
        input: SetSubscriptionAttributesInput,
    ) -> Result<SetSubscriptionAttributesOutput> {
        let (name, value) = (input.attribute_name, input.attribute_value.unwrap_or_default());
        let ticket = {
            let _changing = self.state.changing();
            let mut record = self.find(call, &input.subscription_arn)?.record.clone();
            let subject = subscription_attributes::Subject {
                protocol: &record.protocol,
                topic: &record.topic,
                scope: record.attributes.get("FilterPolicyScope").map(String::as_str),
            };
            subscription_attributes::check(&name, &value, &subject, "")?;
            if name == "FilterPolicyScope"
                && let Some(filter) = record.attributes.get("FilterPolicy")
            {
                // A policy over nested keys cannot come under the scope of attributes.
                let subject = subscription_attributes::Subject { scope: Some(&value), ..subject };
                subscription_attributes::check("FilterPolicy", filter, &subject, "")?;
            }
            let filters = name == "FilterPolicy" && !record.attributes.contains_key("FilterPolicy");
            let unset = subscription_attributes::is_unset(&name, &value);
            if let Some(topic) = self.state.topic(&record.topic).filter(|_| filters && !unset) {
                check_filters(&topic)?;
            }
            if unset {
                record.attributes.remove(&name);
            } else {
                record.attributes.insert(name, value);
            }
            self.state.put_subscription(record, Batch::new())?
        };
        ticket.durable().await.or_internal()?;
        Ok(SetSubscriptionAttributesOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html>
    pub(crate) async fn list_subscriptions(
        &self,
        call: &Call,
        input: ListSubscriptionsInput,
    ) -> Result<ListSubscriptionsOutput> {
        let mine =
            |s: &Arc<Subscription>| s.record.owner == call.account() && s.record.topic.region == *call.region;
        let all = self.state.all_subscriptions().into_iter().filter(mine);
        let (subscriptions, next_token) = listed(all, input.next_token.as_deref())?;
        Ok(ListSubscriptionsOutput { subscriptions: Some(subscriptions), next_token })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html>
    pub(crate) async fn list_subscriptions_by_topic(
        &self,
        call: &Call,
        input: ListSubscriptionsByTopicInput,
    ) -> Result<ListSubscriptionsByTopicOutput> {
        let topic = self.state.existing(&TopicName::of(call, "TopicArn", &input.topic_arn)?)?;
        let all = topic.subscriptions().to_vec().into_iter();
        let (subscriptions, next_token) = listed(all, input.next_token.as_deref())?;
        Ok(ListSubscriptionsByTopicOutput { subscriptions: Some(subscriptions), next_token })
    }

    fn find(&self, call: &Call, arn: &str) -> Result<Arc<Subscription>> {
        let (topic, uuid) = names::subscription(arn)?;
        if *topic.region != *call.region {
            return Err(invalid("SubscriptionArn"));
        }
        let found = self.state.subscription(&topic, uuid);
        let found = found.filter(|s| s.record.confirmation != Confirmation::Ended);
        let found = found.ok_or_else(|| errors::not_found("Subscription does not exist"))?;
        check_owner(call, &found)?;
        Ok(found)
    }

    /// recorded: sns/test_sns.json, test_create_subscriptions_with_attributes
    fn shown(&self, subscription: &Subscription) -> Map<String> {
        let record = &subscription.record;
        let pending = record.confirmation == Confirmation::Pending;
        let by_link = matches!(record.confirmation, Confirmation::Confirmed { authenticated: false, .. });
        let mut shown: Map<String> = [
            ("SubscriptionArn", subscription.arn.clone()),
            ("TopicArn", record.topic.arn()),
            ("Owner", record.owner.clone()),
            ("SubscriptionPrincipal", record.principal.clone()),
            ("Protocol", record.protocol.clone()),
            ("Endpoint", endpoint::masked(&record.endpoint)),
            ("RawMessageDelivery", subscription.raw.to_string()),
            ("PendingConfirmation", pending.to_string()),
            ("ConfirmationWasAuthenticated", (!pending && !by_link).to_string()),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        shown.extend(record.attributes.iter().map(|(name, value)| (name.clone(), value.clone())));
        // recorded: sns/test_sns_filter_policy.json, test_set_subscription_filter_policy_scope
        if !record.attributes.contains_key("FilterPolicy") {
            shown.shift_remove("FilterPolicyScope");
        } else if !record.attributes.contains_key("FilterPolicyScope") {
            shown.insert("FilterPolicyScope".to_owned(), "MessageAttributes".to_owned());
        }
        if record.protocol.starts_with("http") {
            let topic = self.state.topic(&record.topic).map(|topic| topic.record());
            let topic = topic.as_ref().and_then(|t| t.attributes.get("DeliveryPolicy")).map(String::as_str);
            let own = record.attributes.get("DeliveryPolicy").map(String::as_str);
            shown.insert("EffectiveDeliveryPolicy".to_owned(), HttpPolicy::of(topic, own).text());
        }
        shown
    }
}

fn listed(
    all: impl Iterator<Item = Arc<Subscription>>,
    token: Option<&str>,
) -> Result<(Vec<Entry>, Option<String>)> {
    let mut all: Vec<_> = all.filter(|s| !s.is_over()).map(|s| (s.arn.clone(), s)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let (found, next) = page(all, token)?;
    let entry = |s: Arc<Subscription>| Entry {
        subscription_arn: Some(if s.is_confirmed() {
            s.arn.clone()
        } else {
            "PendingConfirmation".to_owned()
        }),
        owner: Some(s.record.owner.clone()),
        protocol: Some(s.record.protocol.clone()),
        endpoint: Some(endpoint::masked(&s.record.endpoint)),
        topic_arn: Some(s.record.topic.arn()),
    };
    Ok((found.into_iter().map(entry).collect(), next))
}
