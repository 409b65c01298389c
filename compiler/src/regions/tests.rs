//! The analysis against brute force: random conditions, and every record of a grid that is finer than their constants.

use super::{Answer, Segment, Space};
use crate::model::{
    Body, Case, Definition, DefinitionId, Dimension, Exact, Expr, ExprKind, Field, FieldId, Let, LetId,
    ListId, Model, NumberType, OptionItem, OptionList, PeriodUnit, Record, RecordId, StandardId, Type,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use qingce_grammar::tree::Comparison;
use qingce_grammar::{FileId, Place, Span};

/// One record: a number with one decimal, an option, a set of options, a truth, and the days of a span.
#[derive(Debug, Clone)]
struct Facts {
    number: i128,
    option: usize,
    set: [bool; 3],
    truth: bool,
    days: i128,
}

const NUMBER: usize = 0;
const OPTION: usize = 1;
const SET: usize = 2;
const TRUTH: usize = 3;
const FIRST: usize = 4;
const LAST: usize = 5;

fn number(decimals: u32) -> Type {
    Type::Number(NumberType { dimension: Dimension::new(), decimals: Some(decimals), rate: false })
}

fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr { kind, ty, place: Place::default() }
}

fn field(at: usize, ty: Type) -> Box<Expr> {
    Box::new(expr(ExprKind::Field { frame: 0, path: vec![FieldId(at)] }, ty))
}

fn constant(digits: i128, decimals: u32) -> Box<Expr> {
    Box::new(expr(ExprKind::Number(Exact { digits, decimals }), number(decimals)))
}

fn truth(kind: ExprKind) -> Expr {
    expr(kind, Type::Truth)
}

/// One list of four options; definition 0 is 3.5 where the truth field holds and 6 otherwise; standard 0 goes by option.
fn model() -> Model {
    let item = |name: &str| OptionItem { name: name.to_owned(), gloss: None, place: Place::default() };
    let list = OptionList {
        name: "等级".to_owned(),
        options: ["甲", "乙", "丙", "丁"].map(item).into(),
        place: Place::default(),
    };
    let named = |name: &str, ty| Field {
        name: name.to_owned(),
        ty,
        key: false,
        sensitive: false,
        reference_date: false,
        gloss: None,
        place: Place::default(),
    };
    let fields = vec![
        named("数", number(1)),
        named("等级", Type::Option(ListId(0))),
        named("类别", Type::Options(ListId(0))),
        named("是", Type::Truth),
        named("开始", Type::Date),
        named("结束", Type::Date),
    ];
    let record = Record { name: "甲".to_owned(), gloss: None, fields, place: Place::default() };
    let case = Case { guard: *field(TRUTH, Type::Truth), result: *constant(35, 1), place: Place::default() };
    let definition = Definition {
        name: "门槛".to_owned(),
        subject: RecordId(0),
        ty: number(1),
        body: Body::Cases { cases: vec![case], otherwise: Some(*constant(6, 0)) },
        cited: Vec::new(),
        readings: Vec::new(),
        place: Place::default(),
    };
    Model { lists: vec![list], records: vec![record], definitions: vec![definition], ..Model::default() }
}

const BY_OPTION: [i128; 4] = [20, 35, 50, 80];

fn segment() -> Segment {
    let values = BY_OPTION.map(|digits| Exact { digits, decimals: 1 }).to_vec();
    let from = NaiveDate::from_ymd_opt(2022, 6, 1).unwrap();
    Segment { from, to: None, values: [(StandardId(0), values)].into() }
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    prop::sample::select(vec![Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual])
}

fn atoms() -> impl Strategy<Value = Expr> {
    let compare = |a, how, b| truth(ExprKind::Compare(a, how, b));
    let option = || field(OPTION, Type::Option(ListId(0)));
    let literal = (comparisons(), 0..10_i128, any::<bool>()).prop_map(move |(how, n, turned)| {
        let (value, constant) = (field(NUMBER, number(1)), constant(n * 5, 1));
        if turned { compare(constant, how, value) } else { compare(value, how, constant) }
    });
    let defined = comparisons().prop_map(move |how| {
        compare(
            field(NUMBER, number(1)),
            how,
            Box::new(expr(ExprKind::Definition(DefinitionId(0)), number(1))),
        )
    });
    let standard = comparisons().prop_map(move |how| {
        let by = expr(ExprKind::StandardBy(StandardId(0), option()), number(1));
        compare(field(NUMBER, number(1)), how, Box::new(by))
    });
    let local = Just(truth(ExprKind::Let(LetId(0))));
    let equal = (any::<bool>(), 0..4_usize).prop_map(move |(same, one)| {
        let how = if same { Comparison::Equal } else { Comparison::NotEqual };
        compare(option(), how, Box::new(expr(ExprKind::Option(one), Type::Option(ListId(0)))))
    });
    let sets = (any::<bool>(), any::<bool>(), prop::collection::vec(0..3_usize, 1..3)).prop_map(
        move |(of_set, negated, some)| {
            let value = if of_set { field(SET, Type::Options(ListId(0))) } else { option() };
            let set = Box::new(expr(ExprKind::Options(some), Type::Options(ListId(0))));
            truth(ExprKind::InOptions { value, set, negated })
        },
    );
    let spans = (comparisons(), 0..5_i128).prop_map(|(how, n)| {
        let (from, to) = (field(FIRST, Type::Date), field(LAST, Type::Date));
        truth(ExprKind::CompareRange { from, to, how, period: constant(n, 0), unit: PeriodUnit::Days })
    });
    prop_oneof![
        3 => literal,
        1 => defined,
        2 => standard,
        1 => local,
        2 => equal,
        2 => sets,
        2 => spans,
        1 => Just(*field(TRUTH, Type::Truth)),
    ]
}

fn conditions() -> impl Strategy<Value = Expr> {
    atoms().prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| truth(ExprKind::Not(Box::new(a)))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| truth(ExprKind::And(Box::new(a), Box::new(b)))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| truth(ExprKind::Or(Box::new(a), Box::new(b)))),
            (inner.clone(), inner).prop_map(|(a, b)| truth(ExprKind::Compare(
                Box::new(a),
                Comparison::Equal,
                Box::new(b)
            ))),
        ]
    })
}

/// Local name 0: the number is above 2.
fn lets() -> Vec<Let> {
    let above = ExprKind::Compare(field(NUMBER, number(1)), Comparison::Greater, constant(2, 0));
    vec![Let { name: "高".to_owned(), value: truth(above), place: Place::default() }]
}

fn every_record() -> impl Iterator<Item = Facts> {
    let numbers = (-5..100_i128).step_by(1).filter(|n| n % 5 == 0 || n % 5 == 1 || *n == -1);
    numbers.flat_map(|number| {
        (0..4_usize).flat_map(move |option| {
            (0..16_usize).flat_map(move |bits| {
                (0..6_i128).map(move |days| Facts {
                    number,
                    option,
                    set: [bits & 1 > 0, bits & 2 > 0, bits & 4 > 0],
                    truth: bits & 8 > 0,
                    days,
                })
            })
        })
    })
}

/// The number in tenths.
fn number_of(expr: &Expr, facts: &Facts) -> i128 {
    match &expr.kind {
        ExprKind::Number(exact) => exact.digits * 10_i128.pow(1 - exact.decimals),
        ExprKind::Field { .. } => facts.number,
        ExprKind::Definition(_) => {
            if facts.truth {
                35
            } else {
                60
            }
        }
        ExprKind::StandardBy(..) => BY_OPTION[facts.option],
        other => panic!("{other:?}"),
    }
}

fn holds(expr: &Expr, facts: &Facts) -> bool {
    match &expr.kind {
        ExprKind::Not(a) => !holds(a, facts),
        ExprKind::And(a, b) => holds(a, facts) && holds(b, facts),
        ExprKind::Or(a, b) => holds(a, facts) || holds(b, facts),
        ExprKind::Let(_) => facts.number > 20,
        ExprKind::Field { .. } => facts.truth,
        ExprKind::Compare(a, how, b) => match (&a.ty, &b.kind) {
            (Type::Truth, _) => holds(a, facts) == holds(b, facts),
            (Type::Option(_), ExprKind::Option(one)) => (facts.option == *one) == (*how == Comparison::Equal),
            _ => compared(number_of(a, facts), *how, number_of(b, facts)),
        },
        ExprKind::CompareRange { how, period, .. } => {
            compared(facts.days * 10, *how, number_of(period, facts))
        }
        ExprKind::InOptions { value, set, negated } => {
            let ExprKind::Options(some) = &set.kind else { panic!() };
            let found = some.iter().any(|one| match value.ty {
                Type::Option(_) => facts.option == *one,
                _ => facts.set[*one],
            });
            found != *negated
        }
        other => panic!("{other:?}"),
    }
}

fn compared(left: i128, how: Comparison, right: i128) -> bool {
    match how {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn a_combination_is_found_exactly_where_a_record_has_it(condition in conditions()) {
        let (model, lets, segment) = (model(), lets(), segment());
        let mut space = Space::new(&model, &lets, &segment, 0);
        let formula = space.formula(&condition);
        let brute = every_record().any(|facts| holds(&condition, &facts));
        match space.search(&formula) {
            Answer::Found(finding) => prop_assert!(brute && finding.certain, "{condition:?}"),
            Answer::Never => prop_assert!(!brute, "{condition:?}"),
            Answer::TooMany => prop_assert!(false, "too many"),
        }
    }

    #[test]
    fn what_is_left_out_of_a_finding_does_not_matter(condition in conditions()) {
        let (model, lets, segment) = (model(), lets(), segment());
        let mut space = Space::new(&model, &lets, &segment, 0);
        let formula = space.formula(&condition);
        if let Answer::Found(finding) = space.search(&formula) {
            let mut chosen = vec![None; space.variables.len()];
            for (variable, cell) in &finding.cells {
                chosen[*variable] = Some(cell.clone());
            }
            prop_assert_eq!(formula.value(&chosen), Some(true));
        }
    }
}

#[test]
fn fields_that_hang_together_make_a_finding_uncertain() {
    let model = model();
    let lets = Vec::new();
    let segment = segment();
    let mut space = Space::new(&model, &lets, &segment, 0);
    let value = || field(NUMBER, number(1));
    let doubled = Box::new(expr(ExprKind::Max(vec![*value(), *value()]), number(1)));
    // The larger of x and x is below 1 while x is above 5: no record, but two terms that the search takes for free.
    let low = truth(ExprKind::Compare(doubled, Comparison::Less, constant(1, 0)));
    let high = truth(ExprKind::Compare(value(), Comparison::Greater, constant(5, 0)));
    let formula = space.formula(&truth(ExprKind::And(Box::new(low), Box::new(high))));
    let Answer::Found(finding) = space.search(&formula) else { panic!() };
    assert!(!finding.certain);
}

#[test]
fn a_combination_reads_as_words() {
    let model = model();
    let lets = Vec::new();
    let segment = segment();
    let mut space = Space::new(&model, &lets, &segment, 0);
    let mut value = field(NUMBER, number(1));
    value.place = Place { file: FileId(0), span: Span::new(0, 6) };
    let low = truth(ExprKind::Compare(value.clone(), Comparison::Greater, constant(2, 0)));
    let high = truth(ExprKind::Compare(value, Comparison::Less, constant(5, 0)));
    let formula = space.formula(&truth(ExprKind::And(Box::new(low), Box::new(high))));
    let Answer::Found(finding) = space.search(&formula) else { panic!() };
    let words = space.words(&finding, &|_| "年限".to_owned());
    assert_eq!(words.zh, "年限 超过 2 不足 5（例如 3）");
    assert_eq!(words.en, "年限 is more than 2 and less than 5 (for example 3)");
}

#[test]
fn a_question_that_is_too_large_is_given_up() {
    let (model, segment) = (model(), segment());
    let mut space = Space::new(&model, &[], &segment, 0);
    let atom = |n: usize| *field(100 + n, Type::Truth);
    let same = |a: Expr, b: Expr| truth(ExprKind::Compare(Box::new(a), Comparison::Equal, Box::new(b)));
    // Whether an even number of twenty facts hold can't be told before the last of them.
    let even = (1..20).fold(atom(0), |sum, n| same(sum, atom(n)));
    let odd = truth(ExprKind::Not(Box::new(even.clone())));
    let formula = space.formula(&truth(ExprKind::And(Box::new(even), Box::new(odd))));
    assert_eq!(space.search(&formula), Answer::TooMany);
}
