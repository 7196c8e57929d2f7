//! Queues themselves: names, making, listing, emptying, deleting.

use super::*;

#[tokio::test]
async fn names() {
    let house = House::new();
    let plain = "InvalidParameterValue (InvalidParameterValueException, 400): Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
    let fifo = "InvalidParameterValue (InvalidParameterValueException, 400): The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.";
    let long = "a".repeat(81);
    for (name, attributes, refused) in [
        ("a-B_9", json!({}), None),
        (&long[1..], json!({}), None),
        (long.as_str(), json!({}), Some(plain)),
        ("", json!({}), Some(plain)),
        ("a/b", json!({}), Some(plain)),
        ("a.b", json!({}), Some(plain)),
        ("a.fifo", json!({}), Some(plain)),
        ("a.fifo", json!({"FifoQueue": "false"}), Some(plain)),
        ("a.fifo", json!({"FifoQueue": "True"}), None),
        ("a", json!({"FifoQueue": "true"}), Some(fifo)),
        (".fifo", json!({"FifoQueue": "true"}), Some(fifo)),
    ] {
        let input = json!({"QueueName": name, "Attributes": attributes});
        match refused {
            Some(error) => house.refused("CreateQueue", input, error).await,
            None => drop(house.ok("CreateQueue", input).await),
        }
    }
}

#[tokio::test]
async fn making_again_is_no_error_unless_it_differs() {
    let house = House::new();
    let create = |delay: Option<&str>| json!({"QueueName": "q", "Attributes": delay.map(|d| json!({"DelaySeconds": d})).unwrap_or(json!({}))});
    let url = house.ok("CreateQueue", create(Some("1"))).await;
    assert_eq!(house.ok("CreateQueue", create(Some("1"))).await, url);
    assert_eq!(house.ok("CreateQueue", create(None)).await, url);
    // recorded: sqs/test_sqs.json, test_create_queue_with_different_attributes_raises_exception
    house
        .refused(
            "CreateQueue",
            create(Some("2")),
            "QueueAlreadyExists (QueueNameExists, 400): A queue already exists with the same name and a different value for attribute DelaySeconds",
        )
        .await;
}

#[tokio::test]
async fn a_queue_that_is_not_there() {
    let house = House::new();
    let error = "AWS.SimpleQueueService.NonExistentQueue (QueueDoesNotExist, 400): The specified queue does not exist.";
    // recorded: sqs/test_sqs.json, test_non_existent_queue
    house.refused("GetQueueUrl", json!({"QueueName": "nope"}), error).await;
    for (operation, more) in [
        ("GetQueueAttributes", json!({})),
        ("SendMessage", json!({"MessageBody": "m"})),
        ("ReceiveMessage", json!({})),
        ("PurgeQueue", json!({})),
        ("DeleteQueue", json!({})),
        ("TagQueue", json!({"Tags": {"a": "b"}})),
    ] {
        for url in ["nope", "http://localhost:4566/000000000000/nope", ""] {
            let mut input = more.clone();
            input["QueueUrl"] = url.into();
            house.refused(operation, input, error).await;
        }
    }
    let call = &house.call;
    let refusal = call.call_dynamic("sqs", "GetQueueUrl", json!({"QueueName": "nope"})).await.unwrap_err();
    assert_eq!(refusal.query_message(), "The specified queue does not exist for this wsdl version.");
}

#[tokio::test]
async fn every_style_of_url() {
    let house = House::new();
    house.queue("q", json!({})).await;
    for url in [
        "q",
        "http://localhost:4566/000000000000/q",
        "https://sqs.us-east-1.amazonaws.com/000000000000/q",
        "http://us-east-1.queue.localhost.localstack.cloud:4566/000000000000/q",
        "http://localhost:4566/queue/us-east-1/000000000000/q",
    ] {
        house.send(url, "m").await;
    }
    assert_eq!(house.counts("q").await.0, 5);
}

#[tokio::test]
async fn listing_by_pages() {
    let house = House::new();
    assert_eq!(house.ok("ListQueues", json!({})).await, json!({}));
    let mut urls = Vec::new();
    for i in 0..10 {
        urls.push(house.queue(&format!("t-queue-{i}"), json!({})).await);
    }
    house.queue("other", json!({})).await;
    // recorded: sqs/test_sqs.json, test_list_queues_pagination
    let all = house.ok("ListQueues", json!({"QueueNamePrefix": "t-"})).await;
    assert_eq!(all, json!({"QueueUrls": urls}));
    let two = house.ok("ListQueues", json!({"QueueNamePrefix": "t-", "MaxResults": 2})).await;
    assert_eq!(two["QueueUrls"], json!(urls[..2]));
    let rest = json!({"QueueNamePrefix": "t-", "MaxResults": 1000, "NextToken": two["NextToken"]});
    assert_eq!(house.ok("ListQueues", rest).await, json!({"QueueUrls": urls[2..]}));
    assert!(house.try_call("ListQueues", json!({"MaxResults": 0})).await.is_err());
    assert!(house.try_call("ListQueues", json!({"NextToken": "?"})).await.is_err());
}

#[tokio::test]
async fn emptying_takes_everything_and_rests_a_minute() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    for i in 0..5 {
        house.send(&url, &i.to_string()).await;
    }
    house.receive(&url, json!({"MaxNumberOfMessages": 2})).await;
    house.ok("SendMessage", json!({"QueueUrl": url, "MessageBody": "late", "DelaySeconds": 5})).await;
    assert_eq!(house.counts(&url).await, (3, 2, 1));
    house.ok("PurgeQueue", json!({"QueueUrl": url})).await;
    house.pass(59).await;
    assert_eq!(house.counts(&url).await, (0, 0, 0));
    // recorded: sqs/test_sqs.json, test_successive_purge_calls_fail
    house
        .refused(
            "PurgeQueue",
            json!({"QueueUrl": url}),
            "AWS.SimpleQueueService.PurgeQueueInProgress (PurgeQueueInProgress, 403): Only one PurgeQueue operation on q is allowed every 60 seconds.",
        )
        .await;
    house.send(&url, "new").await;
    house.pass(1).await;
    assert_eq!(house.bodies(&url, json!({})).await, ["new"]);
    house.ok("PurgeQueue", json!({"QueueUrl": url})).await;
    // Seen on AWS by LocalStack's test_purge_queue_clears_fifo_deduplication_cache.
    let fifo = house.queue("q.fifo", json!({})).await;
    house.send_to(&fifo, "g", "same").await;
    house.ok("PurgeQueue", json!({"QueueUrl": fifo})).await;
    house.send_to(&fifo, "g", "same").await;
    assert_eq!(house.bodies(&fifo, json!({})).await, ["same"]);
}

#[tokio::test]
async fn a_deleted_queue_is_gone_and_its_name_rests_a_minute() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    house.send(&url, "m").await;
    house.ok("DeleteQueue", json!({"QueueUrl": url})).await;
    assert!(house.try_call("ReceiveMessage", json!({"QueueUrl": url})).await.is_err());
    house
        .refused(
            "CreateQueue",
            json!({"QueueName": "q"}),
            "AWS.SimpleQueueService.QueueDeletedRecently (QueueDeletedRecently, 400): You must wait 60 seconds after deleting a queue before you can create another with the same name.",
        )
        .await;
    house.pass(60).await;
    house.queue("q", json!({})).await;
    assert_eq!(house.counts(&url).await, (0, 0, 0));
}

#[tokio::test]
async fn who_waits_at_a_queue_hears_of_its_end() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    let (deleted, waited) = tokio::join!(
        biased;
        async { house.try_call("ReceiveMessage", json!({"QueueUrl": url, "WaitTimeSeconds": 20})).await },
        async { house.try_call("DeleteQueue", json!({"QueueUrl": url})).await },
    );
    assert!(deleted.is_err_and(|e| e.contains("NonExistentQueue")) && waited.is_ok());
}

#[tokio::test]
async fn tags() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    let list = json!({"QueueUrl": url});
    assert_eq!(house.ok("ListQueueTags", list.clone()).await, json!({}));
    house.ok("TagQueue", json!({"QueueUrl": url, "Tags": {"a": "1", "b": ""}})).await;
    house.ok("TagQueue", json!({"QueueUrl": url, "Tags": {"a": "2"}})).await;
    house.ok("UntagQueue", json!({"QueueUrl": url, "TagKeys": ["b", "c"]})).await;
    assert_eq!(house.ok("ListQueueTags", list).await, json!({"Tags": {"a": "2"}}));
    let many: Value = (0..50).map(|i| (format!("k{i}"), json!("v"))).collect();
    for tags in
        [many, json!({"": "v"}), json!({"k": "v".repeat(257)}), json!({"aws:x": "v"}), json!({"k": "<"})]
    {
        assert!(house.try_call("TagQueue", json!({"QueueUrl": url, "Tags": tags})).await.is_err(), "{tags}");
    }
}

#[tokio::test]
async fn other_accounts_come_in_through_the_policy_and_never_to_change_the_queue() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    let stranger = house.stranger();
    let denied = |result: Result<Value, String>| {
        assert!(
            result.as_ref().is_err_and(|e| e.starts_with("AccessDenied (AccessDeniedException, 403)")),
            "{result:?}"
        );
    };
    let send = json!({"QueueUrl": url, "MessageBody": "m"});
    denied(stranger.try_call("SendMessage", send.clone()).await);
    let policy = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "sqs:*", "Resource": arn("q")}]});
    house.set(&url, json!({"Policy": policy.to_string()})).await;
    stranger.ok("SendMessage", send).await;
    for (operation, more) in [
        ("DeleteQueue", json!({})),
        ("SetQueueAttributes", json!({"Attributes": {"DelaySeconds": "1"}})),
        ("TagQueue", json!({"Tags": {"a": "b"}})),
        ("ListQueueTags", json!({})),
        ("RemovePermission", json!({"Label": "x"})),
    ] {
        let mut input = more;
        input["QueueUrl"] = url.as_str().into();
        denied(stranger.try_call(operation, input).await);
    }
    let asked = json!({"QueueName": "q", "QueueOwnerAWSAccountId": ACCOUNT});
    assert_eq!(stranger.ok("GetQueueUrl", asked).await, json!({"QueueUrl": url}));
}
