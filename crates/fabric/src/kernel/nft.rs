//! Writes a table in one transaction, so that no packet ever meets half of a change.

use crate::ruleset::diff::{Step, steps};
use crate::ruleset::{self, Action, At, Data, Element, Field, Match, Part, Value};
use ipnet::IpNet;
use nlink::netlink::nftables::{
    BaseChain, Chain, ChainName, CmpOp, CtKey, CtState, Expr, Family, FilterHook, LogExpr, LookupExpr,
    MetaKey, NatHook, NatStatement, PayloadBase, PayloadCsum, Policy, Priority, Register, Rule, Set,
    SetDataType, SetElement, SetKeyType, Transaction, Verdict,
};
use nlink::netlink::{Connection, Nftables};
use std::collections::HashMap;
use std::net::IpAddr;

/// The one table of a namespace.
const TABLE: &str = "maquette";
/// Dropped packets are told to this group of the kernel's packet log.
pub(crate) const DROPS: u16 = 5;
/// Bytes of a dropped packet that are told: its headers.
const SNAPLEN: u32 = 128;
/// Elements that go into one message.
const MESSAGE: usize = 200;

type Devices = HashMap<String, u32>;

pub(super) async fn converge(
    tables: &Connection<Nftables>,
    devices: &Devices,
    old: Option<&ruleset::Table>,
    new: &ruleset::Table,
) -> nlink::Result<()> {
    let mut transaction = tables.transaction();
    let nothing = ruleset::Table::default();
    let changes = old.and_then(|old| steps(old, new));
    let empty = changes.is_none() || old == Some(&nothing);
    if changes.is_none() && tables.list_tables_in(Family::Inet).await?.iter().any(|table| table.name == TABLE)
    {
        transaction = transaction.del_table(TABLE, Family::Inet);
    }
    let steps = changes.unwrap_or_else(|| steps(&nothing, new).unwrap_or_default());
    if steps.is_empty() && empty {
        return transaction.commit(tables).await;
    }
    if empty {
        transaction = transaction.add_table(TABLE, Family::Inet);
    }
    for step in steps {
        transaction = write(transaction, step, devices)?;
    }
    transaction.commit(tables).await
}

fn write(transaction: Transaction, step: Step<'_>, devices: &Devices) -> nlink::Result<Transaction> {
    Ok(match step {
        Step::AddSet(name, set) => transaction.add_set(declare(name, set)),
        Step::AddChain(name, chain) => transaction.add_chain(hang(name, chain)?),
        Step::Flush(name) => transaction.flush_chain(TABLE, name, Family::Inet),
        Step::AddRule(name, rule) => transaction.add_rule(write_rule(name, rule, devices)?),
        Step::AddElements(name, set, elements) => {
            let declared = declare(name, set);
            let elements = write_elements(set, elements, devices)?;
            elements
                .chunks(MESSAGE)
                .fold(transaction, |transaction, some| transaction.add_set_elements(&declared, some))
        }
        Step::DeleteElements(name, set, elements) => {
            let declared = declare(name, set);
            let elements = write_elements(set, elements, devices)?;
            elements
                .chunks(MESSAGE)
                .fold(transaction, |transaction, some| transaction.del_set_elements(&declared, some))
        }
        Step::DeleteChain(name) => transaction.del_chain(TABLE, name, Family::Inet),
        Step::DeleteSet(name) => transaction.del_set(TABLE, name, Family::Inet),
    })
}

fn declare(name: &str, set: &ruleset::Set) -> Set {
    let key = match set.key.as_slice() {
        [field] => key_type(*field),
        fields => SetKeyType::Concat(fields.iter().map(|field| key_type(*field)).collect()),
    };
    let declared = Set::new(TABLE, name).family(Family::Inet).key_type(key);
    let declared = if set.ranges { declared.interval() } else { declared };
    match set.data {
        Data::None => declared,
        Data::Verdict => declared.vmap(),
        Data::Mark => declared.map(SetDataType::Value(SetKeyType::Mark)),
        Data::Address => declared.map(SetDataType::Value(SetKeyType::Ipv4Addr)),
    }
}

fn key_type(field: Field) -> SetKeyType {
    match field {
        Field::InputDevice | Field::OutputDevice => SetKeyType::IfIndex,
        Field::Mark => SetKeyType::Mark,
        Field::Protocol => SetKeyType::InetProto,
        Field::Source4 | Field::Destination4 => SetKeyType::Ipv4Addr,
        Field::Source6 | Field::Destination6 => SetKeyType::Ipv6Addr,
        Field::Port | Field::IcmpType => SetKeyType::InetService,
    }
}

fn hang(name: &str, chain: &ruleset::Chain) -> nlink::Result<Chain> {
    let written = Chain::new(TABLE, name)?.family(Family::Inet);
    let Some(hook) = chain.hook else { return Ok(written) };
    let priority = Priority::Custom(hook.priority);
    let base = match hook.at {
        At::Prerouting => BaseChain::filter(FilterHook::Prerouting, priority),
        At::Input => BaseChain::filter(FilterHook::Input, priority),
        At::Forward => BaseChain::filter(FilterHook::Forward, priority),
        At::Output => BaseChain::filter(FilterHook::Output, priority),
        At::Postrouting => BaseChain::filter(FilterHook::Postrouting, priority),
        At::SourceNat => BaseChain::nat(NatHook::Postrouting, priority),
    };
    Ok(written.base(base.policy(if hook.drops { Policy::Drop } else { Policy::Accept })))
}

fn write_elements(
    set: &ruleset::Set,
    elements: Vec<&Element>,
    devices: &Devices,
) -> nlink::Result<Vec<SetElement>> {
    elements.into_iter().map(|element| write_element(set, element, devices)).collect()
}

fn write_element(set: &ruleset::Set, element: &Element, devices: &Devices) -> nlink::Result<SetElement> {
    let parts = set.key.iter().zip(&element.key).map(|(field, part)| write_part(*field, part, devices));
    let mut parts = parts.collect::<nlink::Result<Vec<_>>>()?;
    let key = if let [_] = parts.as_slice() { parts.remove(0) } else { SetElement::concat(parts) };
    Ok(match &element.value {
        Value::None => key,
        Value::Accept => key.verdict(Verdict::Accept),
        Value::Return => key.verdict(Verdict::Return),
        Value::Goto(chain) => key.verdict(Verdict::GotoTo(ChainName::new(chain)?)),
        Value::Jump(chain) => key.verdict(Verdict::JumpTo(ChainName::new(chain)?)),
        Value::Mark(mark) => key.value(SetElement::mark(*mark)),
        Value::Address(address) => key.value(SetElement::ipv4(*address)),
    })
}

fn write_part(field: Field, part: &Part, devices: &Devices) -> nlink::Result<SetElement> {
    Ok(match part {
        Part::Device(name) => SetElement::ifindex(index(devices, name)?),
        Part::Number(number) => SetElement::mark(*number),
        Part::Range(first, last) => {
            let wide = |bits: u128| -> Vec<u8> {
                let bytes = bits.to_be_bytes();
                bytes.get(16 - width(field)..).unwrap_or_default().to_vec()
            };
            if first == last {
                SetElement::new(wide(*first))
            } else {
                SetElement::range(wide(*first), wide(*last))
            }
        }
    })
}

/// Bytes of a field in a packet.
fn width(field: Field) -> usize {
    match field {
        Field::Protocol => 1,
        Field::Port | Field::IcmpType => 2,
        Field::Source6 | Field::Destination6 => 16,
        _ => 4,
    }
}

fn index(devices: &Devices, name: &str) -> nlink::Result<u32> {
    devices.get(name).copied().ok_or_else(|| nlink::Error::interface_not_found(name))
}

fn write_rule(chain: &str, rule: &ruleset::Rule, devices: &Devices) -> nlink::Result<Rule> {
    let mut expressions = Vec::new();
    for condition in &rule.matches {
        write_match(condition, devices, &mut expressions)?;
    }
    let written = |expressions| Rule::new(TABLE, chain).family(Family::Inet).expressions(expressions);
    if let Action::SourceNat(address) = rule.action {
        return Ok(written(expressions).nat(NatStatement::snat(IpAddr::V4(address))));
    }
    write_action(&rule.action, &mut expressions)?;
    Ok(written(expressions))
}

const R: Register = Register::R0;

fn write_match(condition: &Match, devices: &Devices, out: &mut Vec<Expr>) -> nlink::Result<()> {
    let meta = |key| Expr::Meta { dreg: R, key };
    let equals = |data: &[u8]| Expr::Cmp { sreg: R, op: CmpOp::Eq, data: data.to_vec() };
    let differs = |data: &[u8]| Expr::Cmp { sreg: R, op: CmpOp::Neq, data: data.to_vec() };
    let transport = |offset, len| Expr::Payload { dreg: R, base: PayloadBase::Transport, offset, len };
    match condition {
        Match::Input(device) => {
            out.extend([meta(MetaKey::Iif), equals(&index(devices, device)?.to_ne_bytes())]);
        }
        Match::Output(device) => {
            out.extend([meta(MetaKey::Oif), equals(&index(devices, device)?.to_ne_bytes())]);
        }
        Match::Established(yes) => {
            let known = (CtState::ESTABLISHED | CtState::RELATED).bits().to_ne_bytes();
            out.extend(state(&known));
            out.push(if *yes { differs(&[0; 4]) } else { equals(&[0; 4]) });
        }
        Match::New => {
            out.extend(state(&CtState::NEW.bits().to_ne_bytes()));
            out.push(differs(&[0; 4]));
        }
        Match::Four => out.extend([meta(MetaKey::NfProto), equals(&[2])]),
        Match::Six => out.extend([meta(MetaKey::NfProto), equals(&[10])]),
        Match::Protocol(number) => out.extend([meta(MetaKey::L4Proto), equals(&[*number])]),
        Match::In(fields, set, yes) => {
            load(fields, out);
            let lookup = LookupExpr::new(set.as_str(), R);
            out.push(Expr::Lookup(if *yes { lookup } else { lookup.invert() }));
        }
        Match::Source(net) => out.extend(source(net)),
        Match::Destination(IpAddr::V4(address)) => {
            out.extend([payload(Field::Destination4, R), equals(&address.octets())]);
        }
        Match::Destination(IpAddr::V6(address)) => {
            out.extend([payload(Field::Destination6, R), equals(&address.octets())]);
        }
        Match::Port(port) => out.extend([payload(Field::Port, R), equals(&port.to_be_bytes())]),
        Match::Icmp(kind) => out.extend([transport(0, 1), equals(&[*kind])]),
        Match::IcmpCodeIsNot(code) => out.extend([transport(1, 1), differs(&[*code])]),
        Match::IcmpIsNot(one, other) => {
            // Read for every protocol: a first byte that looks like a neighbour's greeting is harmless in others, whose
            // sources are judged by the group that receives them.
            out.extend([transport(0, 1), differs(&[*one]), differs(&[*other])]);
        }
    }
    Ok(())
}

/// Loads the state of a packet's flow, masked.
fn state(mask: &[u8]) -> [Expr; 2] {
    [
        Expr::Ct { dreg: R, key: CtKey::State },
        Expr::Bitwise { sreg: R, dreg: R, len: 4, mask: mask.to_vec(), xor: vec![0; 4] },
    ]
}

fn source(net: &IpNet) -> [Expr; 3] {
    let (field, mask, network) = match net {
        IpNet::V4(net) => (Field::Source4, net.netmask().octets().to_vec(), net.network().octets().to_vec()),
        IpNet::V6(net) => (Field::Source6, net.netmask().octets().to_vec(), net.network().octets().to_vec()),
    };
    let len = width(field);
    [
        payload(field, R),
        Expr::Bitwise { sreg: R, dreg: R, len: len as u32, mask, xor: vec![0; len] },
        Expr::Cmp { sreg: R, op: CmpOp::Eq, data: network },
    ]
}

/// Loads fields one after the other, each at a word's border, as the kernel lays out a concatenation.
fn load(fields: &[Field], out: &mut Vec<Expr>) {
    let mut word = 0;
    for field in fields {
        if let Some(register) = Register::word(word) {
            out.push(payload(*field, register));
        }
        word += width(*field).div_ceil(4);
    }
}

fn payload(field: Field, dreg: Register) -> Expr {
    let at = |base, offset, len| Expr::Payload { dreg, base, offset, len };
    match field {
        Field::InputDevice => Expr::Meta { dreg, key: MetaKey::Iif },
        Field::OutputDevice => Expr::Meta { dreg, key: MetaKey::Oif },
        Field::Mark => Expr::Meta { dreg, key: MetaKey::Mark },
        Field::Protocol => Expr::Meta { dreg, key: MetaKey::L4Proto },
        Field::Source4 => at(PayloadBase::Network, 12, 4),
        Field::Destination4 => at(PayloadBase::Network, 16, 4),
        Field::Source6 => at(PayloadBase::Network, 8, 16),
        Field::Destination6 => at(PayloadBase::Network, 24, 16),
        Field::Port => at(PayloadBase::Transport, 2, 2),
        Field::IcmpType => at(PayloadBase::Transport, 0, 2),
    }
}

fn write_action(action: &Action, out: &mut Vec<Expr>) -> nlink::Result<()> {
    match action {
        Action::Accept => out.push(Expr::Verdict(Verdict::Accept)),
        Action::Return => out.push(Expr::Verdict(Verdict::Return)),
        Action::Drop => out.push(Expr::Verdict(Verdict::Drop)),
        Action::Jump(chain) => out.push(Expr::Verdict(Verdict::JumpTo(ChainName::new(chain)?))),
        Action::Goto(chain) => out.push(Expr::Verdict(Verdict::GotoTo(ChainName::new(chain)?))),
        Action::Refuse(why) => {
            let log = LogExpr::new().prefix(why.as_str()).group(DROPS).snaplen(SNAPLEN).queue_threshold(1);
            out.extend([Expr::Counter, Expr::Log(log), Expr::Verdict(Verdict::Drop)]);
        }
        Action::Verdict(fields, map) => {
            load(fields, out);
            out.push(Expr::Lookup(LookupExpr::new(map.as_str(), R).dreg(Register::Verdict)));
        }
        Action::SetMark(field, map) => {
            load(&[*field], out);
            out.push(Expr::Lookup(LookupExpr::new(map.as_str(), R).dreg(R)));
            out.push(Expr::MetaSet { key: MetaKey::Mark, sreg: R });
        }
        Action::Rewrite(field, map) => {
            load(&[*field], out);
            out.push(Expr::Lookup(LookupExpr::new(map.as_str(), R).dreg(R)));
            out.push(Expr::PayloadSet {
                sreg: R,
                base: PayloadBase::Network,
                offset: if *field == Field::Source4 { 12 } else { 16 },
                len: 4,
                csum: PayloadCsum::Inet,
                csum_offset: 10,
                l4_pseudo_header: true,
            });
        }
        // Written by the rule itself: it needs two registers in an order that the library knows.
        Action::SourceNat(_) => {}
    }
    Ok(())
}
