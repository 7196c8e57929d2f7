//! How often and when a delivery is tried again.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html>
//!
//! A policy has four phases: retries at once, at the least delay, at a growing delay, at the greatest delay. AWS adds a
//! random jitter to the delays; here they are exact, so that a steered clock can be trusted.

use crate::names::invalid;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;
use wire::prelude::*;

/// No HTTP/S delivery is tried for longer.
const LONGEST_HTTP: Duration = Duration::from_hours(1);
/// The content type of HTTP/S deliveries, unless a policy names another.
pub(crate) const CONTENT_TYPE: &str = "text/plain; charset=UTF-8";
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy>
const CONTENT_TYPES: [&str; 12] = [
    "application/atom+xml",
    "application/json",
    "application/octet-stream",
    "application/soap+xml",
    "application/x-www-form-urlencoded",
    "application/xhtml+xml",
    "application/xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/plain",
    "text/xml",
];

/// The phases of retries; delays in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(crate) struct Retries {
    pub(crate) min_delay_target: u32,
    pub(crate) max_delay_target: u32,
    pub(crate) num_retries: u32,
    pub(crate) num_max_delay_retries: u32,
    pub(crate) num_no_delay_retries: u32,
    pub(crate) num_min_delay_retries: u32,
    pub(crate) backoff_function: Backoff,
}

/// How the delay grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Backoff {
    Linear,
    Arithmetic,
    Geometric,
    Exponential,
}

impl Default for Retries {
    /// HTTP/S: three retries, 20 seconds apart. recorded: sns/test_sns.json, test_create_topic_with_attributes
    fn default() -> Self {
        Self {
            min_delay_target: 20,
            max_delay_target: 20,
            num_retries: 3,
            num_max_delay_retries: 0,
            num_no_delay_retries: 0,
            num_min_delay_retries: 0,
            backoff_function: Backoff::Linear,
        }
    }
}

impl Retries {
    /// Endpoints that AWS manages: 100,015 retries over 23 days.
    pub(crate) fn managed() -> Self {
        Self {
            min_delay_target: 1,
            max_delay_target: 20,
            num_retries: 100_015,
            num_no_delay_retries: 3,
            num_min_delay_retries: 2,
            num_max_delay_retries: 100_000,
            backoff_function: Backoff::Exponential,
        }
    }
    /// The delay before retry `n`, counted from 0; `None` when there are no more.
    pub(crate) fn delay(&self, n: u32) -> Option<Duration> {
        if n >= self.num_retries {
            return None;
        }
        let (least, most) = (f64::from(self.min_delay_target), f64::from(self.max_delay_target));
        let early = self.num_no_delay_retries.saturating_add(self.num_min_delay_retries);
        let late = self.num_retries.saturating_sub(self.num_max_delay_retries);
        let seconds = if n < self.num_no_delay_retries {
            0.0
        } else if n < early {
            least
        } else if n >= late {
            most
        } else {
            let steps = f64::from(late.saturating_sub(early));
            self.backoff_function.between(least, most, f64::from(n - early) + 1.0, steps)
        };
        Some(Duration::from_millis((seconds * 1_000.0).round() as u64))
    }
    fn check(&self) -> Result<(), String> {
        let phases = self.num_no_delay_retries.saturating_add(self.num_min_delay_retries);
        let phases = phases.saturating_add(self.num_max_delay_retries);
        if self.num_retries > 100 {
            return Err("numRetries must be less than or equal to 100".to_owned());
        }
        if self.min_delay_target < 1 || self.min_delay_target > self.max_delay_target {
            return Err("minDelayTarget must be between 1 and maxDelayTarget".to_owned());
        }
        if self.max_delay_target > 3_600 {
            return Err("maxDelayTarget must be less than or equal to 3600".to_owned());
        }
        if phases > self.num_retries {
            return Err("numRetries must be at least the sum of the phases' retries".to_owned());
        }
        Ok(())
    }
}

impl Backoff {
    /// The delay of step 1 to `steps`; the last is the greatest. AWS's page shows the four curves without their formulas:
    /// from the fastest to the slowest to rise they are linear, arithmetic, geometric, exponential.
    fn between(self, least: f64, most: f64, step: f64, steps: f64) -> f64 {
        let share = step / steps;
        match self {
            Self::Linear => least + (most - least) * share,
            Self::Arithmetic => least + (most - least) * step * (step + 1.0) / (steps * (steps + 1.0)),
            Self::Geometric => least * (most / least).powf(share),
            Self::Exponential => least + (most - least) * (2f64.powf(step - steps)) * share,
        }
    }
}

/// What holds for the HTTP/S deliveries of one subscription.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HttpPolicy {
    pub(crate) retries: Retries,
    pub(crate) most_per_second: Option<u32>,
    pub(crate) content_type: String,
}

impl HttpPolicy {
    /// From the topic's attribute `DeliveryPolicy` and the subscription's own. Both were checked when they were set.
    pub(crate) fn of(topic: Option<&str>, subscription: Option<&str>) -> Self {
        let topic = topic.and_then(|text| TopicPolicy::read(text).ok()).unwrap_or_default().http;
        let own = subscription
            .filter(|_| !topic.disable_subscription_overrides)
            .and_then(|text| SubscriptionPolicy::read(text).ok())
            .unwrap_or_default();
        let throttle = own.throttle_policy.or(topic.default_throttle_policy);
        let request = own.request_policy.or(topic.default_request_policy);
        Self {
            retries: own.healthy_retry_policy.or(topic.default_healthy_retry_policy).unwrap_or_default(),
            most_per_second: throttle.and_then(|t| t.max_receives_per_second),
            content_type: request.map_or_else(|| CONTENT_TYPE.to_owned(), |r| r.header_content_type),
        }
    }
    /// When a delivery that failed `attempts` times is tried again; it began `since` ago.
    pub(crate) fn delay(&self, attempts: u32, since: Duration) -> Option<Duration> {
        let delay = self.retries.delay(attempts.saturating_sub(1))?;
        (since + delay <= LONGEST_HTTP).then_some(delay)
    }
    /// The attribute `EffectiveDeliveryPolicy` of a subscription.
    pub(crate) fn text(&self) -> String {
        let throttle = self.most_per_second.map(|most| json!({"maxReceivesPerSecond": most}));
        json!({
            "healthyRetryPolicy": self.retries,
            "sicklyRetryPolicy": null,
            "throttlePolicy": throttle,
            "requestPolicy": {"headerContentType": self.content_type},
            "guaranteed": false,
        })
        .to_string()
    }
}

/// A topic's attribute `DeliveryPolicy`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicPolicy {
    #[serde(default)]
    http: TopicHttp,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct TopicHttp {
    default_healthy_retry_policy: Option<Retries>,
    disable_subscription_overrides: bool,
    default_throttle_policy: Option<Throttle>,
    default_request_policy: Option<Request>,
}

/// A subscription's attribute `DeliveryPolicy`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct SubscriptionPolicy {
    healthy_retry_policy: Option<Retries>,
    throttle_policy: Option<Throttle>,
    request_policy: Option<Request>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Throttle {
    max_receives_per_second: Option<u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Request {
    header_content_type: String,
}

impl TopicPolicy {
    fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

impl SubscriptionPolicy {
    fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

/// Checks a topic's `DeliveryPolicy`.
pub(crate) fn check_topic(text: &str) -> Result<()> {
    let checked = TopicPolicy::read(text).and_then(|policy| {
        let http = policy.http;
        check(http.default_healthy_retry_policy, http.default_throttle_policy, http.default_request_policy)
    });
    checked.map_err(|reason| invalid(&format!("DeliveryPolicy: {reason}")))
}

/// Checks a subscription's `DeliveryPolicy`.
pub(crate) fn check_subscription(text: &str) -> Result<(), String> {
    let policy = SubscriptionPolicy::read(text)?;
    check(policy.healthy_retry_policy, policy.throttle_policy, policy.request_policy)
}

fn check(
    retries: Option<Retries>,
    throttle: Option<Throttle>,
    request: Option<Request>,
) -> Result<(), String> {
    if let Some(retries) = retries {
        retries.check()?;
    }
    if throttle.is_some_and(|t| t.max_receives_per_second == Some(0)) {
        return Err("maxReceivesPerSecond must be greater than or equal to 1".to_owned());
    }
    if let Some(request) = request {
        let bare = request.header_content_type.split(';').next().unwrap_or_default().trim();
        let fine = CONTENT_TYPES.contains(&bare);
        if !fine || request.header_content_type.chars().any(char::is_control) {
            return Err(format!("{} is not a supported headerContentType", request.header_content_type));
        }
    }
    Ok(())
}

/// The attribute `EffectiveDeliveryPolicy` of a topic, in AWS's order.
pub(crate) fn effective(topic: Option<&str>) -> String {
    let http = topic.and_then(|text| TopicPolicy::read(text).ok()).unwrap_or_default().http;
    let mut policy = json!({
        "defaultHealthyRetryPolicy": http.default_healthy_retry_policy.unwrap_or_default(),
        "disableSubscriptionOverrides": http.disable_subscription_overrides,
    });
    if let Some(object) = policy.as_object_mut() {
        if let Some(throttle) = http.default_throttle_policy {
            object.insert("defaultThrottlePolicy".to_owned(), json!(throttle));
        }
        let request = http
            .default_request_policy
            .map_or_else(|| json!({"headerContentType": CONTENT_TYPE}), |request| json!(request));
        object.insert("defaultRequestPolicy".to_owned(), request);
    }
    Value::from_iter([("http", policy)]).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delays(policy: &str) -> Vec<u64> {
        let policy = HttpPolicy::of(None, Some(policy));
        (0..).map_while(|n| policy.retries.delay(n)).map(|d| d.as_millis() as u64).collect()
    }

    #[test]
    fn phases_and_curves() {
        let check = |function: &str, expected: [u64; 4]| {
            let policy = json!({"healthyRetryPolicy": {
                "minDelayTarget": 10, "maxDelayTarget": 90, "numRetries": 8, "numNoDelayRetries": 1,
                "numMinDelayRetries": 2, "numMaxDelayRetries": 1, "backoffFunction": function,
            }});
            let mut all = vec![0, 10_000, 10_000];
            all.extend(expected);
            all.push(90_000);
            assert_eq!(delays(&policy.to_string()), all, "{function}");
        };
        check("linear", [30_000, 50_000, 70_000, 90_000]);
        check("arithmetic", [18_000, 34_000, 58_000, 90_000]);
        check("geometric", [17_321, 30_000, 51_962, 90_000]);
        check("exponential", [12_500, 20_000, 40_000, 90_000]);
        assert_eq!(delays("{}"), [20_000; 3]);
    }

    #[test]
    fn queues_are_tried_for_twenty_three_days() {
        let policy = Retries::managed();
        let all: Vec<_> = (0..).map_while(|n| policy.delay(n)).collect();
        assert_eq!(all.len(), 100_015);
        assert_eq!(&all[..5], [0, 0, 0, 1, 1].map(Duration::from_secs));
        assert!(all[5..15].is_sorted() && all[14] == Duration::from_secs(20));
        assert_eq!(all.iter().sum::<Duration>().as_secs() / 86_400, 23);
    }

    #[test]
    fn a_subscription_overrides_its_topic_unless_it_may_not() {
        let topic = r#"{"http":{"defaultHealthyRetryPolicy":{"numRetries":5}}}"#;
        let strict = r#"{"http":{"disableSubscriptionOverrides":true}}"#;
        let own = r#"{"healthyRetryPolicy":{"numRetries":7},"throttlePolicy":{"maxReceivesPerSecond":2}}"#;
        let check = |topic, own, retries, throttle| {
            let policy = HttpPolicy::of(topic, own);
            assert_eq!((policy.retries.num_retries, policy.most_per_second), (retries, throttle));
        };
        check(None, None, 3, None);
        check(Some(topic), None, 5, None);
        check(Some(topic), Some(own), 7, Some(2));
        check(Some(strict), Some(own), 3, None);
    }

    #[test]
    fn the_default_is_as_recorded() {
        // recorded: sns/test_sns.json, test_create_topic_with_attributes
        let recorded = r#"{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}"#;
        assert_eq!(effective(None), recorded);
    }

    #[test]
    fn what_cannot_be_followed_is_refused() {
        for policy in [
            r#"{"healthyRetryPolicy":{"numRetries":101}}"#,
            r#"{"healthyRetryPolicy":{"minDelayTarget":30}}"#,
            r#"{"healthyRetryPolicy":{"maxDelayTarget":3601}}"#,
            r#"{"healthyRetryPolicy":{"numMinDelayRetries":4}}"#,
            r#"{"throttlePolicy":{"maxReceivesPerSecond":0}}"#,
            r#"{"requestPolicy":{"headerContentType":"image/png"}}"#,
            r#"{"sicklyRetryPolicy":{}}"#,
            "[]x",
        ] {
            assert!(check_subscription(policy).is_err(), "{policy}");
        }
    }
}
