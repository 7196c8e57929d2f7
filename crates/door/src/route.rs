//! A service's table: operation to method, and what the operation touches.
//!
//! [`operations!`](crate::operations) declares it. The table shows a whole service on one screen and is its coverage
//! report: an operation of the model that stands in no table answers `NotImplemented`.

use crate::call::Call;
use futures_util::future::BoxFuture;
use policy::{Context, Policy};
use std::any::Any;
use std::sync::Arc;
use wire::error::{Error, Result};
use wire::schema::{Operation, Service};
use wire::shape::{Message, Op};

/// What an operation touches: the resource that IAM decides about, and the condition keys that only the service knows.
#[derive(Clone, Debug, Default)]
pub struct Touch {
    /// Full ARNs; an action without resources touches `*`.
    pub resources: Vec<String>,
    /// Condition keys of the service: `sns:Protocol`, `iam:PassedToService`.
    pub context: Context,
    /// How messages call the resource, where they do not say its ARN: IAM's `role reader`.
    pub called: Option<String>,
}

impl Touch {
    /// Everything: actions that know no resources.
    pub fn all() -> Self {
        Self::on("*")
    }
    /// One resource.
    pub fn on(arn: impl Into<String>) -> Self {
        Self { resources: vec![arn.into()], ..Self::default() }
    }
    /// The same under another name in messages.
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.called = Some(name.into());
        self
    }
    /// The same with a condition key of the service.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.context.set(policy::KeyName::of(key), value);
        self
    }
}

/// What the service that owns a resource says of it when somebody's access is decided.
#[derive(Clone, Debug, Default)]
pub struct ResourceFacts {
    /// Its resource policy, with the name that messages give it.
    pub policy: Option<Arc<Policy>>,
    /// The resource policy must allow, whatever the caller's own policies say: trust policies, keys.
    pub policy_decides: bool,
    /// Its tags, for `aws:ResourceTag/...`.
    pub tags: Vec<(String, String)>,
    /// Condition keys that belong to it alone: `ec2:Vpc`, `ec2:ResourceTag/...`.
    pub context: Context,
}

/// A service behind the door.
pub trait Host: Send + Sync + 'static {
    /// Its model.
    fn model(&self) -> &'static Service;
    /// The facts of one of its resources, for the decision about `action`; `None` where there is no such resource.
    fn facts(&self, action: &str, arn: &str) -> Option<ResourceFacts> {
        let _ = (action, arn);
        None
    }
    /// What its resources ask for that it keeps and shows and does not do, a sentence each: for `maquette status`.
    fn shortfalls(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Names in a sentence, the first three of them; `None` where there are none.
pub fn few(names: &[String]) -> Option<String> {
    let (first, more) = names.split_at(names.len().min(3));
    let shown = first.join(", ");
    match more.len() {
        _ if first.is_empty() => None,
        0 => Some(shown),
        more => Some(format!("{shown} and {more} more")),
    }
}

pub(crate) type Answer = BoxFuture<'static, Result<Box<dyn Message>>>;
type Run = Box<dyn Fn(Call, Box<dyn Message>) -> Answer + Send + Sync>;
type BoxedTouches = Box<dyn Fn(&Call, &dyn Message) -> Touch + Send + Sync>;
/// What an operation touches, as its table says.
type Touches<S, I> = fn(&S, &Call, &I) -> Touch;
/// A method of a service, with its future boxed.
type Method<S, I, O> = fn(Arc<S>, Call, I) -> BoxFuture<'static, Result<O>>;

/// How one operation is run.
pub struct Route {
    pub(crate) op: &'static Operation,
    pub(crate) blank: fn() -> Box<dyn Message>,
    pub(crate) touch: BoxedTouches,
    pub(crate) run: Run,
}

/// Collects a service's routes.
#[derive(Default)]
pub struct Routes(pub(crate) Vec<Route>);

impl Routes {
    /// Adds one operation: what it touches and the method that runs it.
    pub fn on<S: Host, O: Op>(
        &mut self,
        service: &Arc<S>,
        touch: Touches<S, O::Input>,
        run: Method<S, O::Input, O::Output>,
    ) {
        let (service, known) = (service.clone(), service.clone());
        self.0.push(Route {
            op: O::spec(),
            blank: || Box::new(O::Input::default()),
            touch: Box::new(move |call, input| {
                let input: &dyn Any = input;
                input.downcast_ref().map_or_else(Touch::all, |input| touch(&known, call, input))
            }),
            run: Box::new(move |call, input| {
                let input: Box<dyn Any> = input;
                match input.downcast::<O::Input>() {
                    Ok(input) => {
                        let done = run(service.clone(), call, *input);
                        Box::pin(async move { done.await.map(|out| Box::new(out) as Box<dyn Message>) })
                    }
                    Err(_) => {
                        Box::pin(async { Err(Error::internal("an operation was given another's input")) })
                    }
                }
            }),
        });
    }
}

/// Declares a service's table: `Operation => method`, and `on |call, input| touch` where a resource is touched, or
/// `of |service, call, input| touch` where the service must be asked which. The method is
/// `async fn(&self, &Call, Input) -> Result<Output>`.
#[macro_export]
macro_rules! operations {
    ($service:ty as $model:ident; $($op:ident => $method:ident $($how:ident $touch:expr)?),* $(,)?) => {
        impl $service {
            /// The routes of every operation that this service supports.
            pub fn routes(self: &::std::sync::Arc<Self>) -> $crate::Routes {
                let mut routes = $crate::Routes::default();
                $(routes.on::<$service, $model::ops::$op>(
                    self,
                    $crate::operations!(@touch $model $op $($how $touch)?),
                    |service, call, input| Box::pin(async move { service.$method(&call, input).await }),
                );)*
                routes
            }
        }
    };
    (@touch $model:ident $op:ident) => { |_, _, _| $crate::Touch::all() };
    (@touch $model:ident $op:ident on $touch:expr) => {
        |_, call, input| {
            let touch: fn(&$crate::Call, &<$model::ops::$op as ::wire::shape::Op>::Input) -> $crate::Touch = $touch;
            touch(call, input)
        }
    };
    (@touch $model:ident $op:ident of $touch:expr) => { $touch };
}
