//! The query protocol: what the texts of refusals depend on.

use super::house;
use bytes::Bytes;
use door::Entrance;
use http::Request;
use std::net::IpAddr;

#[tokio::test]
async fn what_the_model_demands_is_refused_in_its_words() {
    let house = house();
    house.topic("t", &[]).await;
    let topic = "TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3At";
    let check = |form: String, expected: &'static str| {
        let house = &house;
        async move {
            let authorization = "AWS4-HMAC-SHA256 Credential=000000000000/20270115/us-east-1/sns/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";
            let request = Request::post("http://localhost:4566/")
                .header("host", "localhost:4566")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-amz-date", "20270115T080000Z")
                .header("authorization", authorization)
                .body(Bytes::from(format!("Version=2010-03-31&{form}")))
                .unwrap();
            let entrance = Entrance::public(IpAddr::from([127, 0, 0, 1]), false);
            let answer = house.door.serve(request, entrance).await;
            let body = String::from_utf8_lossy(answer.body()).replace("&apos;", "'").replace("&#39;", "'");
            assert!(body.contains(expected), "{form}: {body}");
        }
    };
    // recorded: sns/test_sns.json, test_empty_or_wrong_message_attributes
    check(
        format!("Action=Publish&{topic}&Message=m&MessageAttributes.entry.1.Name=attr1&MessageAttributes.entry.1.Value.StringValue=x"),
        "<Code>ValidationError</Code><Message>1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null</Message>",
    )
    .await;
    let entry = "PublishBatchRequestEntries.member.1";
    check(
        format!("Action=PublishBatch&{topic}&{entry}.Id=1&{entry}.Message=m&{entry}.MessageAttributes.entry.1.Name=attr1&{entry}.MessageAttributes.entry.1.Value.StringValue=x"),
        "Value null at 'publishBatchRequestEntries.1.member.messageAttributes.attr1.member.dataType' failed",
    )
    .await;
    check("Action=ListOriginationNumbers".to_owned(), "<Code>NotImplemented</Code>").await;
    // Bodies of one message and their answers.
    check(format!("Action=Publish&{topic}&Message=m"), "<PublishResult><MessageId>").await;
    check(
        format!("Action=Publish&{topic}&Message="),
        "<Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter: Empty message</Message>",
    )
    .await;
}
