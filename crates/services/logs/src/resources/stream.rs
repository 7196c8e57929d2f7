//! `AWS::Logs::LogStream`, which nothing changes once it is made.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html>

use super::gone;
use clock::Timestamp;
use door::Call;
use model_logs::ops;
use model_logs::types::*;
use provider::{Made, Request};
use serde_json::json;
use wire::prelude::*;

/// Characters of a log stream's name.
const NAME: usize = 512;

pub(super) struct LogStreamType;

provider::resource_type!(
    LogStreamType,
    "AWS::Logs::LogStream",
    "AWS-Logs-LogStream.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let group = group(request);
    let name = request.text("LogStreamName").unwrap_or_else(|| request.physical_name(NAME));
    let input = CreateLogStreamInput { log_group_name: group.clone(), log_stream_name: name.clone() };
    match call.call::<ops::CreateLogStream>(input).await {
        Err(error) if error.code() == "ResourceAlreadyExistsException" => {
            taken(call, group, &name, request).await?;
        }
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    Ok(Made::new(name))
}

/// The stream is there: what an attempt before a crash made is this stack's, anything else is somebody else's.
async fn taken(call: &Call, group: String, name: &str, request: &Request<'_>) -> Result<()> {
    let id = json!({"/properties/LogGroupName": group, "/properties/LogStreamName": name}).to_string();
    let input = DescribeLogStreamsInput {
        log_group_name: Some(group),
        log_stream_name_prefix: Some(name.to_owned()),
        ..Default::default()
    };
    let streams = call.call::<ops::DescribeLogStreams>(input).await?.log_streams.unwrap_or_default();
    let stream = streams.into_iter().find(|stream| stream.log_stream_name.as_deref() == Some(name));
    let created = stream.and_then(|stream| stream.creation_time).map(Timestamp::from_millis);
    if created.is_some_and(|created| request.made_before(created)) {
        return Ok(());
    }
    Err(provider::already_exists("AWS::Logs::LogStream", &id).with("Identifier", name))
}

async fn update(_: &Call, id: &str, _: &Request<'_>) -> Result<Made> {
    Ok(Made::new(id))
}

async fn delete(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let input = DeleteLogStreamInput { log_group_name: group(request), log_stream_name: id.to_owned() };
    gone(call.call::<ops::DeleteLogStream>(input).await)
}

fn group(request: &Request<'_>) -> String {
    request.text("LogGroupName").unwrap_or_default()
}
