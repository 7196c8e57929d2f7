//! Telling of exports and of who imports them.

use super::request::refuse;
use crate::CloudFormation;
use crate::exports;
use crate::page::page;
use door::Call;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html>
    pub(crate) async fn list_exports(
        self: &Arc<Self>,
        call: &Call,
        input: ListExportsInput,
    ) -> Result<ListExportsOutput> {
        let all = exports::all(&self.state, call);
        let (found, next_token) = page(all, |export| export.name.clone(), input.next_token.as_deref())?;
        let told = found.into_iter().map(|export| Export {
            exporting_stack_id: Some(export.stack_id),
            name: Some(export.name),
            value: Some(export.value),
        });
        Ok(ListExportsOutput { exports: Some(told.collect()), next_token })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html>
    pub(crate) async fn list_imports(
        self: &Arc<Self>,
        call: &Call,
        input: ListImportsInput,
    ) -> Result<ListImportsOutput> {
        let name = &input.export_name;
        if exports::value(&self.state, call, name).is_none() {
            return refuse(format!("Export '{name}' does not exist."));
        }
        let importers = exports::importers(&self.state, call, name);
        if importers.is_empty() {
            return refuse(format!("Export '{name}' is not imported by any stack."));
        }
        let (imports, next_token) = page(importers, String::clone, input.next_token.as_deref())?;
        Ok(ListImportsOutput { imports: Some(imports), next_token })
    }
}
