//! `maquette down`: deletes a stack and waits until nothing of it is left.

use super::env::region;
use crate::cli::Global;
use crate::client::{Aws, Client, params};
use crate::exit::{Failure, Outcome};
use crate::screen::{Paint, Screen};
use crate::stack::{self, Stack, template, watch};
use clap::Args;
use std::path::Path;
use std::process::ExitCode;

/// Options of `maquette down`.
#[derive(Args, Debug)]
pub(crate) struct Down {
    /// The stack's name, or the template or folder that it came from [default: the only stack there is]
    stack: Option<String>,
    /// The region [default: AWS_REGION, else us-east-1]
    #[arg(long, env = "MAQUETTE_REGION")]
    region: Option<String>,
}

impl Down {
    pub(crate) async fn run(self, global: &Global, screen: &Screen) -> Outcome {
        let client = Client::find(global)?;
        let aws = Aws::cloudformation(client, &region(self.region.as_deref()));
        let stack = self.find(&aws).await?;
        let since = watch::newest(&aws, &stack.id).await?;
        aws.call("DeleteStack", &params(&[("StackName", &stack.name)])).await??;
        let ended = watch::to_the_end(&aws, screen, &stack.id, since).await?;
        if screen.json {
            screen.json(&ended.json());
        }
        if !ended.succeeded() {
            let failure = Box::pin(ended.explain(&aws, screen)).await;
            return Err(failure);
        }
        if !screen.json {
            screen.line(format!("{} {} is gone.", screen.paint(Paint::Good, "DELETE_COMPLETE"), stack.name));
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn find(&self, aws: &Aws) -> Result<Stack, Failure> {
        if let Some(told) = &self.stack {
            // A folder may be called as the stack is: what is no template is a name.
            let name = template::find(Path::new(told)).map_or_else(|_| told.clone(), |found| found.name);
            return stack::describe(aws, &name).await?.ok_or_else(|| {
                Failure::missing(format!("there is no stack {name} in {}", aws.region))
                    .next("`maquette status` shows the server; --region names another region")
            });
        }
        let mut stacks = stack::list(aws).await?;
        let names: Vec<_> = stacks.iter().map(|stack| stack.name.clone()).collect();
        match (stacks.pop(), names.len()) {
            (Some(only), 1) => Ok(only),
            (None, _) => Err(Failure::missing(format!("there is no stack in {}", aws.region))),
            _ => Err(Failure::usage(format!("there are several stacks: {}", names.join(", ")))
                .next("name the one that you mean: maquette down NAME")),
        }
    }
}
