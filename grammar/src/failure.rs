//! What to say where a declaration can't be read: which word stopped the reading, what may stand in its place, and,
//! where it can be told, what the drafter meant.

use crate::coded::Coded;
use crate::expected;
use crate::lexer::{Token, TokenKind};
use crate::parse::{Rule, Source};
use crate::respace::{self, Respaced};
use crate::vocabulary::{self, Category};
use crate::{Code, Diagnostic, Edit, Fix, Label, Message, Place, Severity, Span, confusable, width};
use pest::error::{Error, ErrorVariant, InputLocation};

/// An error that points at one place, with the message at the place too.
pub(crate) fn fault(code: Code, place: Place, message: Message, help: Message) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        labels: vec![Label { place, text: message.clone() }],
        message,
        help: Some(help),
        fix: None,
    }
}

/// Text before the first header; the mend makes it a comment.
pub(crate) fn stray(place: Place, text: &str) -> Diagnostic {
    let message = Message::new("这里的文字不属于任何声明", "this text belongs to no declaration");
    let help = Message::new(
        "每个声明都以行首的「政策」「标准」「规则」等词开头；说明性文字前面加「#」",
        "every declaration begins with a word like `policy`, `standard` or `rule` at the start of a line; put `#` before a remark",
    );
    let mut diagnostic = fault(Code::StrayText, place, message, help);
    let stray = text.get(place.span.start..place.span.end).unwrap_or_default();
    let mut start = place.span.start;
    let mut edits = Vec::new();
    for line in stray.split_inclusive('\n') {
        let written = line.trim_start();
        if !written.is_empty() && !written.starts_with(['#', '＃']) {
            let at = start + line.len() - written.len();
            edits.push(Edit {
                place: Place { file: place.file, span: Span::new(at, at) },
                text: "# ".to_owned(),
            });
        }
        start += line.len();
    }
    diagnostic.fix = Some(Fix { title: Message::new("改为注释", "make it a comment"), edits });
    diagnostic
}

/// Turns the failure of a declaration's parse into a diagnostic that points at the word where reading stopped.
pub(crate) fn explain(source: &Source<'_>, error: &Error<Rule>) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let tokens = &source.coded.tokens;
    let expected: &[Rule] = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    };
    let index = Coded::index(at);
    if index >= tokens.len() {
        return source.unfinished(expected);
    }
    source
        .odd_character(tokens, index)
        .or_else(|| source.run_together(tokens, index))
        .or_else(|| source.reserved(tokens, index, expected))
        .or_else(|| source.misspelt(tokens, index, expected))
        .unwrap_or_else(|| source.unreadable(tokens, index, expected))
}

/// A declaration whose words are in order and yet say nothing definite, such as a clause's number that is none.
pub(crate) fn unclear(source: &Source<'_>) -> Diagnostic {
    let span = source.coded.tokens.first().map(|token| token.span).unwrap_or_default();
    let message = Message::new("这个声明读不懂", "this declaration can't be read");
    fault(Code::Syntax, source.place(span), message, expected::form(source.kind))
}

impl Source<'_> {
    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn word(&self, token: Option<&Token>) -> &str {
        token.map(|token| token.text(self.text)).unwrap_or_default()
    }

    /// The declaration ends too early.
    fn unfinished(&self, expected: &[Rule]) -> Diagnostic {
        let last = self.coded.tokens.len().checked_sub(1).and_then(|at| touching(&self.coded.tokens, at));
        let span = last.or(self.coded.tokens.last().map(|token| token.span)).unwrap_or_default();
        let place = self.place(span);
        let word = self.text.get(span.start..span.end).unwrap_or_default();
        let wanted = expected::describe(self.kind, expected);
        let message = Message::new(
            format!("写到「{word}」就断了，后面应写{}", wanted.zh),
            format!("the text breaks off at `{word}`: {} should follow", wanted.en),
        );
        fault(Code::Syntax, place, message, expected::form(self.kind))
    }

    fn unreadable(&self, tokens: &[Token], index: usize, expected: &[Rule]) -> Diagnostic {
        let token = tokens.get(index);
        let place = self.place(token.map(|token| token.span).unwrap_or_default());
        let word = self.word(token);
        if let Some(diagnostic) = self.tight_division(tokens, index) {
            return diagnostic;
        }
        let wanted = expected::describe(self.kind, expected);
        let message = Message::new(
            format!("「{word}」写在这里读不懂：这里应写{}", wanted.zh),
            format!("`{word}` can't be read here: {} should stand here", wanted.en),
        );
        fault(Code::Syntax, place, message, expected::form(self.kind))
    }

    /// `甲/乙` without blanks is read as a unit.
    fn tight_division(&self, tokens: &[Token], index: usize) -> Option<Diagnostic> {
        let token = tokens.get(index)?;
        if !matches!(token.text(self.text), "/" | "／") {
            return None;
        }
        let place = self.place(token.span);
        let message = Message::new("作除号的「/」两边要有空格", "a `/` that divides has blanks around it");
        let help = Message::new(
            "单位里的「每」写作「元/人」；相除写作「甲 / 乙」或者「甲 ÷ 乙」",
            "in a unit write `yuan/person`; to divide write `a / b` or `a ÷ b`",
        );
        let mut diagnostic = fault(Code::Syntax, place, message, help);
        diagnostic.fix = Some(self.replace(token.span, " ÷ "));
        Some(diagnostic)
    }

    fn replace(&self, span: Span, text: &str) -> Fix {
        let shown = text.trim();
        Fix {
            title: Message::new(format!("改为「{shown}」"), format!("change to `{shown}`")),
            edits: vec![Edit { place: self.place(span), text: text.to_owned() }],
        }
    }

    /// Keywords, numbers and names in one piece: looked for in the word that failed and in the one before it.
    fn run_together(&self, tokens: &[Token], index: usize) -> Option<Diagnostic> {
        [Some(index), index.checked_sub(1)].into_iter().flatten().find_map(|at| {
            let span = touching(tokens, at)?;
            let written = self.text.get(span.start..span.end)?;
            let Respaced { words, .. } = respace::guess(&width::fold(written), self.declares)?;
            let spaced = words.join(" ");
            let message =
                Message::new(format!("「{written}」连在一起了"), format!("`{written}` runs words together"));
            let help = Message::new(
                format!("名称、关键词和数之间要空开：「{spaced}」"),
                format!("names, keywords and numbers are set apart by blanks: `{spaced}`"),
            );
            let mut diagnostic = fault(Code::RunTogether, self.place(span), message, help);
            diagnostic.fix = Some(self.replace(span, &spaced));
            Some(diagnostic)
        })
    }

    /// A keyword where a name should stand.
    fn reserved(&self, tokens: &[Token], index: usize, expected: &[Rule]) -> Option<Diagnostic> {
        let token = tokens.get(index)?;
        let word = token.text(self.text);
        let before = index.checked_sub(1).and_then(|at| tokens.get(at));
        let between = self.text.get(before?.span.end..token.span.start)?;
        let follows = tokens.get(index + 1).map(|token| token.text(self.text));
        let stands_as_name = !between.contains('\n') || matches!(follows, Some(":" | "：" | "=" | "＝"));
        if !expected::wants_name(expected) || !vocabulary::is_reserved(word) || !stands_as_name {
            return None;
        }
        let message = Message::new(
            format!("「{word}」是关键词，不能作名称"),
            format!("`{word}` is a keyword and can't be a name"),
        );
        let help = Message::new("换一个更具体的名称", "take a more specific name");
        Some(fault(Code::ReservedWord, self.place(token.span), message, help))
    }

    /// A word that nearly is one of the keywords that may stand here.
    fn misspelt(&self, tokens: &[Token], index: usize, expected: &[Rule]) -> Option<Diagnostic> {
        let token = tokens.get(index).filter(|token| token.kind == TokenKind::Word)?;
        let word = token.text(self.text);
        if vocabulary::keyword(&[word]).is_some() {
            return None;
        }
        let keywords: Vec<&str> = expected::keywords(self.kind, expected)
            .chain(vocabulary::entries().filter(|entry| entry.category == Category::Header))
            .flat_map(|entry| entry.spellings())
            .collect();
        if let Some(meant) = confusable::confusable(word, keywords.iter().copied()) {
            return Some(confused(self.place(token.span), word, meant, self.replace(token.span, meant)));
        }
        let meant = keywords.iter().copied().find(|keyword| nearly(word, keyword))?;
        let message = Message::new(
            format!("「{word}」写在这里读不懂，是不是「{meant}」？"),
            format!("`{word}` can't be read here; is it `{meant}`?"),
        );
        let mut diagnostic = fault(Code::Syntax, self.place(token.span), message, expected::form(self.kind));
        // Of two characters one is too few to be sure.
        diagnostic.fix = meant.chars().nth(2).map(|_| self.replace(token.span, meant));
        Some(diagnostic)
    }

    /// A character of no use in the language, which looks like one that is. One that can't be seen may part a word in two.
    fn odd_character(&self, tokens: &[Token], index: usize) -> Option<Diagnostic> {
        let here = tokens.get(index)?;
        let after = tokens.get(index + 1).filter(|after| after.span.start == here.span.end);
        let token = [Some(here), after].into_iter().flatten().find(|t| t.kind == TokenKind::Unknown)?;
        let written = token.text(self.text);
        let meant = confusable::mark(written.chars().next()?)?;
        Some(confused(self.place(token.span), written, meant, self.replace(token.span, meant)))
    }
}

fn confused(place: Place, written: &str, meant: &str, fix: Fix) -> Diagnostic {
    let (message, help) = if meant.is_empty() {
        (
            Message::new("这里有一个看不见的字符", "there is an invisible character here"),
            Message::new("删去它", "remove it"),
        )
    } else {
        (
            Message::new(
                format!("「{written}」里有形近的字符，应是「{meant}」"),
                format!("`{written}` has a character that only looks like the one in `{meant}`"),
            ),
            Message::new(format!("写作「{meant}」"), format!("write `{meant}`")),
        )
    };
    let mut diagnostic = fault(Code::ConfusableCharacter, place, message, help);
    diagnostic.fix = Some(fix);
    diagnostic
}

/// The tokens around one that touch each other: words, numbers, points, percent signs.
fn touching(tokens: &[Token], at: usize) -> Option<Span> {
    let joins = |token: &&Token| matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Date);
    let mut span = tokens.get(at).filter(joins)?.span;
    for token in tokens.get(..at)?.iter().rev().take_while(joins) {
        if token.span.end != span.start {
            break;
        }
        span = token.span.to(span);
    }
    for token in tokens.get(at + 1..)?.iter().take_while(joins) {
        if token.span.start != span.end {
            break;
        }
        span = span.to(token.span);
    }
    Some(span)
}

/// Whether two words differ by one character (two in a long English word).
pub(crate) fn nearly(word: &str, keyword: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), keyword.chars().collect());
    let most = match (keyword.is_ascii(), b.len()) {
        (true, 0..4) | (false, 0..2) => return false,
        (true, 7..) => 2,
        _ => 1,
    };
    a.len().abs_diff(b.len()) <= most && distance(&a, &b) <= most
}

/// How many characters have to be put in, taken out or changed.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let changed = get(&row, j) + usize::from(x != y);
            next.push(changed.min(get(&row, j + 1) + 1).min(get(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
