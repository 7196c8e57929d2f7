//! Flow logs: what is to be told of whose flows, and where. The fabric tells it.

use crate::describe::{Asked, Row, one, select};
use crate::records as r;
use crate::refusals::{missing, unsupported};
use crate::state::Estate;
use crate::{Ec2, ids, show, tagging};
use door::{Call, Touch};
use model_ec2::ops;
use model_ec2::types::*;
use wire::prelude::*;

/// recorded: ec2/test_ec2.json, test_ec2_flow_logs_s3
const FORMAT: &str = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";
/// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>; those of instances, containers and transit
/// gateways are not here.
const FIELDS: &[&str] = &[
    "version",
    "account-id",
    "interface-id",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "packets",
    "bytes",
    "start",
    "end",
    "action",
    "log-status",
    "vpc-id",
    "subnet-id",
    "instance-id",
    "tcp-flags",
    "type",
    "pkt-srcaddr",
    "pkt-dstaddr",
    "region",
    "az-id",
    "sublocation-type",
    "sublocation-id",
    "pkt-src-aws-service",
    "pkt-dst-aws-service",
    "flow-direction",
    "traffic-path",
    "reject-reason",
];

const FILTERS: &[Row<r::FlowLog>] = &[
    ("deliver-log-status", |l, _| one(if l.failure.is_some() { "FAILED" } else { "SUCCESS" })),
    ("flow-log-id", |l, _| one(&l.id)),
    ("log-destination-type", |l, _| one(&l.destination_type)),
    ("log-group-name", |l, _| l.log_group.iter().cloned().collect()),
    ("resource-id", |l, _| one(&l.resource_id)),
    ("traffic-type", |l, _| one(&l.traffic)),
];

/// `InvalidParameter`. recorded: ec2/test_ec2.json, test_ec2_flow_logs_s3_validation
fn wrong(text: impl Into<String>) -> Error {
    Error::new("InvalidParameter", text)
}

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html>
    pub(crate) async fn create_flow_logs(
        &self,
        call: &Call,
        input: CreateFlowLogsInput,
    ) -> Result<CreateFlowLogsOutput> {
        unsupported(input.deliver_cross_account_role.as_ref(), "DeliverCrossAccountRole")?;
        unsupported(
            input.tag_field_specifications.as_ref().filter(|list| !list.is_empty()),
            "TagFieldSpecifications",
        )?;
        let op = ops::CreateFlowLogs::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "vpc-flow-log")?;
        let request = crate::token::Request::of(op, input.client_token.as_deref(), &input);
        let blank = blank(call, &input)?;
        if let Some(role) = &blank.role {
            let touch = Touch::on(role).with("iam:PassedToService", "vpc-flow-logs.amazonaws.com");
            call.require(op, "iam:PassRole", &touch)?;
        }
        self.state
            .change(call, |estate| {
                let client_token = input.client_token.clone();
                let made = request.made_before(estate)?;
                if !made.is_empty() {
                    return Ok(CreateFlowLogsOutput {
                        client_token,
                        flow_log_ids: Some(made),
                        unsuccessful: Some(Vec::new()),
                    });
                }
                let mut made = Vec::new();
                let mut failed = Vec::new();
                for resource in &input.resource_ids {
                    match vpc_of(estate, &input.resource_type, resource) {
                        Ok(vpc_id) => {
                            let own = r::FlowLog {
                                id: ids::new("fl"),
                                resource_id: resource.clone(),
                                vpc_id,
                                tags: tags.clone(),
                                ..blank.clone()
                            };
                            if let Some(text) = duplicate(estate, &own) {
                                return Err(Error::new("FlowLogAlreadyExists", text));
                            }
                            made.push(own.id.clone());
                            estate.flow_logs.put(own);
                        }
                        Err(error) => failed.push(UnsuccessfulItem {
                            error: Some(UnsuccessfulItemError {
                                code: Some(error.code().to_owned()),
                                message: Some(error.message().to_owned()),
                            }),
                            resource_id: Some(resource.clone()),
                        }),
                    }
                }
                request.note(estate, made.clone(), call.time);
                Ok(CreateFlowLogsOutput {
                    client_token,
                    flow_log_ids: Some(made),
                    unsuccessful: Some(failed),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html>
    pub(crate) async fn describe_flow_logs(
        &self,
        call: &Call,
        input: DescribeFlowLogsInput,
    ) -> Result<DescribeFlowLogsOutput> {
        self.state.read(call, |estate| {
            let wanted = input.flow_log_ids.unwrap_or_default();
            let all = estate.flow_logs.all().filter(|own| wanted.is_empty() || wanted.contains(&own.id));
            let all = all.cloned().collect();
            // Unknown ids are no error here: they find nothing.
            let asked =
                Asked { ids: None, filters: input.filter, most: input.max_results, token: input.next_token };
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let flow_logs = Some(found.iter().map(|own| show::flow_log(own)).collect());
            Ok(DescribeFlowLogsOutput { flow_logs, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFlowLogs.html>
    pub(crate) async fn delete_flow_logs(
        &self,
        call: &Call,
        input: DeleteFlowLogsInput,
    ) -> Result<DeleteFlowLogsOutput> {
        self.state
            .change(call, |estate| {
                let unknown: Vec<_> =
                    input.flow_log_ids.iter().filter(|id| estate.flow_logs.find(id).is_none()).collect();
                if !unknown.is_empty() {
                    let listed: Vec<_> = unknown.iter().map(|id| id.as_str()).collect();
                    // text unconfirmed
                    let text = format!(
                        "These flow log ids in the input list are not found: [TotalCount: {}] {}",
                        unknown.len(),
                        listed.join(", ")
                    );
                    return Err(Error::new("InvalidFlowLogId.NotFound", text));
                }
                for id in &input.flow_log_ids {
                    drop(estate.flow_logs.remove(id));
                }
                Ok(DeleteFlowLogsOutput { unsuccessful: Some(Vec::new()) })
            })
            .await
    }
}

/// A flow log of a request, without its resource.
fn blank(call: &Call, input: &CreateFlowLogsInput) -> Result<r::FlowLog> {
    let kind = input.log_destination_type.as_ref().map_or("cloud-watch-logs", Enum::as_str).to_owned();
    if kind == "kinesis-data-firehose" {
        return Err(Error::not_implemented("flow logs to Firehose"));
    }
    match (&input.log_group_name, &input.log_destination) {
        (Some(_), _) if kind != "cloud-watch-logs" => {
            return Err(wrong("LogDestination type must be cloud-watch-logs if LogGroupName is provided."));
        }
        (Some(_), Some(_)) => {
            return Err(wrong("Please only provide LogGroupName or only provide LogDestination."));
        }
        (None, None) => return Err(wrong("LogDestination can't be empty if LogGroupName is not provided.")),
        _ => {}
    }
    if kind == "cloud-watch-logs" && input.deliver_logs_permission_arn.is_none() {
        // text unconfirmed
        return Err(wrong(
            "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
        ));
    }
    if kind == "s3" && input.deliver_logs_permission_arn.is_some() {
        // text unconfirmed
        return Err(wrong("DeliverLogsPermissionArn is not applicable for s3 delivery"));
    }
    let interval = input.max_aggregation_interval.unwrap_or(600);
    if !matches!(interval, 60 | 600) {
        // text unconfirmed
        return Err(wrong(format!("Invalid value for MaxAggregationInterval: {interval}")));
    }
    let format = input.log_format.clone().filter(|format| !format.is_empty());
    let format = format.unwrap_or_else(|| FORMAT.to_owned());
    check_format(&format)?;
    let traffic = input.traffic_type.as_ref().ok_or_else(|| missing("TrafficType"))?;
    if kind == "s3" {
        return Err(Error::not_implemented("flow logs to S3, which is not here yet"));
    }
    unsupported(input.destination_options.as_ref(), "DestinationOptions")?;
    // A log group given as the destination is told by its name too.
    let group = input.log_destination.as_deref().and_then(|arn| arn.split(":log-group:").nth(1));
    let group = group.map(|name| name.trim_end_matches(":*").to_owned());
    Ok(r::FlowLog {
        id: String::new(),
        owner: call.account().to_owned(),
        resource_id: String::new(),
        vpc_id: String::new(),
        traffic: traffic.as_str().to_owned(),
        log_group: input.log_group_name.clone().or(group),
        destination: input.log_destination.clone(),
        destination_type: kind,
        role: input.deliver_logs_permission_arn.clone(),
        format,
        interval,
        failure: None,
        created: call.time,
        tags: r::Tags::new(),
    })
}

/// Every part of a format is a field that there is.
fn check_format(format: &str) -> Result<()> {
    for part in format.split_whitespace() {
        let name = part.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
        let Some(name) = name else {
            // text unconfirmed
            return Err(wrong(format!("LogFormat has invalid syntax: {part}")));
        };
        if name.starts_with("ecs-") {
            return Err(Error::not_implemented(format!("the flow log field {name}")));
        }
        if !FIELDS.contains(&name) {
            // text unconfirmed
            return Err(wrong(format!("Unknown fields provided: {name}")));
        }
    }
    Ok(())
}

/// The VPC of a resource.
fn vpc_of(estate: &Estate, kind: &FlowLogsResourceType, id: &str) -> Result<String> {
    Ok(match kind {
        FlowLogsResourceType::Vpc => estate.vpcs.get(id)?.id.clone(),
        FlowLogsResourceType::Subnet => estate.subnets.get(id)?.vpc_id.clone(),
        FlowLogsResourceType::NetworkInterface => estate.interfaces.get(id)?.vpc_id.clone(),
        other => return Err(Error::not_implemented(format!("flow logs of {}", other.as_str()))),
    })
}

/// The same flow log is not made twice. Text unconfirmed.
fn duplicate(estate: &Estate, own: &r::FlowLog) -> Option<String> {
    let key = |log: &r::FlowLog| {
        (
            log.resource_id.clone(),
            log.traffic.clone(),
            log.log_group.clone(),
            log.destination.clone(),
            log.format.clone(),
        )
    };
    let other = estate.flow_logs.all().find(|other| key(other) == key(own))?;
    Some(format!(
        "Error. There is an existing Flow Log with the same configuration and log destination: {}",
        other.id
    ))
}
