//! Where a task's network interface is to stand: what the caller says, and whether EC2 knows it.

use crate::records::Network;
use crate::refusals::invalid;
use door::Call;
use model_ec2::types::{DescribeSecurityGroupsInput, DescribeSubnetsInput};
use model_ecs::types::{AssignPublicIp, NetworkConfiguration};
use wire::prelude::*;

/// Subnets and security groups at most.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html>
const SUBNETS: usize = 16;
const GROUPS: usize = 5;

/// The network of a call, asked of EC2 by `linked`, the call as ECS's own role.
pub(crate) async fn requested(linked: &Call, given: Option<NetworkConfiguration>) -> Result<Network> {
    let Some(given) = given.and_then(|given| given.awsvpc_configuration) else {
        // https://github.com/fabfuel/ecs-deploy/issues/61
        return Err(invalid(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        ));
    };
    let security_groups = given.security_groups.unwrap_or_default();
    if given.subnets.is_empty() {
        // https://github.com/awslabs/fargatecli/issues/73
        return Err(invalid("subnets can not be empty."));
    }
    if given.subnets.len() > SUBNETS {
        // *unconfirmed*
        return Err(invalid(format!("subnets can have at most {SUBNETS} items.")));
    }
    if security_groups.len() > GROUPS {
        // *unconfirmed*
        return Err(invalid(format!("securityGroups can have at most {GROUPS} items.")));
    }
    let vpc = vpc_of(linked, &given.subnets).await?;
    check_groups(linked, &security_groups, &vpc).await?;
    Ok(Network {
        subnets: given.subnets,
        security_groups,
        assign_public_ip: given.assign_public_ip == Some(AssignPublicIp::Enabled),
    })
}

/// The VPC of the subnets.
async fn vpc_of(linked: &Call, subnets: &[String]) -> Result<String> {
    let input =
        DescribeSubnetsInput { subnet_ids: Some(subnets.to_vec()), ..DescribeSubnetsInput::default() };
    let found = linked.call::<model_ec2::ops::DescribeSubnets>(input).await;
    let found = found.map_err(|error| retrieving("subnet", subnets, error))?.subnets.unwrap_or_default();
    let mut vpcs: Vec<_> = found.into_iter().filter_map(|subnet| subnet.vpc_id).collect();
    vpcs.sort();
    vpcs.dedup();
    match vpcs.as_slice() {
        [vpc] => Ok(vpc.clone()),
        // *unconfirmed*
        _ => Err(invalid("All subnets must belong to the same VPC.")),
    }
}

async fn check_groups(linked: &Call, groups: &[String], vpc: &str) -> Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    let input = DescribeSecurityGroupsInput {
        group_ids: Some(groups.to_vec()),
        ..DescribeSecurityGroupsInput::default()
    };
    let found = linked.call::<model_ec2::ops::DescribeSecurityGroups>(input).await;
    let found = found
        .map_err(|error| retrieving("security group", groups, error))?
        .security_groups
        .unwrap_or_default();
    if found.iter().all(|group| group.vpc_id.as_deref() == Some(vpc)) {
        return Ok(());
    }
    // *unconfirmed*
    Err(invalid("Security groups and subnets must belong to the same VPC."))
}

/// EC2's refusal in ECS's words (<https://github.com/eddmann/serverless-fargate/issues/20>); what is no refusal of EC2's is
/// told as it is.
fn retrieving(what: &str, ids: &[String], error: Error) -> Error {
    if !error.is_sender() {
        return error;
    }
    let (ids, message, code) = (ids.join(", "), error.message(), error.code());
    invalid(format!("Error retrieving {what} information for [{ids}]: {message} (ErrorCode: {code})"))
}
