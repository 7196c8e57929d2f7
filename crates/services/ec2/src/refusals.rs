//! AWS's words for what EC2 refuses: the ones that more than one operation says.
//!
//! Codes are those of <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>; texts are those that
//! people quote from AWS, with the place beside each where it is not in the tests.

use crate::records::Resource;
use std::any::Any;
use std::fmt::Display;
use wire::prelude::*;

/// There is no such resource, or the id is none: `Invalid id: "x" (expecting "sg-...")`.
/// <https://github.com/aws/aws-cdk/issues/20800>
pub(crate) fn absent<R: Resource>(id: &str) -> Error {
    if crate::ids::is_id(id, R::PREFIX) || R::PREFIX == "nat" {
        return R::not_found(id);
    }
    malformed(R::PREFIX, id)
}

/// The id is none of its kind.
fn malformed(prefix: &str, id: &str) -> Error {
    let code = match prefix {
        "vpc" => "InvalidVpcID.Malformed",
        "subnet" => "InvalidSubnetID.Malformed",
        "sg" => "InvalidGroupId.Malformed",
        "rtb" => "InvalidRouteTableId.Malformed",
        "igw" => "InvalidInternetGatewayId.Malformed",
        "eigw" => "InvalidEgressOnlyInternetGatewayId.Malformed",
        "acl" => "InvalidNetworkAclId.Malformed",
        "eni" => "InvalidNetworkInterfaceId.Malformed",
        "eipalloc" => "InvalidAllocationID.Malformed",
        "vpce" => "InvalidVpcEndpointId.Malformed",
        "pcx" => "InvalidVpcPeeringConnectionId.Malformed",
        "pl" => "InvalidPrefixListId.Malformed",
        "dopt" => "InvalidDhcpOptionsId.Malformed",
        "fl" => "InvalidFlowLogId.Malformed",
        _ => "InvalidParameterValue",
    };
    Error::new(code, format!("Invalid id: \"{id}\" (expecting \"{prefix}-...\")"))
}

/// `InvalidParameterValue`, with a text of its own.
pub(crate) fn invalid(text: impl Into<String>) -> Error {
    Error::new("InvalidParameterValue", text)
}

/// `Value (x) for parameter y is invalid. ...`
pub(crate) fn invalid_value(value: impl Display, parameter: &str, why: &str) -> Error {
    invalid(format!("Value ({value}) for parameter {parameter} is invalid. {why}"))
}

/// `MissingParameter`. recorded: ec2/test_ec2.json, test_raise_create_volume_without_size
pub(crate) fn missing(parameter: &str) -> Error {
    Error::new("MissingParameter", format!("The request must contain the parameter {parameter}"))
}

/// Parameters that do not go together.
pub(crate) fn combination(text: impl Into<String>) -> Error {
    Error::new("InvalidParameterCombination", text)
}

/// `DependencyViolation`: something still needs it.
/// <https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/1081>
pub(crate) fn dependencies(kind: &str, id: &str) -> Error {
    depends(format!("The {kind} '{id}' has dependencies and cannot be deleted."))
}

/// `DependencyViolation`, with a text of its own.
pub(crate) fn depends(text: impl Into<String>) -> Error {
    Error::new("DependencyViolation", text)
}

/// A quota is full.
pub(crate) fn limit(code: &'static str, text: impl Into<String>) -> Error {
    Error::new(code, text)
}

/// A parameter that Maquette has no use for: never accepted and ignored. A text without a letter is none: Terraform sends
/// such.
pub(crate) fn unsupported<T: Any>(given: Option<&T>, parameter: &str) -> Result<()> {
    let empty = |given: &&T| (*given as &dyn Any).downcast_ref::<String>().is_some_and(String::is_empty);
    match given.filter(|given| !empty(given)) {
        Some(_) => Err(Error::not_implemented(format!("EC2's parameter {parameter}"))),
        None => Ok(()),
    }
}
