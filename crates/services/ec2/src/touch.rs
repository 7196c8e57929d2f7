//! What operations touch, for IAM: the resources that their parameters name, and those that they make.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html>

use crate::Ec2;
use crate::ids::is_id;
use crate::records::AssociationTarget;
use crate::state::{Estate, place};
use door::{Call, ResourceFacts, Touch};
use policy::{KeyName, Policy, keys};
use serde_json::Value;
use std::sync::{Arc, OnceLock};
use wire::shape::Structure;

/// What ids begin with, and the type in their ARNs.
const TYPES: &[(&str, &str)] = &[
    ("vpc", "vpc"),
    ("subnet", "subnet"),
    ("rtb", "route-table"),
    ("igw", "internet-gateway"),
    ("eigw", "egress-only-internet-gateway"),
    ("sg", "security-group"),
    ("sgr", "security-group-rule"),
    ("acl", "network-acl"),
    ("eni", "network-interface"),
    ("eipalloc", "elastic-ip"),
    ("nat", "natgateway"),
    ("vpce", "vpc-endpoint"),
    ("pcx", "vpc-peering-connection"),
    ("pl", "prefix-list"),
    ("dopt", "dhcp-options"),
    ("fl", "vpc-flow-log"),
];

/// The type of an id.
pub(crate) fn type_of(id: &str) -> Option<&'static str> {
    TYPES.iter().find(|(prefix, _)| is_id(id, prefix)).map(|(_, kind)| *kind)
}

/// Operations on routes touch their table, whatever the route leads to.
pub(crate) fn table(call: &Call, table: &str) -> Touch {
    Touch::on(call.arn("ec2", &format!("route-table/{table}")))
}

impl Ec2 {
    /// What a request touches: a new resource of a type (empty for none), and what its own parameters name.
    pub(crate) fn touch(&self, call: &Call, input: &dyn Structure, makes: &str) -> Touch {
        let input = wire::view::to_json(input);
        let mut named = Vec::new();
        for value in input.as_object().into_iter().flat_map(|members| members.values()) {
            match value {
                Value::String(text) => named.push(text.clone()),
                Value::Array(items) => {
                    named.extend(items.iter().filter_map(|i| i.as_str().map(str::to_owned)));
                }
                _ => {}
            }
        }
        let mut resources: Vec<_> =
            (!makes.is_empty()).then(|| call.arn("ec2", &format!("{makes}/*"))).into_iter().collect();
        for id in named {
            let known = type_of(&id).map(|kind| vec![(kind, id.clone())]);
            for (kind, id) in known.unwrap_or_else(|| self.behind(call, &id)) {
                resources.push(call.arn("ec2", &format!("{kind}/{id}")));
            }
        }
        if resources.is_empty() {
            resources.push("*".to_owned());
        }
        let mut touch = Touch { resources, ..Touch::default() };
        add_tags(&mut touch, &input);
        touch
    }
    /// The resources behind an association's id or a public address.
    fn behind(&self, call: &Call, id: &str) -> Vec<(&'static str, String)> {
        let estate = self.state.estate(&place(call));
        behind(&estate.lock(), id)
    }

    /// What is known of a resource when somebody's access to it is decided.
    pub(crate) fn resource_facts(&self, arn: &str) -> Option<ResourceFacts> {
        let arn = policy::arn::Arn::parse(arn).filter(|arn| arn.service == "ec2")?;
        let (kind, id) = arn.resource.split_once('/')?;
        let estate = self.state.known(&(arn.account.to_owned(), arn.region.to_owned()))?;
        let estate = estate.lock();
        let mut facts = ResourceFacts { policy: trusted(), ..ResourceFacts::default() };
        let key = |name: &'static str| KeyName::of(name);
        facts.context.set(key("ec2:Region"), arn.region);
        let arn_of = |kind: &str, id: &str| crate::show::arn(&estate, kind, id);
        if let Some((_, tags)) = estate.tagged(id) {
            facts.tags = tags.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
            for (name, value) in tags {
                facts.context.set(KeyName::new(&format!("ec2:ResourceTag/{name}")), value);
            }
        }
        let (mut vpc, mut subnet) = (None, None);
        match kind {
            "vpc" => {
                facts.context.set(key("ec2:VpcID"), id);
                let tenancy = estate.vpcs.find(id).map(|vpc| vpc.tenancy.clone());
                if let Some(tenancy) = tenancy {
                    facts.context.set(key("ec2:Tenancy"), tenancy);
                }
            }
            "subnet" => {
                facts.context.set(key("ec2:SubnetID"), id);
                if let Some(own) = estate.subnets.find(id) {
                    facts.context.set(key("ec2:AvailabilityZone"), &own.zone);
                    vpc = Some(own.vpc_id.clone());
                }
            }
            "network-interface" => {
                facts.context.set(key("ec2:NetworkInterfaceID"), id);
                if let Some(own) = estate.interfaces.find(id) {
                    facts.context.set(key("ec2:AvailabilityZone"), &own.zone);
                    (vpc, subnet) = (Some(own.vpc_id.clone()), Some(own.subnet_id.clone()));
                }
            }
            "security-group" => {
                facts.context.set(key("ec2:SecurityGroupID"), id);
                vpc = estate.security_groups.find(id).map(|own| own.vpc_id.clone());
            }
            "route-table" => {
                facts.context.set(key("ec2:RouteTableID"), id);
                vpc = estate.route_tables.find(id).map(|own| own.vpc_id.clone());
            }
            "network-acl" => {
                facts.context.set(key("ec2:NetworkAclID"), id);
                vpc = estate.network_acls.find(id).map(|own| own.vpc_id.clone());
            }
            "internet-gateway" => facts.context.set(key("ec2:InternetGatewayID"), id),
            "elastic-ip" => {
                facts.context.set(key("ec2:AllocationId"), id);
                if let Some(own) = estate.addresses.find(id) {
                    facts.context.set(key("ec2:PublicIpAddress"), own.public_ip.to_string());
                }
            }
            "vpc-peering-connection" => {
                facts.context.set(key("ec2:VpcPeeringConnectionID"), id);
                if let Some(own) = estate.peerings.find(id) {
                    for (name, side) in
                        [("ec2:AccepterVpc", &own.accepter), ("ec2:RequesterVpc", &own.requester)]
                    {
                        let arn = format!("arn:aws:ec2:{}:{}:vpc/{}", side.region, side.account, side.vpc_id);
                        facts.context.set(key(name), arn);
                    }
                }
            }
            _ => {}
        }
        if let Some(id) = vpc {
            facts.context.set(key("ec2:Vpc"), arn_of("vpc", &id));
        }
        if let Some(id) = subnet {
            facts.context.set(key("ec2:Subnet"), arn_of("subnet", &id));
        }
        Some(facts)
    }
}

/// AWS's own services that put network interfaces into the subnets of their customers. On AWS that is between them and
/// EC2; nobody outside of the house is ever such a principal.
fn trusted() -> Option<Arc<Policy>> {
    static POLICY: OnceLock<Option<Arc<Policy>>> = OnceLock::new();
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*NetworkInterface*","Resource":"*",
        "Principal":{"Service":["ecs.amazonaws.com","elasticloadbalancing.amazonaws.com","rds.amazonaws.com",
        "elasticache.amazonaws.com","lambda.amazonaws.com"]}}}"#;
    POLICY.get_or_init(|| Policy::parse(text).ok().map(Arc::new)).clone()
}

fn behind(estate: &Estate, id: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if id.starts_with("rtbassoc-") {
        for table in estate.route_tables.all() {
            for own in table.associations.iter().filter(|own| own.id == id) {
                found.push(("route-table", table.id.clone()));
                match &own.target {
                    AssociationTarget::Main => {}
                    AssociationTarget::Subnet(id) => found.push(("subnet", id.clone())),
                    AssociationTarget::Gateway(id) => found.push(("internet-gateway", id.clone())),
                }
            }
        }
    } else if id.starts_with("aclassoc-") {
        for acl in estate.network_acls.all() {
            for own in acl.associations.iter().filter(|own| own.id == id) {
                found.push(("network-acl", acl.id.clone()));
                found.push(("subnet", own.subnet_id.clone()));
            }
        }
    } else if id.starts_with("vpc-cidr-assoc-") {
        let has = |vpc: &&Arc<crate::records::Vpc>| {
            vpc.cidrs.iter().any(|own| own.id == id) || vpc.ipv6.iter().any(|own| own.id == id)
        };
        found.extend(estate.vpcs.all().find(has).map(|vpc| ("vpc", vpc.id.clone())));
    } else if id.starts_with("subnet-cidr-assoc-") {
        let own = estate.subnets.all().find(|subnet| subnet.ipv6.iter().any(|own| own.id == id));
        found.extend(own.map(|subnet| ("subnet", subnet.id.clone())));
    } else if id.starts_with("eipassoc-") || id.parse::<std::net::Ipv4Addr>().is_ok() {
        let is = |own: &&Arc<crate::records::Address>| {
            own.association.as_ref().is_some_and(|a| a.id == id) || own.public_ip.to_string() == id
        };
        if let Some(own) = estate.addresses.all().find(is) {
            found.push(("elastic-ip", own.id.clone()));
            found.extend(own.association.iter().map(|a| ("network-interface", a.interface_id.clone())));
        }
    } else if id.starts_with("eni-attach-") || id.starts_with("ela-attach-") {
        let is = |own: &&Arc<crate::records::NetworkInterface>| {
            own.attachment.as_ref().is_some_and(|attachment| attachment.id == id)
        };
        found.extend(estate.interfaces.all().find(is).map(|own| ("network-interface", own.id.clone())));
    }
    found
}

/// `aws:RequestTag/...` and `aws:TagKeys` of what a request would tag.
fn add_tags(touch: &mut Touch, input: &Value) {
    let specifications = input.get("TagSpecifications").and_then(Value::as_array).into_iter().flatten();
    let tags: Vec<_> = specifications
        .filter_map(|given| given.get("Tags").and_then(Value::as_array))
        .flatten()
        .filter_map(|tag| Some((tag.get("Key")?.as_str()?, tag.get("Value").and_then(Value::as_str)?)))
        .collect();
    for (key, value) in &tags {
        touch.context.set(keys::request_tag(key), *value);
    }
    if !tags.is_empty() {
        touch.context.set_many(keys::TAG_KEYS, tags.iter().map(|(key, _)| (*key).to_owned()));
    }
}
