//! Ids as AWS shapes them.

/// A request id: a random UUID.
pub fn request_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
