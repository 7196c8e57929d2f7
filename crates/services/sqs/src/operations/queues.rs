//! Making, finding and deleting queues.

use crate::Sqs;
use crate::names::QueueName;
use crate::records::QueueRecord;
use crate::state::State;
use door::Call;
use model_sqs::errors;
use model_sqs::types::*;
use store::Key;
use wire::prelude::*;

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html>
    pub(crate) async fn create_queue(
        &self,
        call: &Call,
        input: CreateQueueInput,
    ) -> Result<CreateQueueOutput> {
        let name = QueueName { account: call.account().to_owned(), name: input.queue_name };
        let key = State::key(&call.region, &name);
        let created = {
            let mut last = self.state.changing.lock();
            if self.state.get(&key).is_some() {
                None
            } else {
                *last += 1;
                let attributes = input.attributes.unwrap_or_default().into_iter().collect();
                let tags = input.tags.unwrap_or_default().into_iter().collect();
                Some(self.state.add(key, QueueRecord::new(*last, call.now().seconds(), attributes, tags))?)
            }
        };
        if let Some(ticket) = created {
            ticket.durable().await.or_internal()?;
        }
        Ok(CreateQueueOutput { queue_url: Some(name.url(call)) })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html>
    pub(crate) async fn delete_queue(
        &self,
        call: &Call,
        input: DeleteQueueInput,
    ) -> Result<DeleteQueueOutput> {
        self.state.queue(call, &input.queue_url)?;
        let ticket = {
            let _changing = self.state.changing.lock();
            self.state.remove(&State::key(&call.region, &crate::names::of_url(call, &input.queue_url)))?
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteQueueOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html>
    pub(crate) async fn get_queue_url(
        &self,
        call: &Call,
        input: GetQueueUrlInput,
    ) -> Result<GetQueueUrlOutput> {
        let account = input.queue_owner_aws_account_id.unwrap_or_else(|| call.account().to_owned());
        let name = QueueName { account, name: input.queue_name };
        if self.state.get(&State::key(&call.region, &name)).is_none() {
            return Err(errors::queue_does_not_exist("The specified queue does not exist."));
        }
        Ok(GetQueueUrlOutput { queue_url: Some(name.url(call)) })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html>
    pub(crate) async fn list_queues(&self, call: &Call, input: ListQueuesInput) -> Result<ListQueuesOutput> {
        let prefix = input.queue_name_prefix.unwrap_or_default();
        let found = self.state.records.list(&Key::new(&[call.account(), &call.region]));
        let names = found.iter().filter_map(|(key, _)| key.text(2)).filter(|name| name.starts_with(&prefix));
        let urls = names.map(|name| QueueName { account: call.account().to_owned(), name }.url(call));
        let urls: Vec<_> = urls.take(1000).collect();
        Ok(ListQueuesOutput { queue_urls: (!urls.is_empty()).then_some(urls), next_token: None })
    }
}
