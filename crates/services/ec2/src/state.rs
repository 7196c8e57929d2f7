//! What is there, by account and region, and the one way by which it changes.
//!
//! An [`Estate`] is everything of an account in a region. [`State::change`] locks it, lets a function change it, writes
//! what was touched in one commit, lets the lock go, waits for the disk and tells the listener which VPCs are others
//! now. A function that fails changes nothing.

use crate::Listener;
use crate::records::*;
use crate::shelf::{Shelf, Touched};
use clock::{Clock, Timestamp};
use door::Call;
use parking_lot::{Mutex, MutexGuard, RwLock};
use std::collections::{BTreeSet, HashMap};
use std::net::Ipv4Addr;
use std::sync::{Arc, OnceLock};
use store::{Batch, Key, Store, Table, Ticket};
use wire::prelude::*;

/// An account and a region.
pub(crate) type Place = (String, String);

/// Declares an estate: a shelf for each kind of record, and the table behind it.
macro_rules! estate {
    ($($(#[$doc:meta])* $field:ident: $record:ty,)*) => {
        /// Everything of an account in a region.
        pub(crate) struct Estate {
            /// The account.
            pub(crate) account: String,
            /// The region.
            pub(crate) region: String,
            /// Public addresses in use, of all accounts and regions.
            pub(crate) public: Arc<Mutex<BTreeSet<Ipv4Addr>>>,
            $($(#[$doc])* pub(crate) $field: Shelf<$record>,)*
        }

        struct Tables {
            $($field: Table<$record>,)*
        }

        impl Tables {
            fn open(store: &Store) -> store::Result<Self> {
                Ok(Self { $($field: Table::open(store)?,)* })
            }
            /// Puts every record on its shelf.
            fn restore(&self, state: &State) {
                $(for (key, record) in self.$field.list(&Key::root()) {
                    let (Some(account), Some(region)) = (key.text(0), key.text(1)) else { continue };
                    state.public.lock().extend(record.public_addresses());
                    state.estate(&(account, region)).lock().$field.restore(record);
                })*
            }
        }

        impl Estate {
            fn new(place: &Place, public: Arc<Mutex<BTreeSet<Ipv4Addr>>>) -> Self {
                let (account, region) = place.clone();
                Self { account, region, public, $($field: Shelf::default(),)* }
            }
            fn touched(&self) -> Touched {
                let mut touched = Touched::default();
                $(self.$field.touched(&mut touched);)*
                if self.prefix_lists.is_touched() {
                    // Any of them may use the list.
                    touched.vpcs.extend(self.vpcs.all().map(|vpc| vpc.id.clone()));
                }
                // The other side of a peering connection is another place's.
                touched.vpcs.retain(|id| self.vpcs.knows(id));
                touched
            }
            fn write(&self, tables: &Tables, batch: &mut Batch) {
                let place = Key::new(&[&self.account, &self.region]);
                $(self.$field.write(&tables.$field, &place, batch);)*
            }
            fn settle(&mut self) {
                $(self.$field.settle();)*
            }
            fn undo(&mut self) {
                $(self.$field.undo();)*
            }
            /// The type and the tags of a resource, whatever it is.
            pub(crate) fn tagged(&self, id: &str) -> Option<(&'static str, &Tags)> {
                $(if let Some(record) = self.$field.find(id) {
                    return Some((<$record>::TYPE, record.tags()));
                })*
                self.rule(id).map(|(_, rule)| ("security-group-rule", &rule.tags))
            }
            /// Every resource that has tags: its id, its type and they.
            pub(crate) fn all_tagged(&self) -> Vec<(String, &'static str, Tags)> {
                let mut all = Vec::new();
                $(for record in self.$field.all().filter(|record| !record.tags().is_empty()) {
                    all.push((record.id().to_owned(), <$record>::TYPE, record.tags().clone()));
                })*
                for rule in self.security_groups.all().flat_map(|group| &group.rules) {
                    if !rule.tags.is_empty() {
                        all.push((rule.id.clone(), "security-group-rule", rule.tags.clone()));
                    }
                }
                all
            }
            /// Changes the tags of a resource, whatever it is; false where there is none.
            pub(crate) fn retag(&mut self, id: &str, change: &dyn Fn(&mut Tags)) -> bool {
                $(if self.$field.find(id).is_some() {
                    return self.$field.edit(id, |record| change(record.tags_mut())).is_ok();
                })*
                let Some(group) = self.rule(id).map(|(group, _)| group.id.clone()) else { return false };
                let edited = self.security_groups.edit(&group, |group| {
                    group.rules.iter_mut().filter(|rule| rule.id == id).for_each(|rule| change(&mut rule.tags));
                });
                edited.is_ok()
            }
        }
    };
}

estate! {
    /// VPCs.
    vpcs: Vpc,
    /// Subnets.
    subnets: Subnet,
    /// Route tables.
    route_tables: RouteTable,
    /// Internet gateways.
    internet_gateways: InternetGateway,
    /// Egress-only internet gateways.
    egress_gateways: EgressOnlyInternetGateway,
    /// Security groups.
    security_groups: SecurityGroup,
    /// Network ACLs.
    network_acls: NetworkAcl,
    /// Network interfaces.
    interfaces: NetworkInterface,
    /// Elastic IP addresses.
    addresses: Address,
    /// NAT gateways.
    nat_gateways: NatGateway,
    /// Endpoints.
    endpoints: VpcEndpoint,
    /// Peering connections.
    peerings: PeeringConnection,
    /// Prefix lists of customers.
    prefix_lists: PrefixList,
    /// DHCP options.
    dhcp_options: DhcpOptions,
    /// Flow logs.
    flow_logs: FlowLog,
    /// Requests with client tokens.
    tokens: ClientToken,
    /// What was done once for the region.
    marks: RegionMark,
}

impl Estate {
    /// A rule of a security group, and the group.
    pub(crate) fn rule(&self, id: &str) -> Option<(&Arc<SecurityGroup>, &SecurityGroupRule)> {
        self.security_groups
            .all()
            .find_map(|group| Some((group, group.rules.iter().find(|rule| rule.id == id)?)))
    }
}

/// What is there.
pub(crate) struct State {
    clock: Clock,
    store: Store,
    tables: Tables,
    estates: RwLock<HashMap<Place, Arc<Mutex<Estate>>>>,
    public: Arc<Mutex<BTreeSet<Ipv4Addr>>>,
    pub(crate) listener: OnceLock<Arc<dyn Listener>>,
}

/// A change that is made: what waits for the disk, and who is to be told.
struct Made {
    ticket: Ticket,
    told: Vec<(Place, String)>,
}

impl State {
    pub(crate) fn open(store: &Store, clock: &Clock) -> store::Result<Arc<Self>> {
        let state = Self {
            clock: clock.clone(),
            store: store.clone(),
            tables: Tables::open(store)?,
            estates: RwLock::default(),
            public: Arc::default(),
            listener: OnceLock::new(),
        };
        state.tables.restore(&state);
        Ok(Arc::new(state))
    }

    /// Every place where anything is.
    pub(crate) fn places(&self) -> Vec<Place> {
        self.estates.read().keys().cloned().collect()
    }
    /// What is in a place, where anything is.
    pub(crate) fn known(&self, place: &Place) -> Option<Arc<Mutex<Estate>>> {
        self.estates.read().get(place).cloned()
    }
    /// What is in a place; nothing yet where nobody looked before.
    pub(crate) fn estate(&self, place: &Place) -> Arc<Mutex<Estate>> {
        if let Some(estate) = self.estates.read().get(place) {
            return estate.clone();
        }
        let new = || Arc::new(Mutex::new(Estate::new(place, self.public.clone())));
        self.estates.write().entry(place.clone()).or_insert_with(new).clone()
    }

    /// Reads an account's region.
    pub(crate) fn read<T>(&self, call: &Call, read: impl FnOnce(&Estate) -> Result<T>) -> Result<T> {
        let estate = self.estate(&place(call));
        let mut estate = estate.lock();
        // What a region has from the beginning is there when somebody first looks.
        self.found(&mut estate)?;
        read(&estate)
    }
    /// Changes an account's region.
    pub(crate) async fn change<T>(
        &self,
        call: &Call,
        change: impl FnOnce(&mut Estate) -> Result<T>,
    ) -> Result<T> {
        let (done, made) = self.change_now(&place(call), change)?;
        made.ticket.durable().await.or_internal()?;
        self.tell_of(&made.told);
        Ok(done)
    }
    /// The same for an event of the clock, which nobody waits for.
    pub(crate) fn change_unheard(&self, place: &Place, change: impl FnOnce(&mut Estate) -> Result<()>) {
        match self.change_now(place, change) {
            // Its ticket is not awaited: what was lost is done again at the next start.
            Ok(((), made)) => self.tell_of(&made.told),
            Err(error) => door::log(&format!("ec2: a change of {}/{} failed: {error}", place.0, place.1)),
        }
    }
    fn change_now<T>(
        &self,
        place: &Place,
        change: impl FnOnce(&mut Estate) -> Result<T>,
    ) -> Result<(T, Made)> {
        let estate = self.estate(place);
        let mut estate = estate.lock();
        self.found(&mut estate)?;
        self.commit(&mut [&mut estate], |estates| match estates {
            [estate] => change(estate),
            _ => Err(Error::internal("one estate was locked")),
        })
    }
    /// Changes two places at once, the caller's and another one; the same estate twice where they are the same.
    pub(crate) async fn change_both<T>(
        &self,
        call: &Call,
        other: &Place,
        change: impl FnOnce(&mut Estate, Option<&mut Estate>) -> Result<T>,
    ) -> Result<T> {
        let own = place(call);
        if own == *other {
            return self.change(call, |estate| change(estate, None)).await;
        }
        let (first, second) = (self.estate(&own), self.estate(other));
        let (done, made) = {
            // Always in the same order, so that nobody waits for each other.
            let (mut mine, mut theirs): (MutexGuard<'_, Estate>, MutexGuard<'_, Estate>);
            if own < *other {
                mine = first.lock();
                theirs = second.lock();
            } else {
                theirs = second.lock();
                mine = first.lock();
            }
            for estate in [&mut mine, &mut theirs] {
                self.found(estate)?;
            }
            self.commit(&mut [&mut mine, &mut theirs], |estates| match estates {
                [mine, theirs] => change(mine, Some(theirs)),
                _ => Err(Error::internal("two estates were locked")),
            })?
        };
        made.ticket.durable().await.or_internal()?;
        self.tell_of(&made.told);
        Ok(done)
    }

    /// The one way by which anything changes.
    fn commit<T>(
        &self,
        estates: &mut [&mut Estate],
        change: impl FnOnce(&mut [&mut Estate]) -> Result<T>,
    ) -> Result<(T, Made)> {
        let done = change(estates);
        let touched: Vec<_> = estates.iter().map(|estate| estate.touched()).collect();
        let mut batch = Batch::new();
        let written = done.and_then(|done| {
            for estate in estates.iter() {
                estate.write(&self.tables, &mut batch);
            }
            Ok((done, self.store.commit(batch).or_internal()?))
        });
        let mut told = BTreeSet::new();
        for (estate, touched) in estates.iter_mut().zip(touched) {
            let free = if written.is_ok() {
                estate.settle();
                touched.freed
            } else {
                estate.undo();
                touched.taken
            };
            let mut public = self.public.lock();
            public.retain(|ip| !free.contains(ip));
            let place = (estate.account.clone(), estate.region.clone());
            told.extend(touched.vpcs.into_iter().map(|vpc| (place.clone(), vpc)));
        }
        let (done, ticket) = written?;
        Ok((done, Made { ticket, told: told.into_iter().collect() }))
    }
    /// Makes what a region has from the beginning, once. Nobody is told: nothing stands in it yet.
    fn found(&self, estate: &mut Estate) -> Result<()> {
        if estate.marks.len() > 0 {
            return Ok(());
        }
        let ((), made) = self.commit(&mut [estate], |estates| {
            for estate in estates.iter_mut() {
                estate.marks.put(RegionMark { id: "region".to_owned(), tags: Tags::new() });
                crate::vpc::make_default(estate)?;
            }
            Ok(())
        })?;
        // Its ticket is not awaited: what was lost is made again, and nothing refers to it yet.
        drop(made.ticket);
        Ok(())
    }
    fn tell_of(&self, told: &[(Place, String)]) {
        let Some(listener) = self.listener.get() else { return };
        for ((account, region), vpc) in told {
            listener.changed(account, region, vpc);
        }
    }

    /// Does something at a time, by the clock.
    pub(crate) fn at(
        self: &Arc<Self>,
        at: Timestamp,
        name: String,
        event: impl FnOnce(&Arc<Self>) + Send + 'static,
    ) {
        let state = Arc::downgrade(self);
        drop(self.clock.schedule(at, name, move || async move {
            if let Some(state) = state.upgrade() {
                event(&state);
            }
        }));
    }
}

/// The account and region of a call.
pub(crate) fn place(call: &Call) -> Place {
    (call.account().to_owned(), call.region.to_string())
}
