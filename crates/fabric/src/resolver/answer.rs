//! What the resolver knows, without a socket: from the bytes of a question to those of the answer.
//!
//! In the order in which AWS's resolver looks: the VPC's own names (private zones, private names of endpoints, names of
//! interfaces), AWS's public names, the world outside. What nobody has does not exist.
//! <https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html>

use crate::compile::Internet;
use crate::network::Network;
use hickory_proto::op::{Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, PTR};
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType};
use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

/// Seconds for which an answer may be kept: AWS's own for names of interfaces.
const TTL: u32 = 60;
/// Ends of names that lead to AWS's public endpoints.
const AWS: [&str; 4] = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".on.aws"];

/// Answers a question of at least a header; nothing for what is no question. An answer longer than `limit` bytes is cut
/// and says so.
pub(super) fn answer(
    network: &Network,
    internet: &Internet,
    question: &[u8],
    limit: usize,
) -> Option<Vec<u8>> {
    let asked = match Message::from_vec(question) {
        Ok(message) if message.metadata.message_type == MessageType::Query => message,
        Ok(_) => return None,
        Err(_) => {
            let id = u16::from_be_bytes(question.get(..2)?.try_into().ok()?);
            return Message::error_msg(id, OpCode::Query, ResponseCode::FormErr).to_vec().ok();
        }
    };
    let mut reply = Message::response(asked.metadata.id, asked.metadata.op_code);
    reply.metadata.recursion_desired = asked.metadata.recursion_desired;
    reply.metadata.recursion_available = true;
    reply.add_queries(asked.queries.iter().cloned());
    match asked.queries.as_slice() {
        [query] if asked.metadata.op_code == OpCode::Query && query.query_class() == DNSClass::IN => {
            match find(network, internet, query) {
                Some(found) => drop(reply.add_answers(found)),
                None => reply.metadata.response_code = ResponseCode::NXDomain,
            }
        }
        _ => reply.metadata.response_code = ResponseCode::NotImp,
    }
    let bytes = reply.to_vec().ok()?;
    let room = limit.max(asked.max_payload().into());
    if bytes.len() <= room { Some(bytes) } else { reply.truncate().to_vec().ok() }
}

/// The records of a name; none where the name exists without such a record, nothing where it does not exist.
fn find(network: &Network, internet: &Internet, query: &Query) -> Option<Vec<Record>> {
    let name = query.name();
    if let Ok(net) = name.parse_arpa_name() {
        return pointer(network, net.addr(), query);
    }
    let text = name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
    let addresses = addresses(network, internet, &text)?;
    let record = |address: &IpAddr| match (address, query.query_type()) {
        (IpAddr::V4(v4), RecordType::A) => Some(RData::A(A(*v4))),
        (IpAddr::V6(v6), RecordType::AAAA) => Some(RData::AAAA(AAAA(*v6))),
        _ => None,
    };
    let records = addresses.iter().filter_map(record);
    Some(records.map(|data| Record::from_rdata(name.clone(), TTL, data)).collect())
}

pub(super) fn addresses(network: &Network, internet: &Internet, name: &str) -> Option<Vec<IpAddr>> {
    if let Some(addresses) = network.names.get(name) {
        return Some(addresses.clone());
    }
    if let Some(address) = private_name(name) {
        let ours = network.cidrs.iter().any(|cidr| cidr.contains(&address));
        return ours.then(|| vec![IpAddr::V4(address)]);
    }
    if let Some(public) = public_name(name) {
        // Inside the VPC a public name means the private address behind it.
        let all = network.interfaces.iter().flat_map(|interface| &interface.public);
        let private = all.filter(|(_, ours)| *ours == public).map(|(private, _)| *private).next();
        return Some(vec![IpAddr::V4(private.unwrap_or(public))]);
    }
    if let Some(host) = internet.hosts.iter().find(|host| host.name == name) {
        return Some(vec![IpAddr::V4(host.address)]);
    }
    AWS.iter().any(|end| name.ends_with(end)).then(|| vec![IpAddr::V4(internet.aws)])
}

/// `ip-10-0-1-10.ec2.internal`, `ip-10-0-1-10.eu-west-1.compute.internal`.
fn private_name(name: &str) -> Option<Ipv4Addr> {
    let (host, domain) = name.split_once('.')?;
    let regional = domain.split_once('.').is_some_and(|(_, rest)| rest == "compute.internal");
    (domain == "ec2.internal" || regional).then(|| dashed(host.strip_prefix("ip-")?))?
}

/// `ec2-203-0-113-10.compute-1.amazonaws.com`, `ec2-203-0-113-10.eu-west-1.compute.amazonaws.com`.
fn public_name(name: &str) -> Option<Ipv4Addr> {
    let (host, domain) = name.split_once('.')?;
    let regional = domain.split_once('.').is_some_and(|(_, rest)| rest == "compute.amazonaws.com");
    (domain == "compute-1.amazonaws.com" || regional).then(|| dashed(host.strip_prefix("ec2-")?))?
}

fn dashed(text: &str) -> Option<Ipv4Addr> {
    text.replace('-', ".").parse().ok()
}

fn pointer(network: &Network, address: IpAddr, query: &Query) -> Option<Vec<Record>> {
    let IpAddr::V4(v4) = address else { return None };
    let ours = network.interfaces.iter().any(|interface| interface.addresses().any(|own| own == v4));
    if !ours {
        return None;
    }
    if query.query_type() != RecordType::PTR {
        return Some(Vec::new());
    }
    let name = format!("ip-{}.{}.", v4.to_string().replace('.', "-"), network.domain);
    let name = Name::from_str(&name).ok()?;
    Some(vec![Record::from_rdata(query.name().clone(), TTL, RData::PTR(PTR(name)))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::OutsideHost;
    use proptest::prelude::*;

    fn network() -> Network {
        Network {
            cidrs: vec!["10.0.0.0/16".parse().unwrap_or_default()],
            domain: "ec2.internal".to_owned(),
            names: [("db.corp".to_owned(), vec![IpAddr::from([10, 0, 9, 9])])].into(),
            ..Network::default()
        }
    }

    fn internet() -> Internet {
        let host = OutsideHost {
            name: "partner.example".to_owned(),
            address: Ipv4Addr::new(198, 51, 100, 20),
            admits: Vec::new(),
        };
        Internet { aws: Ipv4Addr::new(198, 51, 100, 1), hosts: vec![host] }
    }

    fn ask(name: &str, kind: RecordType) -> (ResponseCode, Vec<String>) {
        let mut question = Message::query();
        question.add_query(Query::query(Name::from_str(name).unwrap_or_default(), kind));
        let bytes = question.to_vec().unwrap_or_default();
        let bytes = answer(&network(), &internet(), &bytes, 512).unwrap_or_default();
        let reply = Message::from_vec(&bytes).unwrap_or_else(|_| Message::query());
        (reply.metadata.response_code, reply.answers.iter().map(|record| record.data.to_string()).collect())
    }

    #[test]
    fn names() {
        use ResponseCode::{NXDomain, NoError};
        for (name, kind, code, answers) in [
            ("sqs.us-east-1.amazonaws.com.", RecordType::A, NoError, &["198.51.100.1"][..]),
            ("sqs.us-east-1.amazonaws.com.", RecordType::AAAA, NoError, &[]),
            ("my.dotted.bucket.s3.amazonaws.com.", RecordType::A, NoError, &["198.51.100.1"]),
            ("PARTNER.example.", RecordType::A, NoError, &["198.51.100.20"]),
            ("db.corp.", RecordType::A, NoError, &["10.0.9.9"]),
            ("ip-10-0-1-10.ec2.internal.", RecordType::A, NoError, &["10.0.1.10"]),
            ("ip-10-9-1-10.ec2.internal.", RecordType::A, NXDomain, &[]),
            ("ec2-203-0-113-10.compute-1.amazonaws.com.", RecordType::A, NoError, &["203.0.113.10"]),
            ("example.com.", RecordType::A, NXDomain, &[]),
            ("9.9.0.10.in-addr.arpa.", RecordType::PTR, NXDomain, &[]),
        ] {
            assert_eq!(ask(name, kind), (code, answers.iter().map(ToString::to_string).collect()), "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            answer(&network(), &internet(), &bytes, 512);
        }
    }
}
