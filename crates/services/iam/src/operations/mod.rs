//! The API, one file a resource.

mod access_keys;
mod attachments;
mod groups;
mod inline;
mod policies;
mod roles;
mod shown;
mod users;
