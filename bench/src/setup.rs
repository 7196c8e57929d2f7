//! What the measurements need to be there: queues, topics, roles, users with many policies.

use crate::Result;
use crate::client::{Connection, Key, query, sqs};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Connections that fill a queue.
const FILLERS: usize = 16;
/// Bytes of a message's body.
pub(crate) const BODY: usize = 256;

/// The URL of a queue, made if it is not there.
pub(crate) async fn queue(authority: &str, name: &str) -> Result<String> {
    let mut connection = Connection::open(authority, "/").await?;
    let made = sqs(&Key::root(), authority, "CreateQueue", &json!({ "QueueName": name }))?;
    let answer: Value = serde_json::from_slice(&connection.done(&made).await?).map_err(|e| e.to_string())?;
    answer["QueueUrl"].as_str().map(str::to_owned).ok_or_else(|| "no QueueUrl".to_owned())
}

/// How many messages wait in a queue.
pub(crate) async fn count(authority: &str, queue: &str) -> Result<usize> {
    let mut connection = Connection::open(authority, "/").await?;
    let input = json!({ "QueueUrl": queue, "AttributeNames": ["ApproximateNumberOfMessages"] });
    let asked = sqs(&Key::root(), authority, "GetQueueAttributes", &input)?;
    let answer: Value = serde_json::from_slice(&connection.done(&asked).await?).map_err(|e| e.to_string())?;
    let count = answer["Attributes"]["ApproximateNumberOfMessages"].as_str().and_then(|v| v.parse().ok());
    count.ok_or_else(|| format!("no count in {answer}"))
}

/// Sends that many messages, ten at once.
pub(crate) async fn fill(authority: &str, queue: &str, messages: usize) -> Result<()> {
    let body = "m".repeat(BODY);
    let entries: Vec<_> = (0..10).map(|i| json!({ "Id": i.to_string(), "MessageBody": body })).collect();
    let input = json!({ "QueueUrl": queue, "Entries": entries });
    let left = Arc::new(AtomicUsize::new(messages.div_ceil(10)));
    let mut tasks = Vec::new();
    for _ in 0..FILLERS.min(messages.div_ceil(10)) {
        let mut connection = Connection::open(authority, "/").await?;
        let send = sqs(&Key::root(), authority, "SendMessageBatch", &input)?;
        let left = left.clone();
        tasks.push(tokio::spawn(async move {
            while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_ok() {
                connection.done(&send).await?;
            }
            Ok::<_, String>(())
        }));
    }
    for task in tasks {
        task.await.map_err(|e| e.to_string())??;
    }
    Ok(())
}

/// A topic with ten queues behind it.
pub(crate) async fn topic(authority: &str) -> Result<String> {
    let mut connection = Connection::open(authority, "/").await?;
    let root = Key::root();
    let made = query(&root, authority, "sns", "CreateTopic", &[("Name", "bench")])?;
    let topic = element(&connection.done(&made).await?, "TopicArn")?;
    for number in 0..10 {
        let name = format!("behind-{number}");
        let url = queue(authority, &name).await?;
        let arn = format!("arn:aws:sqs:us-east-1:000000000000:{name}");
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
                "Resource": arn, "Condition": { "ArnEquals": { "aws:SourceArn": topic } },
            }],
        });
        let input = json!({ "QueueUrl": url, "Attributes": { "Policy": policy.to_string() } });
        connection.done(&sqs(&root, authority, "SetQueueAttributes", &input)?).await?;
        let input = [("TopicArn", topic.as_str()), ("Protocol", "sqs"), ("Endpoint", arn.as_str())];
        connection.done(&query(&root, authority, "sns", "Subscribe", &input)?).await?;
    }
    Ok(topic)
}

/// A role that the account may assume, and a user who may assume it.
pub(crate) async fn role(authority: &str) -> Result<(String, Key)> {
    let trust = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::000000000000:root" },
            "Action": "sts:AssumeRole",
        }],
    });
    let input = [("RoleName", "bench"), ("AssumeRolePolicyDocument", &trust.to_string())];
    let mut connection = Connection::open(authority, "/").await?;
    let made = query(&Key::root(), authority, "iam", "CreateRole", &input)?;
    let role = element(&connection.done(&made).await?, "Arn")?;
    let allow = json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role }],
    });
    let key = user(authority, "assumer").await?;
    let input =
        [("UserName", "assumer"), ("PolicyName", "may-assume"), ("PolicyDocument", &allow.to_string())];
    connection.done(&query(&Key::root(), authority, "iam", "PutUserPolicy", &input)?).await?;
    Ok((role, key))
}

/// A user whose last policy of a hundred, in ten groups, allows to read a queue.
pub(crate) async fn user_with_100_policies(authority: &str) -> Result<Key> {
    let key = user(authority, "hundred").await?;
    let mut connection = Connection::open(authority, "/").await?;
    for group in 0..10 {
        let name = format!("group-{group}");
        let made = query(&Key::root(), authority, "iam", "CreateGroup", &[("GroupName", &name)])?;
        connection.done(&made).await?;
        for policy in 0..10 {
            let number = group * 10 + policy;
            let action = if number == 99 { "sqs:GetQueueUrl" } else { "s3:GetObject" };
            let resource = if number == 99 {
                "arn:aws:sqs:us-east-1:000000000000:*".to_owned()
            } else {
                format!("arn:aws:s3:::bucket-{number}/*")
            };
            let document = json!({
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow", "Action": [action, "s3:ListBucket"], "Resource": [resource],
                    "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-9" } },
                }],
            });
            let policy = format!("policy-{policy}");
            let input = [
                ("GroupName", name.as_str()),
                ("PolicyName", policy.as_str()),
                ("PolicyDocument", &document.to_string()),
            ];
            connection.done(&query(&Key::root(), authority, "iam", "PutGroupPolicy", &input)?).await?;
        }
        let input = [("GroupName", name.as_str()), ("UserName", "hundred")];
        connection.done(&query(&Key::root(), authority, "iam", "AddUserToGroup", &input)?).await?;
    }
    Ok(key)
}

async fn user(authority: &str, name: &str) -> Result<Key> {
    let mut connection = Connection::open(authority, "/").await?;
    connection.done(&query(&Key::root(), authority, "iam", "CreateUser", &[("UserName", name)])?).await?;
    let made = query(&Key::root(), authority, "iam", "CreateAccessKey", &[("UserName", name)])?;
    let answer = connection.done(&made).await?;
    Ok(Key(element(&answer, "AccessKeyId")?, element(&answer, "SecretAccessKey")?))
}

fn element(answer: &[u8], name: &str) -> Result<String> {
    let text = String::from_utf8_lossy(answer);
    let found = text.split(&format!("<{name}>")).nth(1).and_then(|rest| rest.split('<').next());
    found.map(str::to_owned).ok_or_else(|| format!("no {name} in {text}"))
}
