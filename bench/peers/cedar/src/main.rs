//! Cedar: yes or no to the two rules of W2 that are conditions; it works out no amounts and counts no lists.
//!
//! Months are in tenths. It has times but no years: days are numbers like 20240229 where the answers are to agree, and the way
//! with times, where a year is 365 days, is shown beside it.

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression,
};
use peers::measure::Way;
use peers::words::{iso, words, yyyymmdd};
use qingce_bench::records::{Case, cases, day, flat_case_pays};
use qingce_bench::timer::records;

const BY_NUMBERS: &str = include_str!("numbers.cedar");
const BY_TIMES: &str = include_str!("times.cedar");

fn main() {
    let way = |way| Way { peer: "Cedar", work: "W2, yes or no to two rules", way };
    let cases = cases(records());
    let yes = |case| {
        let [labour, startup, ..] = flat_case_pays(case);
        [i64::from(labour > 0), i64::from(startup > 0)]
    };
    let pays: Vec<_> = cases.iter().map(yes).collect();
    let [labour, startup] = ["labour", "startup"].map(|name| entity("Action", name));
    let requests = |case| {
        let context = context(case);
        [request(&labour, context.clone()), request(&startup, context)]
    };
    let requests: Vec<_> = cases.iter().map(requests).collect();
    for (name, policies) in [("requests ready", BY_NUMBERS), ("requests ready, its own times", BY_TIMES)] {
        let policies: PolicySet = policies.parse().expect("policies of Cedar");
        way(name).rows(&pays, |paid| authorize(&policies, &requests, paid));
    }
}

fn authorize(policies: &PolicySet, requests: &[[Request; 2]], paid: &mut [[i64; 2]]) {
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    for (paid, requests) in paid.iter_mut().zip(requests) {
        *paid = requests.each_ref().map(|request| {
            let decision = authorizer.is_authorized(request, policies, &entities).decision();
            i64::from(decision == Decision::Allow)
        });
    }
}

fn entity(ty: &str, name: &str) -> EntityUid {
    format!("{ty}::\"{name}\"").parse().expect("an entity")
}

fn request(action: &EntityUid, context: Context) -> Request {
    let (principal, resource) = (entity("Applicant", "one"), entity("Case", "one"));
    Request::new(principal, action.clone(), resource, context, None).expect("a request")
}

fn context(case: &Case) -> Context {
    let words = words(case);
    let text = |word: &str| RestrictedExpression::new_string(word.to_owned());
    let fields = [
        ("household", text(words.household)),
        ("destination", text(words.destination)),
        ("months", RestrictedExpression::new_long(case.months.into())),
        ("organisation", text(words.organisation)),
        ("registered", RestrictedExpression::new_bool(case.registered)),
        ("licensed", RestrictedExpression::new_bool(case.licensed)),
        ("since", RestrictedExpression::new_long(yyyymmdd(case.since))),
        ("since_time", RestrictedExpression::new_datetime(iso(case.since))),
        ("today", RestrictedExpression::new_long(yyyymmdd(day()))),
        ("today_time", RestrictedExpression::new_datetime(iso(day()))),
    ];
    Context::from_pairs(fields.map(|(name, value)| (name.to_owned(), value))).expect("a context")
}
