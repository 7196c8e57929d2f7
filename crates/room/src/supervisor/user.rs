//! Who a sandbox runs as: `user[:group]` by name or number, resolved in the root's own passwd and group files, as
//! container runtimes do (a numeric user needs no entry, but gets its groups and home from one).

use super::inside::Inside;
use crate::exit::StartFailure;

/// A resolved user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    /// Its further groups.
    pub(crate) groups: Vec<u32>,
    pub(crate) home: String,
}

/// A passwd or group file that is longer is nobody's.
const LIMIT: u64 = 4 << 20;

pub(crate) fn resolve(asked: &str, inside: &Inside) -> Result<User, StartFailure> {
    let read = |path| {
        let bytes = inside.read(path, LIMIT).map_err(|e| StartFailure::other(format!("{path}: {e}")))?;
        Ok::<_, StartFailure>(String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned())
    };
    resolve_in(asked, &read("/etc/passwd")?, &read("/etc/group")?)
}

fn resolve_in(asked: &str, passwd: &str, group: &str) -> Result<User, StartFailure> {
    let (name, wanted_group) = asked.split_once(':').unwrap_or((asked, ""));
    let name = if name.is_empty() { "0" } else { name };
    let number = name.parse::<u32>().ok();
    let entry = entries(passwd).find(|fields| match number {
        // A name of digits is a number, unless somebody has that very name.
        Some(number) => fields.first() == Some(&name) || field(fields, 2) == Some(number),
        None => fields.first() == Some(&name),
    });
    let missing =
        |group| StartFailure::NoSuchUser { user: if group { wanted_group } else { name }.into(), group };
    let (uid, gid) = match (&entry, number) {
        (Some(fields), _) => (field(fields, 2).ok_or_else(|| missing(false))?, field(fields, 3).unwrap_or(0)),
        (None, Some(number)) => (number, 0),
        (None, None) => return Err(missing(false)),
    };
    let home = entry.as_ref().and_then(|fields| fields.get(5)).filter(|home| !home.is_empty());
    let mut user = User { uid, gid, groups: Vec::new(), home: home.map_or("/", |home| home).to_owned() };
    if wanted_group.is_empty() {
        let matched = entry.as_ref().and_then(|fields| fields.first());
        let is_member = |fields: &Vec<&str>| {
            matched.is_some_and(|m| fields.get(3).is_some_and(|list| list.split(',').any(|one| one == *m)))
        };
        user.groups = entries(group).filter(is_member).filter_map(|fields| field(&fields, 2)).collect();
    } else {
        let number = wanted_group.parse::<u32>().ok();
        let found = entries(group).find(|fields| {
            fields.first() == Some(&wanted_group) || (number.is_some() && field(fields, 2) == number)
        });
        user.gid = found.and_then(|fields| field(&fields, 2)).or(number).ok_or_else(|| missing(true))?;
    }
    Ok(user)
}

fn entries(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split(':').collect())
}

fn field(fields: &[&str], at: usize) -> Option<u32> {
    fields.get(at)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str =
        "root:x:0:0:root:/root:/bin/sh\n# a comment\n\napp:x:1000:1001::/home/app:/bin/sh\nbroken\n";
    const GROUP: &str = "root:x:0:\napp:x:1001:\naudio:x:29:app,other\nvideo:x:44:other\n";

    fn user(uid: u32, gid: u32, groups: &[u32], home: &str) -> User {
        User { uid, gid, groups: groups.to_vec(), home: home.to_owned() }
    }

    #[test]
    fn users_by_name_and_number() {
        let check =
            |asked, expected: User| assert_eq!(resolve_in(asked, PASSWD, GROUP), Ok(expected), "{asked}");
        check("", user(0, 0, &[], "/root"));
        check("root", user(0, 0, &[], "/root"));
        check("app", user(1000, 1001, &[29], "/home/app"));
        check("1000", user(1000, 1001, &[29], "/home/app"));
        check("app:video", user(1000, 44, &[], "/home/app"));
        check("app:99", user(1000, 99, &[], "/home/app"));
        check("4242", user(4242, 0, &[], "/"));
        check("4242:4243", user(4242, 4243, &[], "/"));
        check(":44", user(0, 44, &[], "/root"));
    }

    #[test]
    fn who_is_not_there_is_refused() {
        let check = |asked, text: &str| {
            assert_eq!(resolve_in(asked, PASSWD, GROUP).unwrap_err().to_string(), text);
        };
        check("nobody", "unable to find user nobody: no matching entries in passwd file");
        check("app:nogroup", "unable to find group nogroup: no matching entries in group file");
        check("-1", "unable to find user -1: no matching entries in passwd file");
    }
}
