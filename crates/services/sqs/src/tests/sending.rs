//! Sending: what is refused, in AWS's words, and what the answer says.

use super::*;

/// The refusals of one message on a standard queue `plain`, a FIFO queue `strict.fifo`, and a small queue.
#[tokio::test]
async fn refusals() {
    let house = House::new();
    let plain = house.queue("plain", json!({})).await;
    let small = house.queue("small", json!({"MaximumMessageSize": "1024"})).await;
    let fifo = house.queue("strict.fifo", json!({})).await;
    let long = "a".repeat(129);
    let group_reason = |value: &str, name: &str| {
        format!(
            "InvalidParameterValue (InvalidParameterValueException, 400): Value {value} for parameter {name} is invalid. \
             Reason: {name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
        )
    };
    let invalid = |text: &str| format!("InvalidParameterValue (InvalidParameterValueException, 400): {text}");
    let cases = [
        // recorded: sqs/test_sqs.json, test_send_oversized_message
        (
            &plain,
            json!({"MessageBody": "a".repeat((1 << 20) + 1)}),
            invalid("One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."),
        ),
        (
            &small,
            json!({"MessageBody": "a".repeat(1020), "MessageAttributes": {"n": {"DataType": "String", "StringValue": "v"}}}),
            invalid("One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."),
        ),
        // test_send_message_to_standard_queue_with_invalid_message_group_id
        (&plain, json!({"MessageBody": "m", "MessageGroupId": ""}), group_reason("", "MessageGroupId")),
        (&plain, json!({"MessageBody": "m", "MessageGroupId": long}), group_reason(&long, "MessageGroupId")),
        (
            &plain,
            json!({"MessageBody": "m", "MessageGroupId": "group 123"}),
            group_reason("group 123", "MessageGroupId"),
        ),
        // test_message_deduplication_id_invalid
        (
            &fifo,
            json!({"MessageBody": "m", "MessageGroupId": "1", "MessageDeduplicationId": ""}),
            group_reason("", "MessageDeduplicationId"),
        ),
        (
            &fifo,
            json!({"MessageBody": "m", "MessageGroupId": "1", "MessageDeduplicationId": long}),
            group_reason(&long, "MessageDeduplicationId"),
        ),
        (
            &fifo,
            json!({"MessageBody": "m", "MessageGroupId": "1", "MessageDeduplicationId": "group 123"}),
            group_reason("group 123", "MessageDeduplicationId"),
        ),
        // test_posting_to_fifo_requires_deduplicationid_group_id
        (
            &fifo,
            json!({"MessageBody": "m", "MessageGroupId": "1"}),
            invalid(
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
            ),
        ),
        (
            &fifo,
            json!({"MessageBody": "m", "MessageDeduplicationId": "1"}),
            "MissingParameter (MissingRequiredParameterException, 400): The request must contain the parameter MessageGroupId.".to_owned(),
        ),
        // test_fifo_queue_send_message_with_delay_seconds_fails
        (
            &fifo,
            json!({"MessageBody": "m", "DelaySeconds": 2, "MessageGroupId": "1", "MessageDeduplicationId": "1"}),
            invalid(
                "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
            ),
        ),
        (
            &plain,
            json!({"MessageBody": "m", "DelaySeconds": 901}),
            invalid("Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."),
        ),
        // test_send_message_with_empty_string_attribute
        (
            &plain,
            json!({"MessageBody": "m", "MessageAttributes": {"ErrorDetails": {"DataType": "String", "StringValue": ""}}}),
            invalid("Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'."),
        ),
        (
            &plain,
            json!({"MessageBody": "m", "MessageAttributes": {"Age": {"DataType": "Number", "StringValue": "Hello"}}}),
            invalid("Can't cast the value of message (user) attribute 'Age' to a number."),
        ),
        (
            &plain,
            json!({"MessageBody": "m", "MessageAttributes": {"a": {"DataType": "Float", "StringValue": "1"}}}),
            invalid(
                "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
            ),
        ),
        (
            &plain,
            json!({"MessageBody": ""}),
            "MissingParameter (MissingRequiredParameterException, 400): The request must contain the parameter MessageBody.".to_owned(),
        ),
        (
            &plain,
            json!({"MessageBody": "\u{0}"}),
            "InvalidMessageContents (InvalidMessageContents, 400): Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF".to_owned(),
        ),
    ];
    for (url, mut input, error) in cases {
        input["QueueUrl"] = url.as_str().into();
        house.refused("SendMessage", input, &error).await;
    }
    for url in [&plain, &small, &fifo] {
        assert_eq!(house.counts(url).await, (0, 0, 0), "a refused message is nowhere");
    }
}

#[tokio::test]
async fn names_and_numbers_of_attributes() {
    let house = House::new();
    let url = house.queue("plain", json!({})).await;
    for name in ["AWS.x", "amazon.x", ".a", "a.", "a..b", "a b", "", &"a".repeat(257)] {
        let input = json!({"QueueUrl": url, "MessageBody": "m", "MessageAttributes": {name: {"DataType": "String", "StringValue": "v"}}});
        let error = house.try_call("SendMessage", input).await.unwrap_err();
        assert!(error.contains("is invalid. Attribute name can contain"), "{name}: {error}");
    }
    let many = |count: usize| -> Value {
        (0..count).map(|i| (format!("a{i}"), json!({"DataType": "Number.int", "StringValue": "1"}))).collect()
    };
    house
        .ok("SendMessage", json!({"QueueUrl": url, "MessageBody": "m", "MessageAttributes": many(10)}))
        .await;
    house
        .refused(
            "SendMessage",
            json!({"QueueUrl": url, "MessageBody": "m", "MessageAttributes": many(11)}),
            "InvalidParameterValue (InvalidParameterValueException, 400): Number of message attributes [11] exceeds the allowed maximum [10].",
        )
        .await;
}

#[tokio::test]
async fn the_answer_tells_digests_and_numbers() {
    let house = House::new();
    let plain = house.queue("plain", json!({})).await;
    let sent = house
        .ok(
            "SendMessage",
            json!({"QueueUrl": plain, "MessageBody": "msg",
                "MessageAttributes": {"Foo": {"DataType": "String", "StringValue": "Bar"}},
                "MessageSystemAttributes": {"AWSTraceHeader": {"DataType": "String",
                    "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"}}}),
        )
        .await;
    assert_eq!(sent["MD5OfMessageBody"], "6e2baaf3b97dbeef01c0043275f9a0e7");
    assert_eq!(sent["MD5OfMessageAttributes"], "ae7155c6026991b6d54b11589678bf9c");
    assert_eq!(sent["MD5OfMessageSystemAttributes"], "5ae4d5d7636402d80f4eb6d213245a88");
    assert!(sent.get("SequenceNumber").is_none());
    let fifo = house.queue("strict.fifo", json!({})).await;
    let first = house.send_to(&fifo, "g", "1").await["SequenceNumber"].as_str().unwrap().to_owned();
    let second = house.send_to(&fifo, "g", "2").await["SequenceNumber"].as_str().unwrap().to_owned();
    assert!(first.len() == 20 && second.len() == 20 && first < second, "{first} {second}");
}

/// What refuses a batch as a whole, for each of the three batch operations.
#[tokio::test]
async fn batches_as_a_whole() {
    let house = House::new();
    let url = house.queue("plain", json!({})).await;
    let id_text = "AWS.SimpleQueueService.InvalidBatchEntryId (InvalidBatchEntryId, 400): A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.";
    for (operation, entry, more) in [
        ("SendMessageBatch", "SendMessageBatchRequestEntry", json!({"MessageBody": "m"})),
        ("DeleteMessageBatch", "DeleteMessageBatchRequestEntry", json!({"ReceiptHandle": "x"})),
        (
            "ChangeMessageVisibilityBatch",
            "ChangeMessageVisibilityBatchRequestEntry",
            json!({"ReceiptHandle": "x", "VisibilityTimeout": 1}),
        ),
    ] {
        let with = |ids: &[&str]| {
            let entries: Vec<Value> = ids
                .iter()
                .map(|id| {
                    let mut entry = more.clone();
                    entry["Id"] = (*id).into();
                    entry
                })
                .collect();
            json!({"QueueUrl": url, "Entries": entries})
        };
        // recorded: sqs/test_sqs.json, test_delete_message_batch_invalid_msg_id, ..._with_too_large_batch
        for id in ["", "testLongId".repeat(10).as_str(), "invalid:id"] {
            house.refused(operation, with(&[id]), id_text).await;
        }
        let numbers: Vec<String> = (0..20).map(|i| i.to_string()).collect();
        house
            .refused(
                operation,
                with(&numbers.iter().map(String::as_str).collect::<Vec<_>>()),
                "AWS.SimpleQueueService.TooManyEntriesInBatchRequest (TooManyEntriesInBatchRequest, 400): Maximum number of entries per request are 10. You have sent 20.",
            )
            .await;
        house
            .refused(
                operation,
                with(&["a", "b", "a"]),
                "AWS.SimpleQueueService.BatchEntryIdsNotDistinct (BatchEntryIdsNotDistinct, 400): Id a repeated.",
            )
            .await;
        let empty = format!(
            "AWS.SimpleQueueService.EmptyBatchRequest (EmptyBatchRequest, 400): There should be at least one {entry} in the request."
        );
        house.refused(operation, with(&[]), &empty).await;
        house.refused(operation, json!({"QueueUrl": url}), &empty).await;
    }
    // test_send_message_batch_with_oversized_contents
    let entries = json!([{"Id": "1", "MessageBody": "a".repeat(1 << 20)}, {"Id": "2", "MessageBody": "a"}]);
    house
        .refused(
            "SendMessageBatch",
            json!({"QueueUrl": url, "Entries": entries}),
            "AWS.SimpleQueueService.BatchRequestTooLong (BatchRequestTooLong, 400): Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
        )
        .await;
    // test_send_batch_missing_message_group_id_for_fifo_queue, ..._deduplication_id_...
    let fifo = house.queue("strict.fifo", json!({})).await;
    for (entry, text) in [
        (
            json!({"Id": "1", "MessageBody": "m", "MessageDeduplicationId": "1"}),
            "The request must contain the parameter MessageGroupId.",
        ),
        (
            json!({"Id": "1", "MessageBody": "m", "MessageGroupId": "g"}),
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
        ),
    ] {
        let error = format!("InvalidParameterValue (InvalidParameterValueException, 400): {text}");
        house.refused("SendMessageBatch", json!({"QueueUrl": fifo, "Entries": [entry]}), &error).await;
    }
}

#[tokio::test]
async fn a_batch_may_fail_in_part() {
    let house = House::new();
    let url = house.queue("small", json!({"MaximumMessageSize": "1024"})).await;
    // recorded: sqs/test_sqs.json, test_send_batch_message_size
    let entries = json!([
        {"Id": "big", "MessageBody": "a".repeat(1025)},
        {"Id": "ok", "MessageBody": "a".repeat(1024)},
        {"Id": "bad", "MessageBody": "\u{1}"},
    ]);
    let answer = house.ok("SendMessageBatch", json!({"QueueUrl": url, "Entries": entries})).await;
    assert_eq!(
        answer["Failed"],
        json!([
            {"Id": "big", "SenderFault": true, "Code": "InvalidParameterValue",
             "Message": "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes."},
            {"Id": "bad", "SenderFault": true, "Code": "InvalidMessageContents",
             "Message": "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF"},
        ])
    );
    assert_eq!(answer["Successful"][0]["Id"], "ok");
    assert_eq!(answer["Successful"][0]["MD5OfMessageBody"], "c9a34cfc85d982698c6ac89f76071abd");
    assert_eq!(house.counts(&url).await, (1, 0, 0));
}
