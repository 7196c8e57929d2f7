//! From Publish to a queue.

use super::house;

#[tokio::test]
async fn a_queue_gets_the_message_raw_and_in_its_envelope() {
    let house = house();
    let topic = house.topic("orders", &[]).await;
    let (plain, raw) = (house.queue("plain").await, house.queue("raw").await);
    let arn = house.subscribe(&topic, "sqs", &plain, &[]).await.unwrap();
    house.subscribe(&topic, "sqs", &raw, &[("RawMessageDelivery", "true")]).await.unwrap();
    let id = house.publish(&topic, "one \"two\"").await.unwrap().message_id.unwrap();
    assert_eq!(house.bodies(&raw).await, ["one \"two\""]);
    let bodies = house.bodies(&plain).await;
    let envelope: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&bodies[0]).unwrap();
    // recorded: sns/test_sns.json, test_publish_unicode_chars
    let names: Vec<_> = envelope.keys().map(String::as_str).collect();
    let expected =
        "Type MessageId TopicArn Message Timestamp SignatureVersion Signature SigningCertURL UnsubscribeURL";
    assert_eq!(names.join(" "), expected);
    assert_eq!(envelope["MessageId"], id);
    assert_eq!(envelope["Message"], "one \"two\"");
    assert_eq!(envelope["Timestamp"], "2027-01-15T08:00:00.000Z");
    assert_eq!(
        envelope["UnsubscribeURL"],
        format!("http://localhost:4566/?Action=Unsubscribe&SubscriptionArn={arn}")
    );
}
