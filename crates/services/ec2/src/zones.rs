//! Regions and their availability zones.
//!
//! On AWS letters and zone ids are matched anew for every account; here the mapping is the same for all, so that a
//! template behaves the same for everybody. `us-east-1` has the mapping of recorded/ec2.
//! <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>

/// A region.
pub(crate) struct Region {
    /// `us-east-1`
    pub(crate) name: &'static str,
    /// `US East (N. Virginia)`
    pub(crate) long_name: &'static str,
    /// Nobody has to ask for it.
    pub(crate) default: bool,
    /// `use1`
    code: &'static str,
    /// The letters of its zones and the numbers in their ids.
    zones: &'static [(char, u8)],
}

/// A zone of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    /// `us-east-1a`
    pub(crate) name: String,
    /// `use1-az6`
    pub(crate) id: String,
}

const ABC: &[(char, u8)] = &[('a', 1), ('b', 2), ('c', 3)];
const ABCD: &[(char, u8)] = &[('a', 1), ('b', 2), ('c', 3), ('d', 4)];

macro_rules! regions {
    ($($name:literal $code:literal $long:literal $default:literal $zones:expr;)*) => {
        /// Every public region.
        pub(crate) const REGIONS: &[Region] = &[$(Region {
            name: $name, long_name: $long, default: $default, code: $code, zones: $zones,
        },)*];
    };
}

regions! {
    "af-south-1" "afs1" "Africa (Cape Town)" false ABC;
    "ap-east-1" "ape1" "Asia Pacific (Hong Kong)" false ABC;
    "ap-east-2" "ape2" "Asia Pacific (Taipei)" false ABC;
    "ap-northeast-1" "apne1" "Asia Pacific (Tokyo)" true &[('a', 4), ('c', 1), ('d', 2)];
    "ap-northeast-2" "apne2" "Asia Pacific (Seoul)" true ABCD;
    "ap-northeast-3" "apne3" "Asia Pacific (Osaka)" true &[('a', 3), ('b', 1), ('c', 2)];
    "ap-south-1" "aps1" "Asia Pacific (Mumbai)" true &[('a', 1), ('b', 3), ('c', 2)];
    "ap-south-2" "aps2" "Asia Pacific (Hyderabad)" false ABC;
    "ap-southeast-1" "apse1" "Asia Pacific (Singapore)" true &[('a', 2), ('b', 1), ('c', 3)];
    "ap-southeast-2" "apse2" "Asia Pacific (Sydney)" true &[('a', 3), ('b', 1), ('c', 2)];
    "ap-southeast-3" "apse3" "Asia Pacific (Jakarta)" false ABC;
    "ap-southeast-4" "apse4" "Asia Pacific (Melbourne)" false ABC;
    "ap-southeast-5" "apse5" "Asia Pacific (Malaysia)" false ABC;
    "ap-southeast-6" "apse6" "Asia Pacific (New Zealand)" false ABC;
    "ap-southeast-7" "apse7" "Asia Pacific (Thailand)" false ABC;
    "ca-central-1" "cac1" "Canada (Central)" true &[('a', 1), ('b', 2), ('d', 4)];
    "ca-west-1" "caw1" "Canada West (Calgary)" false ABC;
    "eu-central-1" "euc1" "Europe (Frankfurt)" true &[('a', 2), ('b', 3), ('c', 1)];
    "eu-central-2" "euc2" "Europe (Zurich)" false ABC;
    "eu-north-1" "eun1" "Europe (Stockholm)" true ABC;
    "eu-south-1" "eus1" "Europe (Milan)" false ABC;
    "eu-south-2" "eus2" "Europe (Spain)" false ABC;
    "eu-west-1" "euw1" "Europe (Ireland)" true ABC;
    "eu-west-2" "euw2" "Europe (London)" true &[('a', 2), ('b', 3), ('c', 1)];
    "eu-west-3" "euw3" "Europe (Paris)" true ABC;
    "il-central-1" "ilc1" "Israel (Tel Aviv)" false ABC;
    "me-central-1" "mec1" "Middle East (UAE)" false ABC;
    "me-south-1" "mes1" "Middle East (Bahrain)" false ABC;
    "mx-central-1" "mxc1" "Mexico (Central)" false ABC;
    "sa-east-1" "sae1" "South America (Sao Paulo)" true ABC;
    "us-east-1" "use1" "US East (N. Virginia)" true
        &[('a', 6), ('b', 1), ('c', 2), ('d', 4), ('e', 3), ('f', 5)];
    "us-east-2" "use2" "US East (Ohio)" true ABC;
    "us-west-1" "usw1" "US West (N. California)" true &[('a', 1), ('c', 3)];
    "us-west-2" "usw2" "US West (Oregon)" true &[('a', 2), ('b', 1), ('c', 3), ('d', 4)];
}

/// A public region.
pub(crate) fn region(name: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.name == name)
}

/// The zones of a region, by letter. A region that AWS does not have is given three.
pub(crate) fn zones(name: &str) -> Vec<Zone> {
    let zone = |letter: char, code: &str, number: u8| Zone {
        name: format!("{name}{letter}"),
        id: format!("{code}-az{number}"),
    };
    match region(name) {
        Some(region) => region.zones.iter().map(|(letter, n)| zone(*letter, region.code, *n)).collect(),
        None => ABC.iter().map(|(letter, n)| zone(*letter, &name.replace('-', ""), *n)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_of_regions() {
        let check = |name: &str, first: &str, id: &str, count: usize| {
            let zones = zones(name);
            assert_eq!((&*zones[0].name, &*zones[0].id, zones.len()), (first, id, count));
        };
        // recorded: ec2/test_ec2.json, test_describe_availability_zones_filter_with_zone_names
        check("us-east-1", "us-east-1a", "use1-az6", 6);
        check("us-west-1", "us-west-1a", "usw1-az1", 2);
        check("eu-west-1", "eu-west-1a", "euw1-az1", 3);
        check("xx-test-1", "xx-test-1a", "xxtest1-az1", 3);
    }

    #[test]
    fn ids_are_one_of_a_kind() {
        let mut ids: Vec<_> = REGIONS.iter().flat_map(|region| zones(region.name)).map(|z| z.id).collect();
        ids.sort();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
