//! The topics and subscriptions of every account and region: records in the store, what publishing needs in memory.
//!
//! What a publisher reads (a topic's subscriptions with their compiled filters) is replaced as a whole when it changes,
//! so that publishing takes no lock for longer than a pointer's copy.

use crate::fifo::{Fifo, Tables};
use crate::filter::Filter;
use crate::names::{TopicName, is_fifo};
use crate::platform::{ApplicationName, ApplicationRecord, DeviceName, DeviceRecord};
use crate::records::{Confirmation, SmsRecord, SubscriptionRecord, TopicRecord};
use clock::Timestamp;
use door::{Call, few};
use model_sns::errors;
use parking_lot::{Mutex, MutexGuard, RwLock};
use policy::arn::Arn;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Bulk, Key, Store, Table, Ticket};
use wire::prelude::*;

/// How long a deleted topic's subscriptions can still be asked for.
const ORPHANED: Duration = Duration::from_hours(72);
/// How often stale subscriptions are looked for.
const SWEEP: Duration = Duration::from_hours(1);

/// A topic that is there.
pub(crate) struct Topic {
    pub(crate) name: TopicName,
    pub(crate) arn: String,
    record: RwLock<Arc<TopicRecord>>,
    subscriptions: RwLock<Arc<[Arc<Subscription>]>>,
    /// The order and the memory of a FIFO topic; held while a message of it is published.
    pub(crate) fifo: tokio::sync::Mutex<Fifo>,
}

/// A subscription with what its record means.
pub(crate) struct Subscription {
    pub(crate) record: SubscriptionRecord,
    pub(crate) arn: String,
    pub(crate) raw: bool,
    pub(crate) filter: Option<Filter>,
    /// The endpoint, where it is a queue.
    pub(crate) queue: Option<Queue>,
    /// The endpoint, where it is a device.
    pub(crate) device: Option<DeviceName>,
    /// Where messages go that cannot be delivered.
    pub(crate) dead_letters: Option<Queue>,
}

/// A queue, as SQS is asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Queue {
    pub(crate) region: String,
    pub(crate) account: String,
    pub(crate) url: String,
    pub(crate) is_fifo: bool,
}

pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) topic_records: Table<TopicRecord>,
    pub(crate) subscription_records: Table<SubscriptionRecord>,
    pub(crate) sms: Table<SmsRecord>,
    pub(crate) applications: Table<ApplicationRecord>,
    /// Below the keys of their applications.
    pub(crate) devices: Table<DeviceRecord>,
    pub(crate) deliveries: Bulk,
    fifo: Tables,
    topics: RwLock<HashMap<TopicName, Arc<Topic>>>,
    subscriptions: RwLock<HashMap<u64, Arc<Subscription>>>,
    /// One topic or subscription changes at a time.
    changing: Mutex<()>,
    swept: Mutex<Timestamp>,
}

impl State {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        let state = Self {
            store: store.clone(),
            topic_records: Table::open(store)?,
            subscription_records: Table::open(store)?,
            sms: Table::open(store)?,
            applications: Table::open(store)?,
            devices: Table::open(store)?,
            deliveries: Bulk::open(store, "sns.deliveries")?,
            fifo: Tables::open(store)?,
            topics: RwLock::default(),
            subscriptions: RwLock::default(),
            changing: Mutex::default(),
            swept: Mutex::new(Timestamp::EPOCH),
        };
        for (key, record) in state.topic_records.list(&Key::root()) {
            let part = |n| key.text(n).unwrap_or_default();
            let name = TopicName { account: part(0), region: part(1), name: part(2) };
            let fifo = Fifo::open(&state.fifo, &name);
            let topic = Arc::new(Topic::new(name.clone(), record, fifo));
            state.topics.write().insert(name, topic);
        }
        for (_, record) in state.subscription_records.list(&Key::root()) {
            state.show(Arc::new(Subscription::new((*record).clone())));
        }
        Ok(state)
    }

    /// Held by whoever changes topics or subscriptions, from looking until the change is made.
    pub(crate) fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock()
    }
    pub(crate) fn topic(&self, name: &TopicName) -> Option<Arc<Topic>> {
        self.topics.read().get(name).cloned()
    }
    /// The topic, or AWS's refusal.
    pub(crate) fn existing(&self, name: &TopicName) -> Result<Arc<Topic>> {
        self.topic(name).ok_or_else(|| errors::not_found("Topic does not exist"))
    }
    /// The topic of a parameter.
    pub(crate) fn topic_of(&self, call: &Call, parameter: &str, arn: &str) -> Result<Arc<Topic>> {
        self.existing(&TopicName::of(call, parameter, arn)?)
    }
    pub(crate) fn subscription(&self, topic: &TopicName, uuid: &str) -> Option<Arc<Subscription>> {
        let record = self.subscription_records.get(&topic.key().then(uuid))?;
        self.subscription_by_id(record.id)
    }
    /// Every subscription that was ever made to a topic and is kept.
    pub(crate) fn subscriptions_of(&self, topic: &TopicName) -> Vec<Arc<Subscription>> {
        let records = self.subscription_records.list(&topic.key());
        records.iter().filter_map(|(_, record)| self.subscription_by_id(record.id)).collect()
    }
    pub(crate) fn subscription_by_id(&self, id: u64) -> Option<Arc<Subscription>> {
        self.subscriptions.read().get(&id).cloned()
    }
    /// Deletes what nobody confirmed in time, and what is left of deleted topics. Looks once an hour.
    pub(crate) fn sweep(&self, now: Timestamp) -> Result<()> {
        {
            let mut swept = self.swept.lock();
            if now.since(*swept) < SWEEP {
                return Ok(());
            }
            *swept = now;
        }
        let _changing = self.changing();
        for stale in self.all_subscriptions().into_iter().filter(|s| s.is_stale(now.millis())) {
            // Lost with the power, it is swept again.
            drop(self.delete_subscription(&stale)?);
        }
        Ok(())
    }
    /// Every subscription, in no order.
    pub(crate) fn all_subscriptions(&self) -> Vec<Arc<Subscription>> {
        self.subscriptions.read().values().cloned().collect()
    }

    /// Writes a topic's record, a new topic's or a changed one's.
    pub(crate) fn put_topic(&self, name: &TopicName, record: TopicRecord) -> Result<Ticket> {
        let record = Arc::new(record);
        let mut batch = Batch::new();
        self.topic_records.put(&mut batch, &name.key(), record.clone());
        let ticket = self.store.commit(batch).or_internal()?;
        let mut topics = self.topics.write();
        if let Some(topic) = topics.get(name) {
            *topic.record.write() = record;
        } else {
            let fifo = Fifo::open(&self.fifo, name);
            topics.insert(name.clone(), Arc::new(Topic::new(name.clone(), record, fifo)));
        }
        Ok(ticket)
    }
    /// Deletes a topic. Its subscriptions lose it, and what waits for them.
    pub(crate) fn delete_topic(&self, topic: &Topic, since: i64) -> Result<Ticket> {
        let mut batch = Batch::new();
        self.topic_records.delete(&mut batch, &topic.name.key());
        self.fifo.forget(&topic.name, &mut batch);
        let mut orphans = Vec::new();
        for subscription in topic.subscriptions().iter() {
            let mut record = subscription.record.clone();
            record.confirmation = Confirmation::Orphaned { since };
            self.subscription_records.put(&mut batch, &record.key(), record.clone());
            self.deliveries.purge(&mut batch, record.id, u64::MAX);
            orphans.push(Subscription::new(record));
        }
        let ticket = self.store.commit(batch).or_internal()?;
        self.topics.write().remove(&topic.name);
        let mut subscriptions = self.subscriptions.write();
        subscriptions.extend(orphans.into_iter().map(|orphan| (orphan.record.id, Arc::new(orphan))));
        Ok(ticket)
    }
    /// Counts one more deleted subscription of a topic.
    pub(crate) fn count_deleted(&self, topic: &Topic) -> Result<()> {
        let mut record = (*topic.record()).clone();
        record.deleted += 1;
        self.put_topic(&topic.name, record).map(drop)
    }
    /// Writes a subscription's record, a new one's or a changed one's, with whatever else is in the batch.
    pub(crate) fn put_subscription(&self, record: SubscriptionRecord, mut batch: Batch) -> Result<Ticket> {
        self.subscription_records.put(&mut batch, &record.key(), record.clone());
        let ticket = self.store.commit(batch).or_internal()?;
        self.show(Arc::new(Subscription::new(record)));
        Ok(ticket)
    }
    /// Deletes a subscription and what waits for it.
    pub(crate) fn delete_subscription(&self, gone: &Subscription) -> Result<Ticket> {
        let mut batch = Batch::new();
        self.subscription_records.delete(&mut batch, &gone.record.key());
        self.deliveries.purge(&mut batch, gone.record.id, u64::MAX);
        let ticket = self.store.commit(batch).or_internal()?;
        self.subscriptions.write().remove(&gone.record.id);
        if let Some(topic) = self.topic(&gone.record.topic) {
            topic.replace(gone.record.id, None);
        }
        Ok(ticket)
    }

    /// An account's settings for text messages in a region.
    pub(crate) fn sms_settings(&self, account: &str, region: &str) -> Arc<SmsRecord> {
        self.sms.get(&Key::new(&[account, region])).unwrap_or_default()
    }
    /// Writes a platform application's record.
    pub(crate) fn put_application(
        &self,
        name: &ApplicationName,
        record: ApplicationRecord,
    ) -> Result<Ticket> {
        let mut batch = Batch::new();
        self.applications.put(&mut batch, &name.key(), record);
        self.store.commit(batch).or_internal()
    }
    /// Writes a device's record.
    pub(crate) fn put_device(&self, name: &DeviceName, record: DeviceRecord) -> Result<Ticket> {
        let mut batch = Batch::new();
        self.devices.put(&mut batch, &name.key(), record);
        self.store.commit(batch).or_internal()
    }
    /// The device of an application that has that token, and its id.
    pub(crate) fn device_of_token(
        &self,
        application: &ApplicationName,
        token: &str,
    ) -> Option<(String, Arc<DeviceRecord>)> {
        let all = self.devices.list(&application.key());
        all.into_iter().find(|(_, d)| d.token() == Some(token)).and_then(|(key, d)| Some((key.text(4)?, d)))
    }
    /// What topics and accounts ask for and nothing here does: there is no KMS, and no carrier who sends and bills.
    pub(crate) fn shortfalls(&self) -> Vec<String> {
        let topics = self.topic_records.list(&Key::root());
        let keyed = topics.iter().filter(|(_, topic)| topic.attributes.contains_key("KmsMasterKeyId"));
        let keyed: Vec<_> = keyed.filter_map(|(key, _)| key.text(2)).collect();
        let keyed = few(&keyed).map(|names| {
            format!("KmsMasterKeyId is kept and shown, and encrypts nothing: SNS topics {names}")
        });
        let accounts = self.sms.list(&Key::root());
        let unfelt =
            ["MonthlySpendLimit", "DeliveryStatusSuccessSamplingRate"].into_iter().filter_map(|name| {
                let asks = accounts.iter().filter(|(_, account)| account.attributes.contains_key(name));
                let asks: Vec<_> = asks
                    .filter_map(|(key, _)| Some(format!("{} in {}", key.text(0)?, key.text(1)?)))
                    .collect();
                few(&asks).map(|asks| {
                    format!("the SMS attribute {name} is kept and shown, and has no effect: account {asks}")
                })
            });
        keyed.into_iter().chain(unfelt).collect()
    }
    /// Whether pushes to a device go out.
    pub(crate) fn takes_pushes(&self, device: &DeviceName) -> bool {
        self.applications.get(&device.application.key()).is_some_and(|a| a.is_enabled())
            && self.devices.get(&device.key()).is_some_and(|d| d.is_enabled())
    }

    /// Lets publishers see a subscription as it now is.
    fn show(&self, subscription: Arc<Subscription>) {
        self.subscriptions.write().insert(subscription.record.id, subscription.clone());
        if let Some(topic) = self.topic(&subscription.record.topic) {
            let id = subscription.record.id;
            topic.replace(id, Some(subscription).filter(|s| !s.is_over()));
        }
    }
}

impl Topic {
    fn new(name: TopicName, record: Arc<TopicRecord>, fifo: Fifo) -> Self {
        Self {
            arn: name.arn(),
            name,
            record: RwLock::new(record),
            subscriptions: RwLock::new(Arc::new([])),
            fifo: tokio::sync::Mutex::new(fifo),
        }
    }
    pub(crate) fn record(&self) -> Arc<TopicRecord> {
        self.record.read().clone()
    }
    /// All subscriptions, confirmed and pending.
    pub(crate) fn subscriptions(&self) -> Arc<[Arc<Subscription>]> {
        self.subscriptions.read().clone()
    }
    /// Takes out the subscription of an id and puts another in its place.
    fn replace(&self, id: u64, by: Option<Arc<Subscription>>) {
        let mut all = self.subscriptions.write();
        let place = all.iter().position(|s| s.record.id == id);
        *all = match (place, by) {
            (Some(place), Some(new)) => all
                .iter()
                .enumerate()
                .map(|(i, s)| if i == place { new.clone() } else { s.clone() })
                .collect(),
            (None, Some(new)) => all.iter().cloned().chain([new]).collect(),
            (_, None) => all.iter().filter(|s| s.record.id != id).cloned().collect(),
        };
    }
}

impl Subscription {
    pub(crate) fn new(record: SubscriptionRecord) -> Self {
        let attribute = |name: &str| record.attributes.get(name);
        // They were checked before they were stored, so they can be read.
        let scope = crate::filter::Scope::of(attribute("FilterPolicyScope").map(String::as_str));
        let filter = attribute("FilterPolicy").and_then(|text| Filter::parse(text, scope).ok());
        let redrive = attribute("RedrivePolicy")
            .and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok())
            .and_then(|policy| Queue::of(policy.get("deadLetterTargetArn")?.as_str()?));
        Self {
            arn: record.arn(),
            raw: attribute("RawMessageDelivery").is_some_and(|v| v.eq_ignore_ascii_case("true")),
            filter,
            queue: (record.protocol == "sqs").then(|| Queue::of(&record.endpoint)).flatten(),
            device: (record.protocol == "application").then(|| DeviceName::parse(&record.endpoint)).flatten(),
            dead_letters: redrive,
            record,
        }
    }
    pub(crate) fn is_http(&self) -> bool {
        matches!(self.record.protocol.as_str(), "http" | "https")
    }
    pub(crate) fn is_confirmed(&self) -> bool {
        matches!(self.record.confirmation, Confirmation::Confirmed { .. })
    }
    /// It takes part no more.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.record.confirmation, Confirmation::Orphaned { .. } | Confirmation::Ended)
    }
    /// Nobody can do anything with it any more: it may be swept away.
    fn is_stale(&self, now: i64) -> bool {
        let expired = self.record.token.as_ref().is_none_or(|token| token.until <= now);
        match self.record.confirmation {
            Confirmation::Pending | Confirmation::Ended => expired,
            Confirmation::Orphaned { since } => since + ORPHANED.as_millis() as i64 <= now,
            Confirmation::Confirmed { .. } => false,
        }
    }
}

impl Queue {
    /// The queue that an ARN names.
    pub(crate) fn of(arn: &str) -> Option<Self> {
        let arn = Arn::parse(arn).filter(|arn| arn.service == "sqs")?;
        let name = arn.resource;
        if name.is_empty() || name.contains([':', '/']) || arn.account.is_empty() || arn.region.is_empty() {
            return None;
        }
        Some(Self {
            region: arn.region.to_owned(),
            account: arn.account.to_owned(),
            url: format!("https://sqs.{}.amazonaws.com/{}/{name}", arn.region, arn.account),
            is_fifo: is_fifo(name),
        })
    }
}
