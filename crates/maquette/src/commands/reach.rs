//! `maquette reach`: a connection's way, hop by hop, and what became of the packet.

use crate::cli::Global;
use crate::client::Client;
use crate::exit::{Failure, Outcome};
use crate::reach::{Packet, Protocol, Told};
use crate::screen::{Paint, Screen};
use clap::Args;
use fabric::{Hop, HopKind, Verdict, Way};
use serde_json::json;
use std::process::ExitCode;

/// Options of `maquette reach`.
#[derive(Args, Debug)]
pub(crate) struct Reach {
    /// Who dials: a network interface (eni-...), a task's id or ARN, a private address, or `internet`
    from: String,
    /// Whom, with a port: an address, a name as the VPC's resolver answers it, an interface, a task
    #[arg(value_name = "TO:PORT")]
    to: String,
    /// What is dialled
    #[arg(long, default_value = "tcp")]
    protocol: Protocol,
}

impl Reach {
    pub(crate) async fn run(self, global: &Global, screen: &Screen) -> Outcome {
        let client = Client::find(global)?;
        let asked = json!({ "from": self.from, "to": self.to, "protocol": self.protocol });
        let answer = client.post("/_maquette/reach", &asked).await?;
        let told: Told = serde_json::from_value(answer.clone())
            .map_err(|error| Failure::failed(format!("the server is of another version: {error}")))?;
        if screen.json {
            screen.json(&answer);
        } else {
            let to = self.to.rsplit_once(':').map_or("", |(host, _)| host);
            show(screen, to, &told);
        }
        let reached = matches!(told.trace.verdict, Verdict::Reachable { .. }) && told.agree != Some(false);
        Ok(if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn show(screen: &Screen, asked: &str, told: &Told) {
    let address = told.to.ip().to_string();
    let name = if asked == address { String::new() } else { format!(" ({asked})") };
    let protocol = match told.protocol {
        Protocol::Tcp => "tcp",
        Protocol::Udp => "udp",
    };
    screen.line(format!("{} to {address}{name}, {protocol} {}", told.from, told.to.port()));
    for hop in &told.trace.hops {
        screen.line(line(screen, hop));
    }
    match &told.trace.verdict {
        Verdict::Reachable { seen_as } => {
            screen.line(format!(
                "{}: {} sees {seen_as}",
                screen.paint(Paint::Good, "reachable"),
                told.to.ip()
            ));
        }
        Verdict::Unreachable { reason, at, mend, .. } => {
            screen.line(format!("{}: {reason} in {at}", screen.paint(Paint::Bad, "unreachable")));
            screen.line(format!("  {} {mend}", screen.paint(Paint::Bold, "mend:")));
        }
    }
    screen.line(format!("and the packet: {}", fate(told)));
    if told.agree == Some(false) {
        screen.line(format!(
            "{} the packet and the prediction differ. One of the two is a mistake of Maquette's: please report this.",
            screen.paint(Paint::Warn, "warning:")
        ));
    }
}

fn line(screen: &Screen, hop: &Hop) -> String {
    let (arrow, mark) = match (hop.way, hop.passes) {
        (Way::There, true) => ("\u{2192}", Paint::Dim),
        (Way::Back, true) => ("\u{2190}", Paint::Dim),
        (_, false) => ("\u{2717}", Paint::Bad),
    };
    let id = if hop.id == fabric::INTERNET { "" } else { &hop.id };
    format!(
        "  {} {:<18}  {}  {}",
        screen.paint(mark, arrow),
        name(hop.kind),
        screen.paint(Paint::Name, format!("{id:<24}")),
        hop.says
    )
}

fn name(kind: HopKind) -> &'static str {
    match kind {
        HopKind::Interface => "network interface",
        HopKind::SecurityGroupOut => "security group out",
        HopKind::AclOut => "network ACL out",
        HopKind::RouteTable => "route table",
        HopKind::NatGateway => "NAT gateway",
        HopKind::InternetGateway => "internet gateway",
        HopKind::Peering => "peering connection",
        HopKind::AclIn => "network ACL in",
        HopKind::SecurityGroupIn => "security group in",
        HopKind::Services => "VPC services",
        HopKind::Internet => "internet",
    }
}

fn fate(told: &Told) -> String {
    match &told.packet {
        Packet::Answered => "answered".to_owned(),
        Packet::Refused => format!("refused, it got there and nobody listens at port {}", told.to.port()),
        Packet::Dropped { reason, at } => format!("dropped by {reason} in {at}"),
        Packet::Silent { error } => format!("neither answered nor dropped ({error})"),
        Packet::NotSent { why } => format!("not sent, {why}"),
    }
}
