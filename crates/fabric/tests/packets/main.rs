//! What reaches what, asked with packets: the cases of `fabric.md`, in namespaces that the test makes and deletes itself.
//!
//! They need to be root; elsewhere they say so and pass.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod house;
mod random;

use fabric::{Entry, Peer, Peering, Permission, Route, Target};
use house::{House, all, deny, everywhere, net, tcp};
use std::io::ErrorKind;
use std::time::Duration;

/// Runs a test in a house of its own, where this host lets us make one.
macro_rules! packets {
    ($($(#[$doc:meta])* $name:ident($house:ident) $body:block)*) => {$(
        $(#[$doc])*
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let Some(mut house) = House::open(stringify!($name)) else { return };
            let $house = &mut house;
            $body
            house.close().await;
        }
    )*};
}

packets! {
    /// fabric.md, 1.
    neighbours_reach_each_other(house) {
        house.build().await;
        house.reaches("a1", "10.0.1.11:80").await;
        assert_eq!(house.reaches("p1", "10.0.1.10:80").await, "10.0.2.10");
        // ACLs stand at a subnet's border, not inside.
        house.network.acls[0].ingress = vec![];
        house.network.acls[0].egress = vec![];
        house.lay().await;
        house.reaches("a1", "10.0.1.11:80").await;
        assert_eq!(house.refused("p1", "10.0.1.10:80").await, "acl-out acl-1 *");
    }

    /// fabric.md, 2 and 4.
    the_internet_sees_the_public_address(house) {
        house.build().await;
        assert_eq!(house.reaches("a1", "198.51.100.10:80").await, "203.0.113.10", "its own address");
        assert_eq!(house.reaches("p1", "198.51.100.10:80").await, "203.0.113.200", "the NAT gateway's");
        assert_eq!(house.refused("a2", "198.51.100.10:80").await, "no-public-address");
        assert_eq!(house.reaches("p1", "203.0.113.10:80").await, "203.0.113.200");
    }

    /// fabric.md, 3.
    the_internet_reaches_public_addresses_only(house) {
        house.build().await;
        assert_eq!(house.reaches("internet", "203.0.113.10:80").await, "198.51.100.10");
        assert_eq!(house.refused("internet", "10.0.2.10:80").await, "no-such-host");
        house.silent("internet", "203.0.113.200:80").await;
    }

    /// fabric.md, 5.
    equal_addresses_in_two_vpcs_do_not_meet(house) {
        house.build().await;
        let mut other = house.network.clone();
        other.id = "vpc-2".to_owned();
        other.subnets.retain(|subnet| subnet.id == "subnet-1");
        other.interfaces.retain(|interface| interface.id == "eni-a1");
        for interface in &mut other.interfaces {
            interface.id = "eni-b1".to_owned();
            interface.public = vec![("10.0.1.10".parse().unwrap(), "203.0.113.77".parse().unwrap())];
        }
        for table in &mut other.route_tables {
            table.routes.retain(|route| route.target == Target::InternetGateway);
        }
        house.fabric.lay(other).await.unwrap();
        house.listen("b1", "10.0.1.10:80");
        assert_eq!(house.reaches("a1", "203.0.113.77:80").await, "203.0.113.10");
        assert_eq!(house.reaches("b1", "203.0.113.10:80").await, "203.0.113.77");
        assert_eq!(house.reaches("b1", "198.51.100.10:80").await, "203.0.113.77");
    }

    /// fabric.md, 5: a peering connection needs a route on both sides.
    peering_needs_both_routes(house) {
        house.build().await;
        let mut other = house.network.clone();
        other.id = "vpc-2".to_owned();
        other.cidrs = vec!["10.9.0.0/16".parse().unwrap()];
        other.subnets.retain(|subnet| subnet.id == "subnet-1");
        other.subnets[0].cidr = "10.9.1.0/24".parse().unwrap();
        other.interfaces.retain(|interface| interface.id == "eni-a1");
        other.interfaces[0].id = "eni-b1".to_owned();
        other.interfaces[0].address = "10.9.1.10".parse().unwrap();
        other.interfaces[0].public.clear();
        other.internet_gateway = false;
        let peering = |other: &str| Peering { id: "pcx-1".to_owned(), other: other.to_owned() };
        let over = Target::Peering("pcx-1".to_owned());
        other.peerings = vec![peering("vpc-1")];
        house.network.peerings = vec![peering("vpc-2")];
        house.network.route_tables[0].routes.push(Route { destination: net("10.9.0.0/16"), target: over.clone() });
        house.lay().await;
        other.route_tables.iter_mut().for_each(|table| table.routes.clear());
        house.fabric.lay(other.clone()).await.unwrap();
        house.listen("b1", "10.9.1.10:80");
        assert_eq!(house.refused("a1", "10.9.1.10:80").await, "no-route", "the answer finds no way back");
        other.route_tables[0].routes = vec![Route { destination: net("10.0.0.0/16"), target: over }];
        house.fabric.lay(other).await.unwrap();
        assert_eq!(house.reaches("a1", "10.9.1.10:80").await, "10.0.1.10");
    }

    /// fabric.md, 6.
    the_longest_prefix_wins(house) {
        house.build().await;
        let dead = |to: &str| Route { destination: net(to), target: Target::Blackhole };
        house.network.route_tables[0].routes.push(dead("198.51.100.0/24"));
        house.lay().await;
        assert_eq!(house.refused("a1", "198.51.100.10:80").await, "no-route");
        let live = Route { destination: net("198.51.100.10/32"), target: Target::InternetGateway };
        house.network.route_tables[0].routes.push(live);
        house.lay().await;
        house.reaches("a1", "198.51.100.10:80").await;
        house.network.route_tables[0].routes.push(dead("10.0.2.0/24"));
        house.lay().await;
        assert_eq!(house.refused("a1", "10.0.2.10:80").await, "no-route", "it beats the local route");
        house.network.route_tables[1].routes.clear();
        house.lay().await;
        assert_eq!(house.refused("p1", "198.51.100.10:80").await, "no-route");
    }

    /// A route that is taken away leaves the ones beside it: what it was for is dropped again, and told.
    a_route_taken_away_is_gone(house) {
        house.build().await;
        for _ in 0..2 {
            let before = house.network.clone();
            house.reaches("p1", "198.51.100.10:80").await;
            house.network.route_tables[1].routes = vec![Route { destination: everywhere(), target: Target::Blackhole }];
            house.lay().await;
            assert_eq!(house.refused("p1", "198.51.100.10:80").await, "no-route");
            house.network.internet_gateway = false;
            house.lay().await;
            assert_eq!(house.refused("a1", "198.51.100.10:80").await, "no-route");
            house.network = before;
            house.lay().await;
        }
    }

    /// A route table applies to what leaves its subnets: "the rules do not apply" to what stays inside.
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html>
    routes_do_not_apply_within_a_subnet(house) {
        house.build().await;
        house.network.route_tables[0].routes.push(Route { destination: net("10.0.1.0/24"), target: Target::Blackhole });
        house.network.route_tables[1].routes.push(Route { destination: net("10.0.1.0/24"), target: Target::Blackhole });
        house.lay().await;
        assert_eq!(house.reaches("a1", "10.0.1.11:80").await, "10.0.1.10");
        assert_eq!(house.refused("p1", "10.0.1.11:80").await, "no-route", "into it from another one they do");
        house.network.route_tables[0].routes.pop();
        house.lay().await;
        house.reaches("a1", "10.0.1.11:80").await;
    }

    /// A NAT gateway passes on only answers: what it drops is told, as is what asks a VPC's own addresses for nothing.
    what_nobody_asked_for_is_told(house) {
        house.build().await;
        assert_eq!(house.refused("internet", "203.0.113.200:80").await, "unsolicited");
        assert_eq!(house.refused("a1", "10.0.1.200:80").await, "unsolicited");
        assert_eq!(house.refused("a1", "10.0.1.1:80").await, "no-service");
        assert_eq!(house.refused("a1", "169.254.169.254:8080").await, "no-service");
        // An answer that takes another way than its question finds nobody who remembers.
        house.network.subnets[0].route_table = "rtb-private".to_owned();
        house.interface("nat").subnet = "subnet-2".to_owned();
        house.interface("nat").address = "10.0.2.200".parse().unwrap();
        house.interface("nat").public.clear();
        house.lay().await;
        assert_eq!(house.refused("internet", "203.0.113.10:80").await, "unsolicited");
    }

    /// An interface speaks from its primary address, whichever is the lowest; the others answer.
    the_primary_address_speaks(house) {
        house.interface("a1").secondary = vec!["10.0.1.5".parse().unwrap(), "10.0.1.50".parse().unwrap()];
        house.build().await;
        assert_eq!(house.reaches("a1", "198.51.100.10:80").await, "203.0.113.10");
        assert_eq!(house.reaches("a1", "10.0.1.11:80").await, "10.0.1.10");
        for address in ["10.0.1.5:80", "10.0.1.50:80", "10.0.1.10:80"] {
            assert_eq!(house.reaches("p1", address).await, "10.0.2.10");
        }
    }

    /// A program's connection from inside, and what stopped it.
    dialling_tells_the_drop(house) {
        house.build().await;
        let dial = async |from: &str, to: &str| {
            let dialled = house.fabric.dial(from, to.parse().unwrap(), Duration::from_secs(2)).await;
            dialled.map(drop).map_err(|undialled| (undialled.drop.map(|drop| drop.reason), undialled.error.kind()))
        };
        assert_eq!(dial("eni-p1", "198.51.100.10:80").await, Ok(()));
        assert_eq!(dial("eni-p1", "198.51.100.10:81").await, Err((None, ErrorKind::ConnectionRefused)));
        let told = Err((Some("no-public-address".to_owned()), ErrorKind::TimedOut));
        assert_eq!(dial("eni-a2", "198.51.100.10:80").await, told);
        assert_eq!(dial("eni-gone", "198.51.100.10:80").await, Err((None, ErrorKind::Other)));
    }

    /// fabric.md, 7: the mistake of interval-processing (IM1).
    a_nat_gateway_under_its_own_route_table_loops(house) {
        house.build().await;
        house.reaches("p1", "198.51.100.10:80").await;
        for subnet in &mut house.network.subnets {
            subnet.route_table = "rtb-private".to_owned();
        }
        house.lay().await;
        assert_eq!(house.refused("p1", "198.51.100.10:80").await, "route-loop");
    }

    /// fabric.md, 8.
    a_group_admits_its_members(house) {
        house.build().await;
        house.network.groups[1].ingress =
            vec![Permission { traffic: tcp(80, 80), peer: Peer::Group("sg-web".to_owned()) }];
        house.lay().await;
        house.reaches("a1", "10.0.2.10:80").await;
        assert_eq!(house.refused("p2", "10.0.2.10:80").await, "sg-in", "a peer without a rule for itself");
        house.interface("p2").groups.push("sg-web".to_owned());
        house.lay().await;
        house.reaches("p2", "10.0.2.10:80").await;
        house.interface("p2").groups.pop();
        house.lay().await;
        assert_eq!(house.refused("p2", "10.0.2.10:80").await, "sg-in");
    }

    /// Security groups ask about the way out too.
    a_group_without_egress_lets_nothing_out(house) {
        house.build().await;
        house.network.groups[0].egress = vec![Permission { traffic: tcp(443, 443), peer: Peer::Net(everywhere()) }];
        house.lay().await;
        assert_eq!(house.refused("a1", "198.51.100.10:80").await, "sg-out");
        // What came in may answer.
        assert_eq!(house.reaches("internet", "203.0.113.10:80").await, "198.51.100.10");
    }

    /// fabric.md, 9: what goes is gone at once where AWS says so.
    a_public_address_taken_away_is_gone(house) {
        house.build().await;
        house.reaches("a1", "198.51.100.10:80").await;
        house.interface("a1").public.clear();
        house.lay().await;
        assert_eq!(house.refused("a1", "198.51.100.10:80").await, "no-public-address");
    }

    /// fabric.md, 10: network ACLs remember nothing.
    an_acl_without_ephemeral_ports_stops_answers(house) {
        house.build().await;
        house.network.acls[0].ingress = vec![Entry { number: 100, allow: true, traffic: tcp(80, 80), cidr: everywhere() }];
        house.lay().await;
        assert_eq!(house.refused("a1", "198.51.100.10:80").await, "acl-in acl-1 *", "the answer's port is not open");
        assert_eq!(house.reaches("internet", "203.0.113.10:80").await, "198.51.100.10");
        house.network.acls[0].ingress = vec![deny(90, tcp(80, 80)), all(100)];
        house.lay().await;
        assert_eq!(house.refused("internet", "203.0.113.10:80").await, "acl-in acl-1 90");
    }

    /// fabric.md, 11: interfaces without a group, addresses that nobody has.
    what_has_no_group_gets_nothing(house) {
        house.build().await;
        house.interface("p1").groups.clear();
        house.lay().await;
        assert_eq!(house.refused("p1", "10.0.1.10:80").await, "no-group");
        assert_eq!(house.refused("a1", "10.0.2.10:80").await, "no-group");
        assert_eq!(house.refused("a1", "10.0.1.99:80").await, "no-route");
        house.silent("a1", "10.0.1.1:80").await;
    }

    /// A server outside AWS that admits one source address (interval-processing, I3).
    a_firewall_outside_sees_the_gateways_address(house) {
        house.build().await;
        house.reaches("p1", "198.51.100.20:80").await;
        assert_eq!(house.refused("a1", "198.51.100.20:80").await, "not-admitted partner.example");
    }

    /// Names are answered at VPC+2 and at the address that is the same everywhere, unless the VPC switched that off.
    names_are_answered(house) {
        house.build().await;
        for resolver in ["10.0.0.2:53", "169.254.169.253:53"] {
            assert_eq!(house.asks("p1", resolver, "sqs.us-east-1.amazonaws.com").await, ["198.51.100.10"]);
            assert_eq!(house.asks("p1", resolver, "partner.example").await, ["198.51.100.20"]);
        }
        house.interface("p1").groups.clear();
        house.lay().await;
        assert_eq!(house.asks("p1", "10.0.0.2:53", "ip-10-0-1-10.ec2.internal").await, ["10.0.1.10"], "groups are not asked");
        house.network.dns = false;
        house.lay().await;
        house.silent("p1", "10.0.0.2:53").await;
    }

    /// A server that comes back takes over what is there and deletes what is not wanted any more.
    another_server_takes_over(house) {
        house.build().await;
        house.reaches("p1", "198.51.100.10:80").await;
        house.die().await;
        house.network.interfaces.retain(|interface| interface.id != "eni-a2");
        house.restore().await;
        house.reaches("p1", "198.51.100.10:80").await;
        assert!(!house.fabric.namespace("eni-a2").exists());
    }

    /// A server that was killed in the middle had written down what it had not made yet.
    another_server_finishes_what_was_begun(house) {
        house.build().await;
        house.die().await;
        house.unmake("eni-p2");
        house.unmake("eni-nat");
        house.restore().await;
        house.reaches("p1", "198.51.100.10:80").await;
        house.listen("p2", "10.0.2.11:80");
        house.reaches("p1", "10.0.2.11:80").await;
    }

    /// One that was killed between the making of a device and its coming up left it down.
    another_server_brings_up_what_was_left_down(house) {
        house.build().await;
        house.die().await;
        house.bring_down("eni-p1", "eth0");
        house.restore().await;
        house.reaches("p1", "198.51.100.10:80").await;
    }

    /// A thousand rules are a lookup like one; and they go through in one piece.
    a_thousand_rules(house) {
        house.build().await;
        let many = |from: u16| {
            let rule = move |i: u16| Permission {
                traffic: tcp(from + 2 * i, from + 2 * i),
                peer: Peer::Net(net(&format!("192.0.{}.0/24", i % 200))),
            };
            (0..1_000).map(rule)
        };
        house.network.groups[0].ingress.extend(many(1_000));
        house.lay().await;
        house.reaches("internet", "203.0.113.10:80").await;
        house.network.groups[0].ingress.truncate(1);
        house.lay().await;
        house.reaches("internet", "203.0.113.10:80").await;
    }

    /// Nothing is left when the last VPC is gone.
    everything_goes(house) {
        house.build().await;
        house.fabric.lift("vpc-1").await.unwrap();
        assert!(!house.fabric.namespace("vpc-1").exists());
        assert!(!house.fabric.namespace("eni-a1").exists());
        house.fabric.clear().await.unwrap();
        assert!(!house.fabric.namespace("internet").exists());
    }
}
