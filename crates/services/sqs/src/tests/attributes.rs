//! Attributes and permissions.

use super::*;

fn without_times(mut attributes: Value) -> Value {
    for name in ["CreatedTimestamp", "LastModifiedTimestamp"] {
        assert!(attributes[name].as_str().is_some_and(|t| t.parse::<i64>().is_ok()));
        attributes.as_object_mut().unwrap().remove(name);
    }
    attributes
}

fn with(mut all: Value, more: Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        all[name] = value.clone();
    }
    all
}

fn defaults(name: &str) -> Value {
    json!({"ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesDelayed": "0",
        "ApproximateNumberOfMessagesNotVisible": "0", "DelaySeconds": "0", "MaximumMessageSize": "1048576",
        "MessageRetentionPeriod": "345600", "QueueArn": arn(name), "ReceiveMessageWaitTimeSeconds": "0",
        "SqsManagedSseEnabled": "true", "VisibilityTimeout": "30"})
}

async fn all(house: &House, url: &str) -> Value {
    without_times(house.attributes(url, json!(["All"])).await)
}

#[tokio::test]
async fn recorded_values() {
    let house = House::new();
    // recorded: sqs/test_sqs.json, test_create_and_update_queue_attributes
    let first = json!({"MessageRetentionPeriod": "604800", "ReceiveMessageWaitTimeSeconds": "10", "VisibilityTimeout": "20"});
    let url = house.queue("a", first.clone()).await;
    assert_eq!(all(&house, &url).await, with(defaults("a"), first.clone()));
    let second = json!({"MaximumMessageSize": "2048", "VisibilityTimeout": "69", "DelaySeconds": "420"});
    house.set(&url, second.clone()).await;
    assert_eq!(all(&house, &url).await, with(with(defaults("a"), first), second));
    // test_set_queue_attributes_default_values
    let url = house.queue("b", json!({})).await;
    assert_eq!(all(&house, &url).await, defaults("b"));
    house.set(&url, json!({"KmsMasterKeyId": "testKeyId", "KmsDataKeyReusePeriodSeconds": "6000"})).await;
    let encrypted = json!({"KmsMasterKeyId": "testKeyId", "KmsDataKeyReusePeriodSeconds": "6000", "SqsManagedSseEnabled": "false"});
    assert_eq!(all(&house, &url).await, with(defaults("b"), encrypted));
    house
        .set(&url, json!({"KmsMasterKeyId": "", "KmsDataKeyReusePeriodSeconds": "", "VisibilityTimeout": ""}))
        .await;
    assert_eq!(all(&house, &url).await, with(defaults("b"), json!({"SqsManagedSseEnabled": "false"})));
    // resource_providers/test_aws_sqs_queue.json, test_create_fifo_queue_with_required_properties
    let url = house.queue("c.fifo", json!({})).await;
    let fifo = json!({"ContentBasedDeduplication": "false", "DeduplicationScope": "queue", "FifoQueue": "true", "FifoThroughputLimit": "perQueue"});
    assert_eq!(all(&house, &url).await, with(defaults("c.fifo"), fifo));
    // test_create_fifo_queue_with_all_properties
    house.queue("dlq.fifo", json!({"RedriveAllowPolicy": r#"{"redrivePermission":"allowAll"}"#})).await;
    let properties = json!({"ContentBasedDeduplication": "true", "DeduplicationScope": "messageGroup", "DelaySeconds": "13",
        "FifoThroughputLimit": "perMessageGroupId", "KmsDataKeyReusePeriodSeconds": "200", "KmsMasterKeyId": "alias/aws/sqs",
        "MaximumMessageSize": "3232", "MessageRetentionPeriod": "13425", "ReceiveMessageWaitTimeSeconds": "15",
        "VisibilityTimeout": "42", "RedrivePolicy": redrive_to("dlq.fifo", 7)["RedrivePolicy"]});
    let url = house.queue("d.fifo", properties.clone()).await;
    let told = with(properties, json!({"FifoQueue": "true", "SqsManagedSseEnabled": "false"}));
    assert_eq!(all(&house, &url).await, with(defaults("d.fifo"), told));
}

#[tokio::test]
async fn refusals() {
    let house = House::new();
    let url = house.queue("plain", json!({})).await;
    let fifo = house.queue("strict.fifo", json!({})).await;
    let unknown =
        |name: &str| format!("InvalidAttributeName (InvalidAttributeName, 400): Unknown Attribute {name}.");
    let value = |name: &str| {
        format!("InvalidAttributeValue (InvalidAttributeValue, 400): Invalid value for the parameter {name}.")
    };
    // recorded: sqs/test_sqs.json, test_set_unsupported_attribute_standard, ..._fifo
    let type_change = "InvalidAttributeValue (InvalidAttributeValue, 400): Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.";
    let cases = [
        (&url, json!({"FifoQueue": "true"}), unknown("FifoQueue")),
        (&url, json!({"FifoQueue": "false"}), unknown("FifoQueue")),
        (&fifo, json!({"FifoQueue": "false"}), type_change.to_owned()),
        (&url, json!({"Foobar": "1"}), unknown("Foobar")),
        (&url, json!({"QueueArn": "1"}), unknown("QueueArn")),
        (&url, json!({"VisibilityTimeout": "43201"}), value("VisibilityTimeout")),
        (&url, json!({"VisibilityTimeout": "-1"}), value("VisibilityTimeout")),
        (&url, json!({"MaximumMessageSize": "1023"}), value("MaximumMessageSize")),
        (&url, json!({"MaximumMessageSize": "1048577"}), value("MaximumMessageSize")),
        (&url, json!({"MessageRetentionPeriod": "59"}), value("MessageRetentionPeriod")),
        (&url, json!({"MessageRetentionPeriod": "1209601"}), value("MessageRetentionPeriod")),
        (&url, json!({"DelaySeconds": "901"}), value("DelaySeconds")),
        (&url, json!({"ReceiveMessageWaitTimeSeconds": "21"}), value("ReceiveMessageWaitTimeSeconds")),
        (&url, json!({"SqsManagedSseEnabled": "maybe"}), value("SqsManagedSseEnabled")),
        (&url, json!({"Policy": "{"}), value("Policy")),
        (
            &url,
            json!({"Policy": r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#}),
            value("Policy"),
        ),
        (&fifo, json!({"DeduplicationScope": "all"}), value("DeduplicationScope")),
        (
            &url,
            json!({"KmsMasterKeyId": "k", "SqsManagedSseEnabled": "true"}),
            "InvalidAttributeValue (InvalidAttributeValue, 400): You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.".to_owned(),
        ),
    ];
    for (url, attributes, error) in cases {
        house.refused("SetQueueAttributes", json!({"QueueUrl": url, "Attributes": attributes}), &error).await;
    }
    assert!(
        house
            .try_call(
                "SetQueueAttributes",
                json!({"QueueUrl": fifo, "Attributes": {"FifoThroughputLimit": "perMessageGroupId"}})
            )
            .await
            .is_err()
    );
    house.set(&fifo, json!({"FifoQueue": "true"})).await;
    house
        .refused(
            "GetQueueAttributes",
            json!({"QueueUrl": url, "AttributeNames": ["Foobar"]}),
            &unknown("Foobar"),
        )
        .await;
    // test_create_standard_queue_with_fifo_attribute_raises_error
    let only = |name: &str| {
        format!(
            "InvalidAttributeName (InvalidAttributeName, 400): You can specify the {name} only when FifoQueue is set to true."
        )
    };
    for (attribute, text, error) in [
        ("FifoQueue", "false", unknown("FifoQueue")),
        ("ContentBasedDeduplication", "true", unknown("ContentBasedDeduplication")),
        ("DeduplicationScope", "queue", only("DeduplicationScope")),
        ("FifoThroughputLimit", "perQueue", only("FifoThroughputLimit")),
    ] {
        house
            .refused("CreateQueue", json!({"QueueName": "new", "Attributes": {attribute: text}}), &error)
            .await;
    }
}

#[tokio::test]
async fn the_life_of_permissions() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    let add = |label: &str, accounts: Value| json!({"QueueUrl": url, "Label": label, "AWSAccountIds": accounts, "Actions": ["ReceiveMessage"]});
    let statement = |label: &str, principal: Value| json!({"Sid": label, "Effect": "Allow", "Principal": {"AWS": principal}, "Action": "SQS:ReceiveMessage", "Resource": arn("q")});
    let policy = |statements: Value| {
        let id = format!("{}/SQSDefaultPolicy", arn("q"));
        json!({"Version": "2008-10-17", "Id": id, "Statement": statements}).to_string()
    };
    let root = |account: &str| format!("arn:aws:iam::{account}:root");
    let told = async || house.attributes(&url, json!(["Policy"])).await;
    // recorded: sqs/test_sqs.json, test_sqs_permission_lifecycle
    house.ok("AddPermission", add("crossaccountpermission", json!(["668614515564", "111111111111"]))).await;
    let both = json!([root("668614515564"), root("111111111111")]);
    assert_eq!(told().await, json!({"Policy": policy(json!([statement("crossaccountpermission", both)]))}));
    house.ok("RemovePermission", json!({"QueueUrl": url, "Label": "crossaccountpermission"})).await;
    assert_eq!(told().await, Value::Null);
    house.ok("AddPermission", add("crossaccountpermission", json!(["111111111111"]))).await;
    let one = json!(root("111111111111"));
    assert_eq!(
        told().await,
        json!({"Policy": policy(json!([statement("crossaccountpermission", one.clone())]))})
    );
    house
        .refused(
            "AddPermission",
            add("crossaccountpermission", json!(["668614515564"])),
            "InvalidParameterValue (InvalidParameterValueException, 400): Value crossaccountpermission for parameter Label is invalid. Reason: Already exists.",
        )
        .await;
    house.ok("AddPermission", add("crossaccountpermission2", json!(["111111111111"]))).await;
    let two = json!([
        statement("crossaccountpermission", one.clone()),
        statement("crossaccountpermission2", one.clone())
    ]);
    assert_eq!(told().await, json!({"Policy": policy(two)}));
    house.ok("RemovePermission", json!({"QueueUrl": url, "Label": "crossaccountpermission"})).await;
    assert_eq!(told().await, json!({"Policy": policy(json!([statement("crossaccountpermission2", one)]))}));
    // The permission is one that the door follows.
    let stranger = house.stranger();
    stranger.ok("ReceiveMessage", json!({"QueueUrl": url})).await;
    assert!(stranger.try_call("SendMessage", json!({"QueueUrl": url, "MessageBody": "m"})).await.is_err());
    house.ok("RemovePermission", json!({"QueueUrl": url, "Label": "crossaccountpermission2"})).await;
    assert_eq!(told().await, Value::Null);
    assert!(stranger.try_call("ReceiveMessage", json!({"QueueUrl": url})).await.is_err());
    house
        .refused(
            "RemovePermission",
            json!({"QueueUrl": url, "Label": "crossaccountpermission2"}),
            "InvalidParameterValue (InvalidParameterValueException, 400): Value crossaccountpermission2 for parameter Label is invalid. Reason: can't find label.",
        )
        .await;
    for (actions, error) in [
        (
            json!(["SendMessageBatch"]),
            "InvalidParameterValue (InvalidParameterValueException, 400): Value SQS:SendMessageBatch for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.",
        ),
        (
            json!(vec!["SendMessage"; 8]),
            "OverLimit (OverLimit, 403): 8 Actions were found, maximum allowed is 7.",
        ),
    ] {
        let input =
            json!({"QueueUrl": url, "Label": "l", "AWSAccountIds": ["111111111111"], "Actions": actions});
        house.refused("AddPermission", input, error).await;
    }
}

#[tokio::test]
async fn times() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    house.pass(10).await;
    house.set(&url, json!({"DelaySeconds": "1"})).await;
    let names = json!(["CreatedTimestamp", "LastModifiedTimestamp"]);
    let times = json!({"CreatedTimestamp": "1800000000", "LastModifiedTimestamp": "1800000010"});
    assert_eq!(house.attributes(&url, names).await, times);
    assert_eq!(house.attributes(&url, json!([])).await, Value::Null);
}
