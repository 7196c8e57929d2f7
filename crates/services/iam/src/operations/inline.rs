//! Policies embedded in users, groups and roles: the same four operations for each.

use crate::Iam;
use crate::document::PolicyText;
use crate::page::{Page, page_in_order};
use crate::records::*;
use crate::state::Stored;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use policy::Use;
use wire::prelude::*;

impl Iam {
    async fn put_inline<R: Stored + Holder>(
        &self,
        call: &Call,
        holder: &str,
        name: String,
        text: &str,
    ) -> Result<()> {
        self.change_holder::<R>(call, holder, |record| {
            let (document, _) = PolicyText::checked(text, Use::Inline)?;
            record.held_mut().inline.insert(name, document);
            if record.held().inline.values().map(PolicyText::size).sum::<usize>() > R::INLINE_SIZE {
                return Err(errors::limit_exceeded(format!(
                    "Maximum policy size of {} bytes exceeded for {} {holder}",
                    R::INLINE_SIZE,
                    R::KIND.arn_type(),
                )));
            }
            Ok(())
        })
        .await
    }

    async fn delete_inline<R: Stored + Holder>(&self, call: &Call, holder: &str, name: &str) -> Result<()> {
        self.change_holder::<R>(call, holder, |record| {
            let gone = record.held_mut().inline.remove(name);
            gone.map(drop).ok_or_else(|| no_inline::<R>(name))
        })
        .await
    }

    /// The document of an inline policy, encoded.
    fn inline<R: Stored + Holder>(&self, call: &Call, holder: &str, name: &str) -> Result<String> {
        let record = self.state.get::<R>(call.account(), holder)?;
        record.held().inline.get(name).map(PolicyText::encoded).ok_or_else(|| no_inline::<R>(name))
    }

    fn inline_names<R: Stored + Holder>(
        &self,
        call: &Call,
        holder: &str,
        marker: Option<&str>,
        max_items: Option<i32>,
    ) -> Result<Page<String>> {
        let record = self.state.get::<R>(call.account(), holder)?;
        page_in_order(record.held().inline.keys().cloned(), Clone::clone, marker, max_items)
    }
}

fn no_inline<R: Entity>(name: &str) -> Error {
    errors::no_such_entity(format!("The {} policy with name {name} cannot be found.", R::KIND.arn_type()))
}

macro_rules! inline_policies {
    ($record:ty, $holder:ident;
        $put:ident: $put_in:ident => $put_out:ident, $get:ident: $get_in:ident => $get_out:ident,
        $delete:ident: $delete_in:ident => $delete_out:ident, $list:ident: $list_in:ident => $list_out:ident) => {
        impl Iam {
            pub(crate) async fn $put(&self, call: &Call, input: $put_in) -> Result<$put_out> {
                let $put_in { $holder, policy_name, policy_document } = input;
                self.put_inline::<$record>(call, &$holder, policy_name, &policy_document).await?;
                Ok($put_out {})
            }
            pub(crate) async fn $get(&self, call: &Call, input: $get_in) -> Result<$get_out> {
                let $get_in { $holder, policy_name } = input;
                let policy_document = self.inline::<$record>(call, &$holder, &policy_name)?;
                Ok($get_out { $holder, policy_name, policy_document })
            }
            pub(crate) async fn $delete(&self, call: &Call, input: $delete_in) -> Result<$delete_out> {
                self.delete_inline::<$record>(call, &input.$holder, &input.policy_name).await?;
                Ok($delete_out {})
            }
            pub(crate) async fn $list(&self, call: &Call, input: $list_in) -> Result<$list_out> {
                let marker = input.marker.as_deref();
                let page = self.inline_names::<$record>(call, &input.$holder, marker, input.max_items)?;
                Ok($list_out {
                    is_truncated: page.is_truncated(),
                    policy_names: page.items,
                    marker: page.marker,
                })
            }
        }
    };
}

inline_policies! { UserRecord, user_name;
    put_user_policy: PutUserPolicyInput => PutUserPolicyOutput,
    get_user_policy: GetUserPolicyInput => GetUserPolicyOutput,
    delete_user_policy: DeleteUserPolicyInput => DeleteUserPolicyOutput,
    list_user_policies: ListUserPoliciesInput => ListUserPoliciesOutput
}
inline_policies! { GroupRecord, group_name;
    put_group_policy: PutGroupPolicyInput => PutGroupPolicyOutput,
    get_group_policy: GetGroupPolicyInput => GetGroupPolicyOutput,
    delete_group_policy: DeleteGroupPolicyInput => DeleteGroupPolicyOutput,
    list_group_policies: ListGroupPoliciesInput => ListGroupPoliciesOutput
}
inline_policies! { RoleRecord, role_name;
    put_role_policy: PutRolePolicyInput => PutRolePolicyOutput,
    get_role_policy: GetRolePolicyInput => GetRolePolicyOutput,
    delete_role_policy: DeleteRolePolicyInput => DeleteRolePolicyOutput,
    list_role_policies: ListRolePoliciesInput => ListRolePoliciesOutput
}
