//! Deleting log groups and streams, and what forbids it.

use crate::Logs;
use crate::names::GroupName;
use crate::policies::group_key;
use crate::records::GroupRecord;
use door::Call;
use model_logs::errors;
use model_logs::types::*;
use store::Batch;
use wire::prelude::*;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html>
    pub(crate) async fn delete_log_group(
        &self,
        call: &Call,
        input: DeleteLogGroupInput,
    ) -> Result<DeleteLogGroupOutput> {
        let name = GroupName::own(call, &input.log_group_name);
        let ticket = {
            let _changing = self.state.changing();
            let record = self.state.group(&name)?;
            check_protection(&record)?;
            let mut batch = Batch::new();
            for (key, stream) in self.state.streams.list(&name.key()) {
                self.state.drop_stream(&mut batch, &key, &stream);
            }
            for (key, _) in self.state.metric_filters.list(&name.key()) {
                self.state.metric_filters.delete(&mut batch, &key);
            }
            self.state.policies.delete(&mut batch, &group_key(&name));
            self.state.forget_stored(&mut batch, record.id, u64::MAX);
            self.state.groups.delete(&mut batch, &name.key());
            self.state.store.commit(batch).or_internal()?
        };
        self.state.compiled.forget();
        ticket.durable().await.or_internal()?;
        Ok(DeleteLogGroupOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html>
    pub(crate) async fn delete_log_stream(
        &self,
        call: &Call,
        input: DeleteLogStreamInput,
    ) -> Result<DeleteLogStreamOutput> {
        let name = GroupName::own(call, &input.log_group_name);
        check_protection(&*self.state.group(&name)?)?;
        let ticket = self.state.remove_stream(&name, &input.log_stream_name)?;
        ticket.durable().await.or_internal()?;
        Ok(DeleteLogStreamOutput {})
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html>
fn check_protection(record: &GroupRecord) -> Result<()> {
    if record.protected {
        return Err(errors::validation(
            "Cannot delete log group with deletion protection enabled. Disable deletion protection first.",
        ));
    }
    Ok(())
}
