//! Message move tasks.

use super::*;

/// Sends messages and lets them die: `q` has `dead` for its dead letters.
async fn letters(house: &House, url: &str, count: usize) {
    for i in 0..count {
        house.send(url, &i.to_string()).await;
    }
    for _ in 0..2 {
        while !house.bodies(url, json!({"MaxNumberOfMessages": 10, "VisibilityTimeout": 1})).await.is_empty()
        {
        }
        house.pass(1).await;
    }
}

async fn list(house: &House, name: &str) -> Value {
    house.ok("ListMessageMoveTasks", json!({"SourceArn": arn(name)})).await["Results"][0].clone()
}

#[tokio::test]
async fn back_where_they_came_from() {
    // recorded: sqs/test_sqs_move_task.json, test_move_task_workflow_with_multiple_sources_as_default_destination
    let house = House::new();
    let dead = house.queue("dead", json!({})).await;
    let (one, two) =
        (house.queue("one", redrive_to("dead", 1)).await, house.queue("two", redrive_to("dead", 1)).await);
    letters(&house, &one, 2).await;
    letters(&house, &two, 2).await;
    assert_eq!(house.counts(&dead).await, (4, 0, 0));
    let started = house.clock.now().millis();
    house.ok("StartMessageMoveTask", json!({"SourceArn": arn("dead")})).await;
    assert_eq!(
        list(&house, "dead").await,
        json!({"Status": "COMPLETED", "SourceArn": arn("dead"), "ApproximateNumberOfMessagesMoved": 4,
            "ApproximateNumberOfMessagesToMove": 4, "StartedTimestamp": started})
    );
    let counts = (house.counts(&one).await.0, house.counts(&two).await.0, house.counts(&dead).await.0);
    assert_eq!(counts, (2, 2, 0));
    // They are new messages there: they may be received anew, and are as old as the move.
    let message = house.receive(&one, json!({"AttributeNames": ["All"]})).await.remove(0);
    assert_eq!(message["Attributes"]["ApproximateReceiveCount"], "1");
    assert_eq!(message["Attributes"]["SentTimestamp"], started.to_string());
    assert!(message["Attributes"].get("DeadLetterQueueSourceArn").is_none());
}

#[tokio::test]
async fn elsewhere_in_time_and_not_to_the_end() {
    // test_basic_move_task_workflow, test_move_task_cancel
    let house = House::new();
    let dead = house.queue("dead", json!({})).await;
    let url = house.queue("q", redrive_to("dead", 1)).await;
    let target = house.queue("target", json!({})).await;
    letters(&house, &url, 10).await;
    let start =
        json!({"SourceArn": arn("dead"), "DestinationArn": arn("target"), "MaxNumberOfMessagesPerSecond": 1});
    let handle = house.ok("StartMessageMoveTask", start.clone()).await["TaskHandle"].clone();
    house.pass(1).await;
    let running = list(&house, "dead").await;
    assert_eq!(
        running,
        json!({"TaskHandle": handle, "Status": "RUNNING", "SourceArn": arn("dead"), "DestinationArn": arn("target"),
            "MaxNumberOfMessagesPerSecond": 1, "ApproximateNumberOfMessagesMoved": 2,
            "ApproximateNumberOfMessagesToMove": 10, "StartedTimestamp": running["StartedTimestamp"]})
    );
    let error = "AWS.SimpleQueueService.UnsupportedOperation (UnsupportedOperation, 400): There is already a task running. Only one active task is allowed for a source queue arn at a given time.";
    house.refused("StartMessageMoveTask", start, error).await;
    let cancelled = house.ok("CancelMessageMoveTask", json!({"TaskHandle": handle})).await;
    assert_eq!(cancelled, json!({"ApproximateNumberOfMessagesMoved": 2}));
    house.pass(60).await;
    let after = list(&house, "dead").await;
    assert_eq!((&after["Status"], after.get("TaskHandle")), (&json!("CANCELLED"), None));
    assert_eq!((house.counts(&dead).await.0, house.counts(&target).await.0), (8, 2));
    let error = "AWS.SimpleQueueService.UnsupportedOperation (UnsupportedOperation, 400): Only active tasks can be cancelled.";
    house.refused("CancelMessageMoveTask", json!({"TaskHandle": handle}), error).await;
    house
        .ok("StartMessageMoveTask", json!({"SourceArn": arn("dead"), "MaxNumberOfMessagesPerSecond": 4}))
        .await;
    house.pass(1).await;
    assert_eq!(list(&house, "dead").await["Status"], "COMPLETED");
    assert_eq!(house.counts(&url).await.0, 8);
    let all = house.ok("ListMessageMoveTasks", json!({"SourceArn": arn("dead"), "MaxResults": 10})).await;
    let states: Vec<_> = all["Results"].as_array().unwrap().iter().map(|r| r["Status"].clone()).collect();
    assert_eq!(states, ["COMPLETED", "CANCELLED"]);
}

#[tokio::test]
async fn refusals() {
    let house = House::new();
    house.queue("dead", json!({})).await;
    house.queue("q", redrive_to("dead", 1)).await;
    house.queue("plain", json!({})).await;
    // recorded: sqs/test_sqs_move_task.json, test_cancel_with_invalid_task_handle, test_destination_needs_to_exist
    let handle = "InvalidParameterValue (InvalidParameterValueException, 400): Value for parameter TaskHandle is invalid.";
    house.refused("CancelMessageMoveTask", json!({"TaskHandle": "foobared"}), handle).await;
    let missing = |name: &str| {
        format!(
            "ResourceNotFoundException (ResourceNotFoundException, 404): The resource that you specified for the {name} parameter doesn't exist."
        )
    };
    let start = |source: &str, to: &str| json!({"SourceArn": arn(source), "DestinationArn": arn(to)});
    house.refused("StartMessageMoveTask", start("dead", "nope"), &missing("DestinationArn")).await;
    house.refused("StartMessageMoveTask", start("nope", "q"), &missing("SourceArn")).await;
    house.refused("ListMessageMoveTasks", json!({"SourceArn": "x"}), &missing("SourceArn")).await;
    let source = "InvalidParameterValue (InvalidParameterValueException, 400): Source queue must be configured as a Dead Letter Queue.";
    house.refused("StartMessageMoveTask", json!({"SourceArn": arn("plain")}), source).await;
    let rate = json!({"SourceArn": arn("dead"), "MaxNumberOfMessagesPerSecond": 501});
    assert!(house.try_call("StartMessageMoveTask", rate).await.is_err());
}

#[tokio::test]
async fn a_letter_without_a_sender_fails_the_task_and_stays() {
    let house = House::new();
    let dead = house.queue("dead", json!({})).await;
    house.queue("q", redrive_to("dead", 1)).await;
    house.send(&dead, "put there by hand").await;
    house.ok("StartMessageMoveTask", json!({"SourceArn": arn("dead")})).await;
    let task = list(&house, "dead").await;
    assert_eq!(
        (&task["Status"], &task["FailureReason"]),
        (&json!("FAILED"), &json!("CouldNotDetermineMessageSource"))
    );
    assert_eq!(house.bodies(&dead, json!({})).await, ["put there by hand"]);
}
