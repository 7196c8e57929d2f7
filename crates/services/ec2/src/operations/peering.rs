//! Peering connections: both sides keep one, and a change of either is a change of both.

use crate::describe::{Asked, Row, one, select};
use crate::records::{self as r, PeeringSide, PeeringState as State};
use crate::refusals::{invalid, limit, missing, unsupported};
use crate::state::{Estate, Place, place};
use crate::{Ec2, ids, show, tagging};
use clock::Timestamp;
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use std::sync::Arc;
use std::time::Duration;
use wire::prelude::*;

/// A request that nobody accepts ends after a week.
/// <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle>
const WAITING: Duration = Duration::from_hours(7 * 24);
/// Connections of a VPC, by AWS's quota.
const ACTIVE: usize = 50;

const FILTERS: &[Row<r::PeeringConnection>] = &[
    ("accepter-vpc-info.cidr-block", |p, _| p.accepter.cidrs.iter().map(ToString::to_string).collect()),
    ("accepter-vpc-info.owner-id", |p, _| one(&p.accepter.account)),
    ("accepter-vpc-info.vpc-id", |p, _| one(&p.accepter.vpc_id)),
    ("expiration-time", |p, _| one(p.expires.rfc3339_millis())),
    ("requester-vpc-info.cidr-block", |p, _| p.requester.cidrs.iter().map(ToString::to_string).collect()),
    ("requester-vpc-info.owner-id", |p, _| one(&p.requester.account)),
    ("requester-vpc-info.vpc-id", |p, _| one(&p.requester.vpc_id)),
    ("status-code", |p, _| one(show::peering_code(p.state))),
    ("status-message", |p, _| one(&p.message)),
    ("vpc-peering-connection-id", |p, _| one(&p.id)),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html>
    pub(crate) async fn create_vpc_peering_connection(
        &self,
        call: &Call,
        input: CreateVpcPeeringConnectionInput,
    ) -> Result<CreateVpcPeeringConnectionOutput> {
        unsupported(
            input.requester_peering_connection_options.as_ref(),
            "RequesterPeeringConnectionOptions",
        )?;
        let op = ops::CreateVpcPeeringConnection::spec();
        let kind = "vpc-peering-connection";
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), kind)?;
        let peer = input.peer_vpc_id.ok_or_else(|| missing("peerVpcId"))?;
        let account = input.peer_owner_id.unwrap_or_else(|| call.account().to_owned());
        let region = input.peer_region.unwrap_or_else(|| call.region.to_string());
        if !policy::arn::is_account_id(&account) {
            return Err(invalid(format!("Invalid value '{account}' for peerOwnerId")));
        }
        let other = (account.clone(), region.clone());
        let told = self
            .state
            .change_both(call, &other, |mine, theirs| {
                let vpc = mine.vpcs.get(&input.vpc_id)?.clone();
                if vpc.id == peer {
                    // text unconfirmed
                    return Err(invalid("A VPC cannot be peered with itself"));
                }
                let accepter = theirs.as_deref().unwrap_or(mine).vpcs.find(&peer).cloned();
                check(mine, &vpc.id, &peer)?;
                let overlap = accepter.as_ref().is_some_and(|other| overlap(&vpc, other));
                let failed = accepter.is_none() || overlap;
                let own = r::PeeringConnection {
                    id: ids::new("pcx"),
                    requester: side(&vpc, &mine.account, &mine.region),
                    accepter: match &accepter {
                        Some(vpc) => side(vpc, &account, &region),
                        None => PeeringSide {
                            account,
                            region,
                            vpc_id: peer,
                            cidrs: Vec::new(),
                            ipv6: Vec::new(),
                            dns_resolution: false,
                        },
                    },
                    state: if failed { State::Failed } else { State::PendingAcceptance },
                    // <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html>
                    message: if failed {
                        "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range".to_owned()
                    } else {
                        format!("Pending Acceptance by {}", other.0)
                    },
                    expires: call.time + WAITING,
                    ended: failed.then_some(call.time),
                    tags,
                };
                if let (Some(theirs), Some(_)) = (theirs, &accepter) {
                    theirs.peerings.put(r::PeeringConnection { tags: r::Tags::new(), ..own.clone() });
                }
                let own = mine.peerings.put(own);
                let mut shown = show::peering(&own);
                if !failed {
                    let code = VpcPeeringConnectionStateReasonCode::InitiatingRequest;
                    let message = Some(format!("Initiating Request to {}", other.0));
                    shown.status = Some(VpcPeeringConnectionStateReason { code: Some(code), message });
                }
                Ok(shown)
            })
            .await?;
        let id = told.vpc_peering_connection_id.clone().unwrap_or_default();
        self.attend_both(&place(call), &other, &id);
        Ok(CreateVpcPeeringConnectionOutput { vpc_peering_connection: Some(told) })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcPeeringConnection.html>
    pub(crate) async fn accept_vpc_peering_connection(
        &self,
        call: &Call,
        input: AcceptVpcPeeringConnectionInput,
    ) -> Result<AcceptVpcPeeringConnectionOutput> {
        let own = self
            .turn(call, &input.vpc_peering_connection_id, |own, place, _| {
                if own.accepter.account != place.0 || own.accepter.region != place.1 {
                    return Err(not_allowed(&own.id));
                }
                waiting(own)?;
                own.state = State::Active;
                own.message = "Active".to_owned();
                Ok(())
            })
            .await?;
        Ok(AcceptVpcPeeringConnectionOutput { vpc_peering_connection: Some(show::peering(&own)) })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcPeeringConnection.html>
    pub(crate) async fn reject_vpc_peering_connection(
        &self,
        call: &Call,
        input: RejectVpcPeeringConnectionInput,
    ) -> Result<RejectVpcPeeringConnectionOutput> {
        self.turn(call, &input.vpc_peering_connection_id, |own, place, now| {
            if own.accepter.account != place.0 || own.accepter.region != place.1 {
                return Err(not_allowed(&own.id));
            }
            waiting(own)?;
            own.state = State::Rejected;
            own.message = format!("Rejected by {}", place.0);
            own.ended = Some(now);
            Ok(())
        })
        .await?;
        Ok(RejectVpcPeeringConnectionOutput { r#return: Some(true) })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcPeeringConnection.html>
    pub(crate) async fn delete_vpc_peering_connection(
        &self,
        call: &Call,
        input: DeleteVpcPeeringConnectionInput,
    ) -> Result<DeleteVpcPeeringConnectionOutput> {
        self.turn(call, &input.vpc_peering_connection_id, |own, place, now| {
            let requester = own.requester.account == place.0 && own.requester.region == place.1;
            match own.state {
                State::Active => {}
                State::PendingAcceptance if requester => {}
                _ => return Err(wrong_state(own)),
            }
            own.state = State::Deleted;
            own.message = format!("Deleted by {}", place.0);
            own.ended = Some(now);
            Ok(())
        })
        .await?;
        Ok(DeleteVpcPeeringConnectionOutput { r#return: Some(true) })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcPeeringConnectionOptions.html>
    pub(crate) async fn modify_vpc_peering_connection_options(
        &self,
        call: &Call,
        input: ModifyVpcPeeringConnectionOptionsInput,
    ) -> Result<ModifyVpcPeeringConnectionOptionsOutput> {
        let (requester, accepter) =
            (input.requester_peering_connection_options, input.accepter_peering_connection_options);
        for options in requester.iter().chain(&accepter) {
            let set = |flag: Option<bool>| flag.filter(|flag| *flag);
            let link = set(options.allow_egress_from_local_classic_link_to_remote_vpc)
                .or(set(options.allow_egress_from_local_vpc_to_remote_classic_link));
            unsupported(link.as_ref(), "AllowEgressFromLocalClassicLinkToRemoteVpc")?;
            unsupported(options.allow_multipath_resilience.as_ref(), "AllowMultipathResilience")?;
            unsupported(options.multipath_resilience_mode.as_ref(), "MultipathResilienceMode")?;
        }
        let flag = |given: Option<PeeringConnectionOptionsRequest>| {
            given.and_then(|given| given.allow_dns_resolution_from_remote_vpc)
        };
        let (of_requester, of_accepter) = (flag(requester), flag(accepter));
        let own = self
            .turn(call, &input.vpc_peering_connection_id, |own, place, _| {
                if own.state != State::Active {
                    return Err(wrong_state(own));
                }
                for (side, flag) in [(&mut own.requester, of_requester), (&mut own.accepter, of_accepter)] {
                    let Some(flag) = flag else { continue };
                    if side.account != place.0 || side.region != place.1 {
                        return Err(not_allowed(&own.id));
                    }
                    side.dns_resolution = flag;
                }
                Ok(())
            })
            .await?;
        let shown = |side: &PeeringSide| PeeringConnectionOptions {
            allow_dns_resolution_from_remote_vpc: Some(side.dns_resolution),
            allow_egress_from_local_classic_link_to_remote_vpc: Some(false),
            allow_egress_from_local_vpc_to_remote_classic_link: Some(false),
            ..PeeringConnectionOptions::default()
        };
        Ok(ModifyVpcPeeringConnectionOptionsOutput {
            accepter_peering_connection_options: of_accepter.map(|_| shown(&own.accepter)),
            requester_peering_connection_options: of_requester.map(|_| shown(&own.requester)),
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcPeeringConnections.html>
    pub(crate) async fn describe_vpc_peering_connections(
        &self,
        call: &Call,
        input: DescribeVpcPeeringConnectionsInput,
    ) -> Result<DescribeVpcPeeringConnectionsOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.vpc_peering_connection_ids.map(|ids| ("vpcPeeringConnectionIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.peerings.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let vpc_peering_connections = Some(found.iter().map(|own| show::peering(own)).collect());
            Ok(DescribeVpcPeeringConnectionsOutput { vpc_peering_connections, next_token })
        })
    }

    /// Changes a connection on both its sides.
    async fn turn(
        &self,
        call: &Call,
        id: &str,
        turn: impl FnOnce(&mut r::PeeringConnection, &Place, Timestamp) -> Result<()>,
    ) -> Result<Arc<r::PeeringConnection>> {
        let own = self.state.read(call, |estate| estate.peerings.get(id).cloned())?;
        let here = place(call);
        let sides = [&own.requester, &own.accepter].map(|side| (side.account.clone(), side.region.clone()));
        let other = sides.into_iter().find(|side| *side != here).unwrap_or_else(|| here.clone());
        let changed = self
            .state
            .change_both(call, &other, |mine, theirs| {
                let mut changed = (**mine.peerings.get(id)?).clone();
                turn(&mut changed, &here, call.time)?;
                let theirs = theirs.filter(|theirs| theirs.peerings.find(id).is_some());
                if let Some(theirs) = theirs {
                    let tags = theirs.peerings.get(id)?.tags.clone();
                    theirs.peerings.put(r::PeeringConnection { tags, ..changed.clone() });
                }
                Ok(mine.peerings.put(changed))
            })
            .await?;
        self.attend_both(&here, &other, id);
        Ok(changed)
    }
    fn attend_both(&self, here: &Place, other: &Place, id: &str) {
        self.state.attend(here, id);
        if here != other {
            self.state.attend(other, id);
        }
    }
}

fn side(vpc: &r::Vpc, account: &str, region: &str) -> PeeringSide {
    PeeringSide {
        account: account.to_owned(),
        region: region.to_owned(),
        vpc_id: vpc.id.clone(),
        cidrs: vpc.cidrs.iter().map(|own| own.cidr).collect(),
        ipv6: vpc.ipv6.iter().map(|own| own.cidr).collect(),
        dns_resolution: false,
    }
}

/// Two VPCs have one connection at most, and a VPC not too many.
fn check(estate: &Estate, vpc_id: &str, peer: &str) -> Result<()> {
    let open = |own: &&Arc<r::PeeringConnection>| {
        matches!(own.state, State::Active | State::PendingAcceptance)
            && [&own.requester.vpc_id, &own.accepter.vpc_id].iter().any(|id| **id == vpc_id)
    };
    let own: Vec<_> = estate.peerings.all().filter(open).collect();
    let same = |own: &&&Arc<r::PeeringConnection>| {
        [&own.requester.vpc_id, &own.accepter.vpc_id].iter().any(|id| **id == peer)
    };
    if let Some(other) = own.iter().find(same) {
        // text unconfirmed
        let text = format!(
            "There is already an existing VPC Peering Connection with ID {} between the two VPCs",
            other.id
        );
        return Err(Error::new("VpcPeeringConnectionAlreadyExists", text));
    }
    if own.len() >= ACTIVE {
        let text = "The maximum number of VPC peering connections has been reached.";
        return Err(limit("VpcPeeringConnectionsPerVpcLimitExceeded", text));
    }
    Ok(())
}

/// Whether blocks of two VPCs meet: then they cannot be peered.
fn overlap(one: &r::Vpc, other: &r::Vpc) -> bool {
    let meet = |a: &ipnet::Ipv4Net, b: &ipnet::Ipv4Net| a.contains(b) || b.contains(a);
    one.cidrs.iter().any(|own| other.cidrs.iter().any(|theirs| meet(&own.cidr, &theirs.cidr)))
}

fn waiting(own: &r::PeeringConnection) -> Result<()> {
    if own.state == State::PendingAcceptance { Ok(()) } else { Err(wrong_state(own)) }
}

/// Text unconfirmed.
fn wrong_state(own: &r::PeeringConnection) -> Error {
    let text = format!(
        "VPC peering connection {} is in an invalid state ({}) for this operation",
        own.id,
        show::peering_code(own.state)
    );
    Error::new("InvalidStateTransition", text)
}

/// Only the side that was asked may accept. Text unconfirmed.
fn not_allowed(id: &str) -> Error {
    let text = format!("Incorrect region or account specified for the VPC peering connection {id}");
    Error::new("OperationNotPermitted", text)
}
