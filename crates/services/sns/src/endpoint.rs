//! Protocols and the endpoints that belong to them.
//! <https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html>

use crate::names::invalid;
use crate::platform::DeviceName;
use crate::state::Queue;
use http::Uri;
use model_sns::errors;
use wire::prelude::*;

/// Whether the protocol is one, and one that is supported here.
pub(crate) fn check_protocol(protocol: &str) -> Result<()> {
    match protocol {
        "sqs" | "http" | "https" | "email" | "email-json" | "sms" | "application" => Ok(()),
        "lambda" | "firehose" => {
            Err(Error::not_implemented(format!("SNS subscriptions of the protocol {protocol}")))
        }
        // recorded: sns/test_sns.json, test_subscribe_with_invalid_protocol
        _ => Err(invalid(&format!("Amazon SNS does not support this protocol string: {protocol}"))),
    }
}

/// Whether the endpoint is one of its protocol, and may be subscribed to such a topic.
pub(crate) fn check(protocol: &str, endpoint: &str, fifo_topic: bool) -> Result<()> {
    // https://github.com/hashicorp/terraform-provider-aws/issues/38441
    if fifo_topic && protocol != "sqs" {
        return Err(invalid(&format!("Invalid protocol type: {protocol}")));
    }
    match protocol {
        "sqs" => {
            // recorded: sns/test_sns.json, test_subscribe_to_sqs_with_queue_url
            let queue = Queue::of(endpoint).ok_or_else(|| invalid("SQS endpoint ARN"))?;
            if queue.is_fifo && !fifo_topic {
                return Err(invalid(
                    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
                ));
            }
            Ok(())
        }
        "http" | "https" => {
            let uri: Option<Uri> = endpoint.parse().ok();
            let fine = uri.is_some_and(|uri| uri.scheme_str() == Some(protocol) && uri.host().is_some());
            if fine { Ok(()) } else { Err(invalid("Endpoint must match the specified protocol")) }
        }
        "email" | "email-json" if is_email(endpoint) => Ok(()),
        "email" | "email-json" => Err(invalid("Email address")),
        "sms" if is_phone_number(endpoint) => Ok(()),
        // recorded: sns/test_sns.json, test_subscribe_bad_sms
        "sms" => Err(errors::invalid_parameter(format!("Invalid SMS endpoint: {endpoint}"))),
        "application" if DeviceName::parse(endpoint).is_none() => Err(no_device(endpoint)),
        _ => check_protocol(protocol),
    }
}

/// <https://github.com/getmoto/moto/issues/7518>
pub(crate) fn no_device(endpoint: &str) -> Error {
    invalid(&format!("Endpoint Reason: Endpoint does not exist for endpoint {endpoint}"))
}

/// The address of an HTTP/S endpoint without the user name and password that may stand in it, and those.
pub(crate) fn split(endpoint: &str) -> (String, Option<Vec<u8>>) {
    let parts = endpoint.split_once("://").and_then(|(scheme, rest)| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (credentials, host) = authority.rsplit_once('@')?;
        let credentials = percent_encoding::percent_decode_str(credentials).collect();
        Some((format!("{scheme}://{host}{path}"), credentials))
    });
    parts.map_or_else(|| (endpoint.to_owned(), None), |(url, credentials)| (url, Some(credentials)))
}

/// An endpoint as it is shown: nobody sees the password again.
/// <https://docs.aws.amazon.com/sns/latest/dg/sns-subscribe-https-s-endpoints-to-topic.html>
pub(crate) fn masked(endpoint: &str) -> String {
    let (url, Some(credentials)) = split(endpoint) else { return endpoint.to_owned() };
    let credentials = String::from_utf8_lossy(&credentials);
    let user = credentials.split(':').next().unwrap_or_default();
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    format!("{scheme}://{user}:****@{rest}")
}

fn is_email(endpoint: &str) -> bool {
    let parts = endpoint.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && endpoint.len() <= 320
        && !endpoint.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// Digits with single dots, slashes or hyphens between them, and a plus before them.
pub(crate) fn is_phone_number(endpoint: &str) -> bool {
    let groups = endpoint.strip_prefix('+').unwrap_or(endpoint).split(['.', '/', '-']);
    let mut digits = 0;
    for group in groups {
        if group.is_empty() || !group.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        digits += group.len();
    }
    (5..=15).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_in_an_address() {
        let check = |endpoint: &str, url: &str, credentials: Option<&str>, shown: &str| {
            assert_eq!(split(endpoint), (url.to_owned(), credentials.map(|c| c.as_bytes().to_vec())));
            assert_eq!(masked(endpoint), shown);
        };
        check("http://h:1/p?a=b@c", "http://h:1/p?a=b@c", None, "http://h:1/p?a=b@c");
        check("https://ada:s%40e@h/p", "https://h/p", Some("ada:s@e"), "https://ada:****@h/p");
        check("ada@example.com", "ada@example.com", None, "ada@example.com");
    }

    #[test]
    fn endpoints() {
        let check = |protocol: &str, endpoint: &str, fifo: bool, expected: &str| {
            let got = check(protocol, endpoint, fifo)
                .map_or_else(|e| e.message().to_owned(), |()| "fine".to_owned());
            assert_eq!(got, expected, "{protocol} {endpoint}");
        };
        let queue = "arn:aws:sqs:us-east-1:111111111111:q";
        let no_queue = "Invalid parameter: SQS endpoint ARN";
        check("sqs", queue, false, "fine");
        check("sqs", queue, true, "fine");
        check("sqs", "arn:aws:sqs:us-east-1:111111111111:q.fifo", true, "fine");
        check("sqs", "https://sqs.us-east-1.amazonaws.com/111111111111/q", false, no_queue);
        check("sqs", "arn:aws:sns:us-east-1:111111111111:q", false, no_queue);
        check("sms", "+15551234567", true, "Invalid parameter: Invalid protocol type: sms");
        let mismatch = "Invalid parameter: Endpoint must match the specified protocol";
        check("http", "http://localhost:8080/in?x=1", false, "fine");
        check("http", "https://localhost/in", false, mismatch);
        check("https", "localhost", false, mismatch);
        check("email", "a@example.com", false, "fine");
        check("email", "example.com", false, "Invalid parameter: Email address");
        // recorded: sns/test_sns.json, test_subscribe_invalid_sms
        check("sms", "+15551234567", false, "fine");
        check("sms", "+15/55-123.4567", false, "fine");
        for bad in ["invalid-number", "+15--551234567", "NAA+15551234567", "+15551234567.", "/+15551234567"] {
            check("sms", bad, false, &format!("Invalid SMS endpoint: {bad}"));
        }
    }
}
