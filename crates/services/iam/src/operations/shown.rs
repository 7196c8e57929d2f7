//! Records as answers show them. What an answer leaves out AWS leaves out too: lists show neither tags nor boundaries.

use crate::Iam;
use crate::records::*;
use crate::tags;
use model_iam::types::*;

/// A user as lists show it.
pub(crate) fn listed_user(user: &UserRecord) -> User {
    let base = &user.base;
    User {
        path: Some(base.path.clone()),
        user_name: Some(base.name.clone()),
        user_id: base.id.clone(),
        arn: user.arn(),
        create_date: base.created,
        ..User::default()
    }
}

/// A role as lists show it.
pub(crate) fn listed_role(role: &RoleRecord) -> Role {
    let base = &role.base;
    Role {
        path: base.path.clone(),
        role_name: base.name.clone(),
        role_id: base.id.clone(),
        arn: role.arn(),
        create_date: base.created,
        assume_role_policy_document: Some(role.trust.encoded()),
        description: role.description.clone(),
        max_session_duration: Some(role.max_session),
        ..Role::default()
    }
}

/// A user as it is shown alone.
pub(crate) fn shown_user(user: &UserRecord) -> User {
    User {
        permissions_boundary: shown_boundary(&user.held),
        tags: tags::shown(&user.base.tags),
        ..listed_user(user)
    }
}

impl Iam {
    /// A role as it is shown alone.
    pub(crate) fn shown_role(&self, role: &RoleRecord) -> Role {
        Role {
            permissions_boundary: shown_boundary(&role.held),
            tags: tags::shown(&role.base.tags),
            role_last_used: Some(self.role_last_used(role)),
            ..listed_role(role)
        }
    }
    /// When a session of the role last called.
    pub(crate) fn role_last_used(&self, role: &RoleRecord) -> RoleLastUsed {
        match self.state.used.last(&role.base.id) {
            Some((time, _, region)) => RoleLastUsed { last_used_date: Some(time), region: Some(region) },
            None => RoleLastUsed::default(),
        }
    }
}

pub(crate) fn shown_group(group: &GroupRecord) -> Group {
    let base = &group.base;
    Group {
        path: base.path.clone(),
        group_name: base.name.clone(),
        group_id: base.id.clone(),
        arn: group.arn(),
        create_date: base.created,
    }
}

pub(crate) fn shown_boundary(held: &Held) -> Option<AttachedPermissionsBoundary> {
    held.boundary.as_ref().map(|arn| AttachedPermissionsBoundary {
        permissions_boundary_type: Some(PermissionsBoundaryAttachmentType::Unknown("Policy".to_owned())),
        permissions_boundary_arn: Some(arn.clone()),
    })
}
