//! The network interface of a task: made in the name of the role that is linked to ECS, and gone with the task.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html>

use crate::records::{Interface, Task};
use door::{Call, Caller};
use model_ec2::ops;
use model_ec2::types::{
    AttachNetworkInterfaceInput, CreateNetworkInterfaceInput, DeleteNetworkInterfaceInput,
    DescribeNetworkInterfacesInput, DetachNetworkInterfaceInput, ModifyNetworkInterfaceAttributeInput,
    NetworkInterface,
};
use wire::prelude::*;

/// What the interface is attached to, as EC2 tells it: a machine of ours that the account does not see.
const MACHINE: &str = "i-fargate";

/// Makes the interface of a task, or finds the one that was made before.
pub(super) async fn make(call: &Call, task: &Task) -> Result<Interface> {
    let attachment =
        task.attachments.first().ok_or_else(|| Error::internal("a task without an interface"))?;
    let groups = Some(task.network.security_groups.clone()).filter(|groups| !groups.is_empty());
    let input = CreateNetworkInterfaceInput {
        subnet_id: attachment.subnet_id.clone(),
        groups,
        description: Some(format!(
            "arn:aws:ecs:{}:{}:attachment/{}",
            call.region,
            call.account(),
            attachment.id
        )),
        // The same request again finds the same interface: a server that died in between leaves none behind.
        client_token: Some(task.id.clone()),
        ..CreateNetworkInterfaceInput::default()
    };
    let made = call.call::<ops::CreateNetworkInterface>(input).await?.network_interface;
    let made = made.ok_or_else(|| Error::internal("no interface was made"))?;
    let id = made.network_interface_id.clone().unwrap_or_default();
    if made.attachment.is_none() {
        let input = AttachNetworkInterfaceInput {
            network_interface_id: id.clone(),
            instance_id: MACHINE.to_owned(),
            device_index: 1,
            ..AttachNetworkInterfaceInput::default()
        };
        call.call::<ops::AttachNetworkInterface>(input).await?;
    }
    if task.network.assign_public_ip {
        let input = ModifyNetworkInterfaceAttributeInput {
            network_interface_id: id,
            associate_public_ip_address: Some(true),
            ..ModifyNetworkInterfaceAttributeInput::default()
        };
        // On AWS the interface is made with its public address; here its maker gives it one, in its own name.
        let own = call.acting(Caller::service(super::ECS, call.account()));
        own.call::<ops::ModifyNetworkInterfaceAttribute>(input).await?;
    }
    Ok(shown(made))
}

fn shown(made: NetworkInterface) -> Interface {
    Interface {
        network_interface_id: made.network_interface_id.unwrap_or_default(),
        mac_address: made.mac_address.unwrap_or_default(),
        private_dns_name: made.private_dns_name,
        private_ipv4_address: made.private_ip_address.unwrap_or_default(),
        ipv6_address: made.ipv6_addresses.unwrap_or_default().into_iter().find_map(|own| own.ipv6_address),
        availability_zone: made.availability_zone.unwrap_or_default(),
    }
}

/// Deletes the interface of a task; one that is gone already is deleted.
pub(super) async fn delete(call: &Call, id: &str) -> Result<()> {
    let input = DescribeNetworkInterfacesInput {
        network_interface_ids: Some(vec![id.to_owned()]),
        ..DescribeNetworkInterfacesInput::default()
    };
    let found = match call.call::<ops::DescribeNetworkInterfaces>(input).await {
        Err(error) if error.code() == "InvalidNetworkInterfaceID.NotFound" => return Ok(()),
        found => found?.network_interfaces.unwrap_or_default(),
    };
    let attachments = found.into_iter().filter_map(|own| own.attachment?.attachment_id);
    for attachment_id in attachments {
        let input = DetachNetworkInterfaceInput {
            attachment_id,
            force: Some(true),
            ..DetachNetworkInterfaceInput::default()
        };
        call.call::<ops::DetachNetworkInterface>(input).await?;
    }
    let input = DeleteNetworkInterfaceInput {
        network_interface_id: id.to_owned(),
        ..DeleteNetworkInterfaceInput::default()
    };
    call.call::<ops::DeleteNetworkInterface>(input).await.map(drop)
}
