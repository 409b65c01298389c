//! Names that are close to a misspelt one.

/// The at most three candidates nearest to `name`, nearest first: few characters apart, or one part of the other.
pub(crate) fn nearest(name: &str, candidates: &[String]) -> Vec<String> {
    let length = name.chars().count();
    if length < 2 {
        return Vec::new();
    }
    let limit = if length <= 3 { 1 } else { length.div_ceil(3) };
    let mut found: Vec<(usize, &String)> = candidates
        .iter()
        .filter(|candidate| candidate.as_str() != name)
        .filter_map(|candidate| {
            let part = candidate.contains(name) || part_of(candidate, name);
            if !part && candidate.chars().count().abs_diff(length) > limit {
                return None;
            }
            let distance = strsim::osa_distance(name, candidate);
            (distance <= limit || part).then_some((distance, candidate))
        })
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().take(3).map(|(_, candidate)| candidate.clone()).collect()
}

/// The one candidate that is surely meant: nothing else is as near, and it is one slip away.
pub(crate) fn surely_meant(name: &str, nearest: &[String]) -> Option<String> {
    let first = nearest.first()?;
    let distance = |candidate: &String| strsim::osa_distance(name, candidate);
    let alone = nearest.get(1).is_none_or(|second| distance(second) > distance(first));
    (distance(first) == 1 && alone).then(|| first.clone())
}

/// Whether `candidate` is a part of `name` that is long enough to mean something.
fn part_of(candidate: &str, name: &str) -> bool {
    candidate.chars().count() > 1 && name.contains(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_one_character_is_found_and_mended() {
        let names = ["培训天数".to_owned(), "培训地点".to_owned(), "工资".to_owned()];
        let near = nearest("培训日数", &names);
        assert_eq!(near.first().map(String::as_str), Some("培训天数"));
        assert_eq!(surely_meant("培训日数", &near).as_deref(), Some("培训天数"));
    }

    #[test]
    fn far_names_are_not_offered() {
        assert!(nearest("出生日期", &["工资".to_owned()]).is_empty());
    }
}
