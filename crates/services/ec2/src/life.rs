//! What becomes of resources by themselves, by the clock: NAT gateways and endpoints that are being made or are going,
//! peering requests that nobody accepts, and what is gone and still seen for a while.
//!
//! A resource says when its next step is due ([`due`]) and what it is ([`step`]). After a start all are taken up again,
//! so that a kill delays a step and loses none.

use crate::operations::{endpoints, nat_gateways};
use crate::records::*;
use crate::state::{Estate, Place, State};
use clock::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use wire::prelude::*;

/// How long a NAT gateway or an interface endpoint is made, and how long it goes: AWS takes a minute or two.
const MAKING: Duration = Duration::from_secs(2);
/// What is gone is seen for so long.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html>
const SEEN: Duration = Duration::from_hours(1);

impl State {
    /// Takes up everything that has a step to make.
    pub(crate) fn resume(self: &Arc<Self>) {
        for place in self.places() {
            let ids: Vec<_> = {
                let estate = self.estate(&place);
                let estate = estate.lock();
                let nat = estate.nat_gateways.all().map(|own| own.id.clone());
                let endpoints = estate.endpoints.all().map(|own| own.id.clone());
                let peerings = estate.peerings.all().map(|own| own.id.clone());
                nat.chain(endpoints).chain(peerings).collect()
            };
            for id in &ids {
                self.attend(&place, id);
            }
        }
    }
    /// Sees to it that a resource makes its next step when that is due.
    pub(crate) fn attend(self: &Arc<Self>, place: &Place, id: &str) {
        let estate = self.estate(place);
        let Some(at) = due(&estate.lock(), id) else { return };
        let (place, id) = (place.clone(), id.to_owned());
        self.at(at, format!("ec2: {id} in {}/{}", place.0, place.1), move |state| {
            state.change_unheard(&place, |estate| {
                // It may have changed since: then its step is another event's.
                if due(estate, &id) == Some(at) { step(estate, &id, at) } else { Ok(()) }
            });
            state.attend(&place, &id);
        });
    }
}

/// When the next step of a resource is due.
fn due(estate: &Estate, id: &str) -> Option<Timestamp> {
    if let Some(own) = estate.nat_gateways.find(id) {
        return match own.state {
            NatGatewayState::Pending => Some(own.created + MAKING),
            NatGatewayState::Available => None,
            NatGatewayState::Failed => Some(own.deleted.unwrap_or(own.created + MAKING) + SEEN),
            NatGatewayState::Deleting => Some(own.deleted? + MAKING),
            NatGatewayState::Deleted => Some(own.deleted? + SEEN),
        };
    }
    if let Some(own) = estate.endpoints.find(id) {
        return match own.state {
            EndpointState::Pending => Some(own.created + MAKING),
            EndpointState::Available => None,
            EndpointState::Deleting => Some(own.deleted? + MAKING),
        };
    }
    let own = estate.peerings.find(id)?;
    match own.state {
        PeeringState::PendingAcceptance => Some(own.expires),
        PeeringState::Active => None,
        _ => Some(own.ended? + SEEN),
    }
}

/// Makes the step that is due.
fn step(estate: &mut Estate, id: &str, now: Timestamp) -> Result<()> {
    if let Some(own) = estate.nat_gateways.find(id).cloned() {
        match own.state {
            NatGatewayState::Pending => nat_gateways::finish(estate, &own, now)?,
            NatGatewayState::Deleting => nat_gateways::end(estate, &own)?,
            NatGatewayState::Failed | NatGatewayState::Deleted => {
                nat_gateways::forget(estate, &own)?;
            }
            NatGatewayState::Available => {}
        }
    } else if let Some(own) = estate.endpoints.find(id).cloned() {
        match own.state {
            EndpointState::Pending => {
                estate.endpoints.edit(id, |own| own.state = EndpointState::Available)?;
            }
            EndpointState::Deleting => endpoints::end(estate, &own)?,
            EndpointState::Available => {}
        }
    } else if let Some(own) = estate.peerings.find(id).cloned() {
        if own.state == PeeringState::PendingAcceptance {
            estate.peerings.edit(id, |own| {
                own.state = PeeringState::Expired;
                own.message = "Expired".to_owned();
                own.ended = Some(now);
            })?;
        } else {
            estate.peerings.remove(id);
        }
    }
    Ok(())
}
