//! `maquette up PATH`: a template becomes a stack, or an existing stack what the template says. A folder with a
//! `maquette.toml` says itself what is to be done ([`crate::plan`]).

use super::env::region;
use crate::background;
use crate::cli::Global;
use crate::client::{Aws, AwsError, params};
use crate::exit::{Failure, Outcome};
use crate::plan::{self, Plan};
use crate::screen::{Paint, Screen};
use crate::stack::template::{self, Template};
use crate::stack::{self, Stack, changes, watch};
use clap::Args;
use clock::Stopwatch;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// What a person who runs a template on their own machine has agreed to.
const CAPABILITIES: &[&str] = &["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

/// Options of `maquette up`.
#[derive(Args, Debug)]
pub(crate) struct Up {
    /// The template, or a folder with one, or with a maquette.toml
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The stack's name [default: the folder's or the file's]
    #[arg(long, short)]
    name: Option<String>,
    /// A parameter, as in Stage=test; may be repeated
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = parameter)]
    parameter: Vec<(String, String)>,
    /// The region [default: AWS_REGION, else us-east-1]
    #[arg(long, env = "MAQUETTE_REGION")]
    region: Option<String>,
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(key, _)| !key.is_empty());
    pair.map(|(key, value)| (key.to_owned(), value.to_owned()))
        .ok_or_else(|| "write it as Key=Value".to_owned())
}

/// What was begun.
enum Begun {
    /// On the stack with this id, after the event with that one.
    Work(String, Option<String>),
    /// The stack is as the template says.
    Nothing(Stack),
}

impl Up {
    /// The template of a step.
    pub(crate) fn of(
        path: PathBuf,
        name: Option<String>,
        parameters: BTreeMap<String, String>,
        region: Option<String>,
    ) -> Self {
        Self { path, name, parameter: parameters.into_iter().collect(), region }
    }

    pub(crate) async fn run(self, global: &Global, screen: &Screen) -> Outcome {
        let Some(steps) = plan::find(&self.path)? else { return self.stack(global, screen).await };
        if self.name.is_some() || !self.parameter.is_empty() {
            return Err(Failure::usage(format!(
                "{} names the stacks and their parameters itself",
                plan::NAME
            ))
            .next("write them there, or bring one template up by its file"));
        }
        let folder = self.path.canonicalize();
        let folder = folder.map_err(|error| Failure::usage(format!("{}: {error}", self.path.display())))?;
        let plan = Plan { folder, region: self.region, global, screen };
        Box::pin(plan.run(steps)).await
    }

    /// Brings one template up.
    pub(crate) async fn stack(self, global: &Global, screen: &Screen) -> Outcome {
        let mut template = template::find(&self.path)?;
        if let Some(name) = &self.name {
            template.name.clone_from(name);
        }
        let client = Box::pin(background::server(global, screen)).await?;
        let aws = Aws::cloudformation(client, &region(self.region.as_deref()));
        let watch = Stopwatch::start();
        let existing = settled(&aws, screen, &template).await?;
        let begun = match &existing {
            None => self.create(&aws, &template).await?,
            Some(stack) => self.update(&aws, screen, &template, stack).await?,
        };
        let (id, since) = match begun {
            Begun::Work(id, since) => (id, since),
            Begun::Nothing(stack) => return nothing(screen, &stack),
        };
        let ended = watch::to_the_end(&aws, screen, &id, since).await?;
        if screen.json {
            screen.json(&ended.json());
        }
        let Some(stack) = ended.stack.clone().filter(|_| ended.succeeded()) else {
            return Err(Box::pin(ended.explain(&aws, screen)).await);
        };
        if !screen.json {
            let status = screen.paint(Paint::Good, &stack.status);
            screen.line(format!("{status} {} in {:.1} s", stack.name, watch.elapsed().as_secs_f64()));
            outputs(screen, &stack);
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn create(&self, aws: &Aws, template: &Template) -> Result<Begun, Failure> {
        let mut form = request(template);
        form.extend(parameters(&self.parameter, &[]));
        let created = aws.call("CreateStack", &form).await?.map_err(|error| refused(template, error))?;
        Ok(Begun::Work(created.text_of("StackId").to_owned(), None))
    }

    async fn update(
        &self,
        aws: &Aws,
        screen: &Screen,
        template: &Template,
        stack: &Stack,
    ) -> Result<Begun, Failure> {
        let since = watch::newest(aws, &stack.id).await?;
        let mut form = request(template);
        let mut kept = changes::still_declared(aws, template, stack).await?;
        kept.retain(|key| !self.parameter.iter().any(|(told, _)| told == key));
        form.extend(parameters(&self.parameter, &kept));
        match changes::apply(aws, screen, &form).await? {
            Ok(true) => Ok(Begun::Work(stack.id.clone(), since)),
            Ok(false) => Ok(Begun::Nothing(stack.clone())),
            Err(error) => Err(refused(template, error)),
        }
    }
}

/// The stack, if there is one that can be updated. One that never came to be is cleared away first.
async fn settled(aws: &Aws, screen: &Screen, template: &Template) -> Result<Option<Stack>, Failure> {
    let Some(stack) = stack::describe(aws, &template.name).await? else { return Ok(None) };
    match stack.status.as_str() {
        "ROLLBACK_COMPLETE" | "CREATE_FAILED" | "ROLLBACK_FAILED" | "DELETE_FAILED"
        | "REVIEW_IN_PROGRESS" => {
            if !screen.json {
                screen.note(format!("{} is in {}; it is deleted and made anew.", stack.name, stack.status));
            }
            let since = watch::newest(aws, &stack.id).await?;
            aws.call("DeleteStack", &params(&[("StackName", &stack.name)])).await??;
            let ended = watch::to_the_end(aws, screen, &stack.id, since).await?;
            if ended.succeeded() {
                return Ok(None);
            }
            Err(Box::pin(ended.explain(aws, screen)).await)
        }
        "UPDATE_ROLLBACK_FAILED" => Err(Failure::failed(format!("{} is in {}", stack.name, stack.status))
            .next(
                "continue the rollback (aws cloudformation continue-update-rollback), or `maquette down` it",
            )),
        _ if stack.in_progress() => Err(Failure::failed(format!("{} is in {}", stack.name, stack.status))
            .next("wait for it, and run the command again")),
        _ => Ok(Some(stack)),
    }
}

/// The name, the template and what was agreed to.
fn request(template: &Template) -> Vec<(String, String)> {
    let mut form = params(&[("StackName", &template.name), ("TemplateBody", &template.body)]);
    for (i, capability) in CAPABILITIES.iter().enumerate() {
        form.push((format!("Capabilities.member.{}", i + 1), (*capability).to_owned()));
    }
    form
}

/// The parameters that were told, and those that keep the value that they have.
fn parameters(told: &[(String, String)], kept: &[String]) -> Vec<(String, String)> {
    let told = told.iter().map(|(key, value)| (key, "ParameterValue", value.clone()));
    let kept = kept.iter().map(|key| (key, "UsePreviousValue", "true".to_owned()));
    let all = told.chain(kept).enumerate();
    all.flat_map(|(i, (key, how, value))| {
        let at = |name: &str| format!("Parameters.member.{}.{name}", i + 1);
        [(at("ParameterKey"), key.clone()), (at(how), value)]
    })
    .collect()
}

fn refused(template: &Template, error: AwsError) -> Failure {
    let failure = Failure::failed(format!("{} was refused: {}", template.path.display(), error.message));
    match error.code.as_str() {
        "ValidationError" => failure
            .next("mend the template (or its parameters: --parameter Key=Value), and run the command again"),
        "AccessDenied" => failure.next("see `maquette why`"),
        _ => Failure { what: format!("{} ({})", failure.what, error.code), ..failure },
    }
}

fn nothing(screen: &Screen, stack: &Stack) -> Outcome {
    if screen.json {
        let outputs: serde_json::Map<_, _> =
            stack.outputs.iter().map(|[key, value, _]| (key.clone(), value.clone().into())).collect();
        screen.json(&serde_json::json!({
            "stack": stack.name, "id": stack.id, "status": stack.status, "outputs": outputs, "resources": [],
            "cause": null,
        }));
    } else {
        screen.line(format!("{} is as the template says: nothing to change.", stack.name));
        outputs(screen, stack);
    }
    Ok(ExitCode::SUCCESS)
}

fn outputs(screen: &Screen, stack: &Stack) {
    let width = stack.outputs.iter().map(|[key, ..]| key.chars().count()).max().unwrap_or(0);
    if width > 0 {
        screen.line("");
        screen.line(screen.paint(Paint::Bold, "Outputs"));
    }
    for [key, value, description] in &stack.outputs {
        let about = if description.is_empty() { String::new() } else { format!("  {description}") };
        screen.line(format!(
            "  {key:<width$}  {}{}",
            screen.paint(Paint::Name, value),
            screen.paint(Paint::Dim, about)
        ));
    }
}
