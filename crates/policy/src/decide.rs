//! The decision: which policies must allow, and what stands in the way.
//!
//! An explicit deny anywhere ends it. Without one, control policies and the endpoint's policy must allow; then the
//! resource's policy and the caller's own policies are weighed by whose the resource is:
//!
//! - In the caller's account either suffices. A resource's policy that names the caller itself (the user, the session,
//!   everyone) needs nobody else's consent; one that names the role needs its boundary and the session's policies;
//!   one that names only the account leaves it to the caller's own policies.
//! - In another account both must allow.
//! - A service, a federated identity and an anonymous caller have no policies: only the resource's policy decides.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>

use smallvec::SmallVec;

use crate::arn::Arn;
use crate::attached::{Attached, Layer, Policies};
use crate::context::Context;
use crate::document::Effect;
use crate::principal::{Closeness, Principal};
use crate::reason::Reason;
use crate::statement::{Action, Statement};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub principal: &'a Principal,
    /// `sqs:SendMessage`
    pub action: &'a str,
    /// The ARN, or `*` where the action has no resource.
    pub resource: &'a str,
    /// The condition keys of the request.
    pub context: &'a Context,
    /// The account that owns the resource, where its ARN does not say (S3). `None` takes the ARN's, or else the
    /// caller's own.
    pub resource_account: Option<&'a str>,
    /// The resource's policy must allow in every case, as a role's trust policy and a KMS key's policy must.
    pub resource_policy_required: bool,
}

impl<'a> Request<'a> {
    /// A request about a resource whose ARN names its account, or has none.
    pub fn new(principal: &'a Principal, action: &'a str, resource: &'a str, context: &'a Context) -> Self {
        Self { principal, action, resource, context, resource_account: None, resource_policy_required: false }
    }

    /// The layer that the resource's policy is called by.
    pub(crate) fn resource_layer(&self) -> Layer {
        let assumes = self.action.get(..14).is_some_and(|head| head.eq_ignore_ascii_case("sts:AssumeRole"));
        if assumes { Layer::Trust } else { Layer::Resource }
    }

    /// Whether the resource belongs to the caller's account.
    pub(crate) fn is_within_account(&self) -> bool {
        let owner = self.resource_account.or_else(|| Arn::parse(self.resource).map(|arn| arn.account));
        match owner {
            None | Some("" | "aws") => true,
            Some(owner) => self.principal.account() == Some(owner),
        }
    }
}

/// The statement that decided.
#[derive(Clone, Copy, Debug)]
pub struct StatementRef<'a> {
    /// The kind of policy that it stands in.
    pub layer: Layer,
    /// The policy that it stands in.
    pub attached: &'a Attached,
    /// Its place in the policy, counted from nought.
    pub index: usize,
}

impl<'a> StatementRef<'a> {
    /// The statement itself.
    pub fn statement(&self) -> Option<&'a Statement> {
        self.attached.policy.statements.get(self.index)
    }

    /// Its `Sid`.
    pub fn sid(&self) -> Option<&'a str> {
        self.statement()?.sid.as_deref()
    }
}

/// The answer.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// Whether the request may go on.
    pub allowed: bool,
    /// The statement that allowed or denied it; none where no statement speaks of it, or the root user needs none.
    pub deciding: Option<StatementRef<'a>>,
    /// Why.
    pub reason: Reason,
}

/// Decides one request.
pub fn decide<'a>(request: &Request<'_>, policies: &Policies<'a>) -> Decision<'a> {
    let findings = match Findings::gather(request, policies, Denies::Count) {
        Ok(findings) => findings,
        Err(deny) => {
            return Decision {
                allowed: false,
                reason: Reason::ExplicitDeny(deny.layer),
                deciding: Some(deny),
            };
        }
    };
    match findings.weigh(request) {
        Ok(deciding) => Decision { allowed: true, reason: Reason::Allowed, deciding },
        Err(layer) => Decision { allowed: false, reason: Reason::ImplicitDeny(layer), deciding: None },
    }
}

/// Whether statements that deny take part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Denies {
    /// They end the search.
    Count,
    /// They are passed over: what would be missing if nothing denied?
    Ignore,
}

/// That a layer allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grant<'a> {
    /// The statement; none for one that is only supposed.
    pub(crate) statement: Option<StatementRef<'a>>,
    pub(crate) closeness: Closeness,
}

/// What the layers say where none denies explicitly.
pub(crate) struct Findings<'a> {
    /// The levels that do not allow.
    pub(crate) service_control: SmallVec<[usize; 4]>,
    /// The levels that do not allow.
    pub(crate) resource_control: SmallVec<[usize; 4]>,
    pub(crate) endpoint: bool,
    pub(crate) resource: Option<Grant<'a>>,
    pub(crate) identity: Option<Grant<'a>>,
    pub(crate) boundary: bool,
    pub(crate) session: bool,
}

impl<'a> Findings<'a> {
    /// Asks every policy; an explicit deny ends the search.
    pub(crate) fn gather(
        request: &Request<'_>,
        policies: &Policies<'a>,
        denies: Denies,
    ) -> Result<Self, StatementRef<'a>> {
        let asker = Asker { asked: Asked::new(request, policies), denies };
        let limits = Limits::of(request.principal);
        let levels =
            |layer, levels, holds| if holds { asker.levels(layer, levels) } else { Ok(SmallVec::new()) };
        Ok(Self {
            resource_control: levels(
                Layer::ResourceControl,
                policies.resource_control,
                limits.resource_control,
            )?,
            service_control: levels(Layer::ServiceControl, policies.service_control, limits.service_control)?,
            endpoint: match policies.endpoint {
                Some(attached) => asker.one(Layer::Endpoint, attached)?.is_some(),
                None => true,
            },
            resource: match policies.resource {
                Some(attached) => asker.one(request.resource_layer(), attached)?,
                None => None,
            },
            identity: asker.any(Layer::Identity, policies.identity)?,
            boundary: match policies.boundary {
                Some(attached) => asker.one(Layer::Boundary, attached)?.is_some(),
                None => true,
            },
            session: match policies.session {
                Some(list) => asker.any(Layer::Session, list)?.is_some(),
                // "If there is no session policy, the code checks whether the principal is a role session."
                None => !matches!(request.principal, Principal::FederatedUser { .. }),
            },
        })
    }

    /// Weighs what was found: the statement that allows, or the kind of policy that is missing an allow.
    pub(crate) fn weigh(&self, request: &Request<'_>) -> Result<Option<StatementRef<'a>>, Layer> {
        require(self.resource_control.is_empty(), Layer::ResourceControl)?;
        require(self.service_control.is_empty(), Layer::ServiceControl)?;
        require(self.endpoint, Layer::Endpoint)?;
        let resource_layer = request.resource_layer();
        if request.principal.account().is_none() {
            return self.resource.map(|grant| grant.statement).ok_or(resource_layer);
        }
        if request.is_within_account() {
            require(self.resource.is_some() || !request.resource_policy_required, resource_layer)?;
            match self.resource {
                Some(Grant { statement, closeness: Closeness::Itself }) => Ok(statement),
                Some(Grant { statement, closeness: Closeness::Issuer }) => self.limits().map(|()| statement),
                Some(Grant { closeness: Closeness::Account, .. }) | None => self.own(request),
            }
        } else {
            // Where neither allows, AWS names the resource's policy.
            let grant = self.resource.ok_or(resource_layer)?;
            Ok(self.own(request)?.or(grant.statement))
        }
    }

    /// What the caller's own policies say.
    fn own(&self, request: &Request<'_>) -> Result<Option<StatementRef<'a>>, Layer> {
        require(self.identity.is_some() || is_root(request.principal), Layer::Identity)?;
        self.limits()?;
        Ok(self.identity.and_then(|grant| grant.statement))
    }

    fn limits(&self) -> Result<(), Layer> {
        require(self.boundary, Layer::Boundary)?;
        require(self.session, Layer::Session)
    }
}

fn require(found: bool, layer: Layer) -> Result<(), Layer> {
    if found { Ok(()) } else { Err(layer) }
}

/// The root user, or a session that it federated: all is allowed that nothing limits.
pub(crate) fn is_root(principal: &Principal) -> bool {
    match principal {
        Principal::Root { .. } => true,
        Principal::FederatedUser { issuer_arn, .. } => issuer_arn.ends_with(":root"),
        _ => false,
    }
}

/// Which control policies hold for a caller.
pub(crate) struct Limits {
    pub(crate) service_control: bool,
    pub(crate) resource_control: bool,
}

impl Limits {
    /// Neither holds for service-linked roles; service control policies hold for an account's principals only.
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html>
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html>
    pub(crate) fn of(principal: &Principal) -> Self {
        let linked = matches!(principal, Principal::RoleSession { service_linked: true, .. });
        Self { service_control: !linked && principal.account().is_some(), resource_control: !linked }
    }
}

/// A request, with what every statement needs to know of it.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'r> {
    pub(crate) request: &'r Request<'r>,
    pub(crate) action: Action<'r>,
    /// The caller has a permissions boundary.
    pub(crate) bounded: bool,
}

impl<'r> Asked<'r> {
    pub(crate) fn new(request: &'r Request<'r>, policies: &Policies<'_>) -> Self {
        Self { request, action: Action::new(request.action), bounded: policies.boundary.is_some() }
    }
}

/// Puts one request to policies.
struct Asker<'r> {
    asked: Asked<'r>,
    denies: Denies,
}

type Answer<'a, T> = Result<T, StatementRef<'a>>;

impl Asker<'_> {
    fn one<'a>(&self, layer: Layer, attached: &'a Attached) -> Answer<'a, Option<Grant<'a>>> {
        let place = |index| StatementRef { layer, attached, index };
        let mut found: Option<Grant<'a>> = None;
        for (index, statement) in attached.policy.candidates(self.asked.action) {
            let still_matters = match statement.effect {
                Effect::Allow => found.is_none_or(|grant| grant.closeness < Closeness::Itself),
                Effect::Deny => self.denies == Denies::Count,
            };
            if !still_matters {
                continue;
            }
            let Some(closeness) = self.applies(layer, statement) else { continue };
            if statement.effect == Effect::Deny {
                return Err(place(index));
            }
            if found.is_none_or(|grant| closeness > grant.closeness) {
                found = Some(Grant { statement: Some(place(index)), closeness });
            }
        }
        Ok(found)
    }

    /// Whether the statement speaks of the request, and how closely it names the caller. The cheapest question first.
    fn applies(&self, layer: Layer, statement: &Statement) -> Option<Closeness> {
        let Asked { request, action, bounded } = self.asked;
        let Request { principal, resource, context, .. } = *request;
        if !statement.speaks_of_action(action) {
            return None;
        }
        let closeness = statement.speaks_of_principal(principal, layer, bounded)?;
        let holds = statement.speaks_of_resource(resource, context) && statement.conditions_hold(context);
        holds.then_some(closeness)
    }

    /// The first statement of the list that allows.
    fn any<'a>(&self, layer: Layer, list: &'a [Attached]) -> Answer<'a, Option<Grant<'a>>> {
        let mut found = None;
        for attached in list {
            found = found.or(self.one(layer, attached)?);
        }
        Ok(found)
    }

    /// The levels that do not allow.
    fn levels<'a>(&self, layer: Layer, levels: &'a [Vec<Attached>]) -> Answer<'a, SmallVec<[usize; 4]>> {
        let mut missing = SmallVec::new();
        for (level, list) in levels.iter().enumerate() {
            if self.any(layer, list)?.is_none() {
                missing.push(level);
            }
        }
        Ok(missing)
    }
}
