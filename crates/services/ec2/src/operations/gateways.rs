//! Internet gateways and egress-only internet gateways.

use crate::describe::{Asked, Row, one, select};
use crate::records as r;
use crate::refusals::{dependencies, depends, limit};
use crate::state::Estate;
use crate::{Ec2, ids, show, tagging};
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use wire::prelude::*;

/// Internet gateways of a region, by AWS's quota: as many as VPCs.
const GATEWAYS: usize = 5;

const FILTERS: &[Row<r::InternetGateway>] = &[
    ("attachment.state", |g, _| g.vpc_id.iter().map(|_| "available".to_owned()).collect()),
    ("attachment.vpc-id", |g, _| g.vpc_id.iter().cloned().collect()),
    ("internet-gateway-id", |g, _| one(&g.id)),
    ("owner-id", |g, _| one(&g.owner)),
];

const EGRESS_FILTERS: &[Row<r::EgressOnlyInternetGateway>] = &[];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html>
    pub(crate) async fn create_internet_gateway(
        &self,
        call: &Call,
        input: CreateInternetGatewayInput,
    ) -> Result<CreateInternetGatewayOutput> {
        let op = ops::CreateInternetGateway::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "internet-gateway")?;
        self.state
            .change(call, |estate| {
                if estate.internet_gateways.len() >= GATEWAYS {
                    let text = "The maximum number of internet gateways has been reached.";
                    return Err(limit("InternetGatewayLimitExceeded", text));
                }
                let own = estate.internet_gateways.put(r::InternetGateway {
                    id: ids::new("igw"),
                    owner: estate.account.clone(),
                    vpc_id: None,
                    tags,
                });
                Ok(CreateInternetGatewayOutput { internet_gateway: Some(show::internet_gateway(&own)) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html>
    pub(crate) async fn describe_internet_gateways(
        &self,
        call: &Call,
        input: DescribeInternetGatewaysInput,
    ) -> Result<DescribeInternetGatewaysOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.internet_gateway_ids.map(|ids| ("internetGatewayIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.internet_gateways.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let internet_gateways = Some(found.iter().map(|own| show::internet_gateway(own)).collect());
            Ok(DescribeInternetGatewaysOutput { internet_gateways, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html>
    pub(crate) async fn attach_internet_gateway(
        &self,
        call: &Call,
        input: AttachInternetGatewayInput,
    ) -> Result<AttachInternetGatewayOutput> {
        let (id, vpc_id) = (input.internet_gateway_id, input.vpc_id);
        self.state
            .change(call, |estate| {
                let own = estate.internet_gateways.get(&id)?.clone();
                estate.vpcs.get(&vpc_id)?;
                if let Some(other) = &own.vpc_id {
                    // https://github.com/berlioz-the/berlioz/issues/1
                    let text = format!("resource {id} is already attached to network {other}");
                    return Err(Error::new("Resource.AlreadyAssociated", text));
                }
                if estate.internet_gateways.all().any(|other| other.vpc_id.as_ref() == Some(&vpc_id)) {
                    // text unconfirmed
                    let text = format!("Network {vpc_id} already has an internet gateway attached");
                    return Err(crate::refusals::invalid(text));
                }
                estate.internet_gateways.edit(&id, |gateway| gateway.vpc_id = Some(vpc_id))?;
                Ok(AttachInternetGatewayOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html>
    pub(crate) async fn detach_internet_gateway(
        &self,
        call: &Call,
        input: DetachInternetGatewayInput,
    ) -> Result<DetachInternetGatewayOutput> {
        let (id, vpc_id) = (input.internet_gateway_id, input.vpc_id);
        self.state
            .change(call, |estate| {
                let own = estate.internet_gateways.get(&id)?;
                estate.vpcs.get(&vpc_id)?;
                if own.vpc_id.as_ref() != Some(&vpc_id) {
                    let text = format!("resource {id} is not attached to network {vpc_id}");
                    return Err(Error::new("Gateway.NotAttached", text));
                }
                if has_public_addresses(estate, &vpc_id) {
                    // https://github.com/gruntwork-io/cloud-nuke/pull/591
                    return Err(depends(format!(
                        "Network {vpc_id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway."
                    )));
                }
                estate.internet_gateways.edit(&id, |gateway| gateway.vpc_id = None)?;
                Ok(DetachInternetGatewayOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html>
    pub(crate) async fn delete_internet_gateway(
        &self,
        call: &Call,
        input: DeleteInternetGatewayInput,
    ) -> Result<DeleteInternetGatewayOutput> {
        let id = input.internet_gateway_id;
        self.state
            .change(call, |estate| {
                let own = estate.internet_gateways.get(&id)?;
                if own.vpc_id.is_some() {
                    // https://github.com/giantswarm/aws-operator/issues/109
                    return Err(dependencies("internetGateway", &id));
                }
                estate.internet_gateways.remove(&id);
                Ok(DeleteInternetGatewayOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateEgressOnlyInternetGateway.html>
    pub(crate) async fn create_egress_only_internet_gateway(
        &self,
        call: &Call,
        input: CreateEgressOnlyInternetGatewayInput,
    ) -> Result<CreateEgressOnlyInternetGatewayOutput> {
        let op = ops::CreateEgressOnlyInternetGateway::spec();
        let kind = "egress-only-internet-gateway";
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), kind)?;
        let request = crate::token::Request::of(op, input.client_token.as_deref(), &input);
        self.state
            .change(call, |estate| {
                if let Some(made) = request.made_before(estate)?.first() {
                    let own = estate.egress_gateways.get(made)?;
                    return Ok(CreateEgressOnlyInternetGatewayOutput {
                        client_token: input.client_token,
                        egress_only_internet_gateway: Some(show::egress_gateway(own)),
                    });
                }
                estate.vpcs.get(&input.vpc_id)?;
                let same = estate.egress_gateways.all().filter(|own| own.vpc_id == input.vpc_id);
                if same.count() > 0 {
                    // text unconfirmed
                    let text = "The maximum number of egress-only internet gateways has been reached.";
                    return Err(limit("EgressOnlyInternetGatewayLimitExceeded", text));
                }
                let own = estate.egress_gateways.put(r::EgressOnlyInternetGateway {
                    id: ids::new("eigw"),
                    owner: estate.account.clone(),
                    vpc_id: input.vpc_id,
                    tags,
                });
                request.note(estate, vec![own.id.clone()], call.time);
                Ok(CreateEgressOnlyInternetGatewayOutput {
                    client_token: input.client_token,
                    egress_only_internet_gateway: Some(show::egress_gateway(&own)),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeEgressOnlyInternetGateways.html>
    pub(crate) async fn describe_egress_only_internet_gateways(
        &self,
        call: &Call,
        input: DescribeEgressOnlyInternetGatewaysInput,
    ) -> Result<DescribeEgressOnlyInternetGatewaysOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.egress_only_internet_gateway_ids.map(|ids| ("egressOnlyInternetGatewayIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.egress_gateways.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, EGRESS_FILTERS)?;
            let shown = Some(found.iter().map(|own| show::egress_gateway(own)).collect());
            Ok(DescribeEgressOnlyInternetGatewaysOutput { egress_only_internet_gateways: shown, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteEgressOnlyInternetGateway.html>
    pub(crate) async fn delete_egress_only_internet_gateway(
        &self,
        call: &Call,
        input: DeleteEgressOnlyInternetGatewayInput,
    ) -> Result<DeleteEgressOnlyInternetGatewayOutput> {
        self.state
            .change(call, |estate| {
                let id = input.egress_only_internet_gateway_id;
                estate.egress_gateways.get(&id)?;
                estate.egress_gateways.remove(&id);
                Ok(DeleteEgressOnlyInternetGatewayOutput { return_code: Some(true) })
            })
            .await
    }
}

/// Whether anything in a VPC has a public address.
fn has_public_addresses(estate: &Estate, vpc_id: &str) -> bool {
    let mut inside = estate.interfaces.all().filter(|own| own.vpc_id == vpc_id);
    inside.any(|own| own.addresses.iter().any(|address| address.public.is_some()))
}
