//! What can be folded: declarations, clauses with what is under them, runs of comments, long lists of what a scenario gives.

use super::View;
use super::outline::outline;
use qingce_grammar::lexer::{TokenKind, tokens};
use qingce_grammar::position::Lines;
use qingce_grammar::tree::Decl;
use qingce_grammar::{FileId, Span};

/// Some lines that can be folded under the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    /// First line, from 0.
    pub start: usize,
    /// Last line.
    pub end: usize,
    /// Whether they are comments.
    pub comment: bool,
}

/// What can be folded in a file, in order; of two that begin on one line the longer one stays.
pub fn folding(view: &View<'_>, file: FileId) -> Vec<Fold> {
    let text = view.file(file);
    let lines = Lines::new(text);
    let line = |offset: usize| lines.position(offset).line;
    let fold = |span: Span| Fold { start: line(span.start), end: line(span.end), comment: false };
    let outline = outline(view, file);
    let whole = outline
        .iter()
        .flat_map(|top| std::iter::once(top.whole).chain(top.inside.iter().map(|one| one.whole)));
    let mut folds: Vec<Fold> = whole.map(fold).collect();
    for item in view.tree(file).into_iter().flat_map(|tree| &tree.items) {
        let Some(Decl::Scenario(scenario)) = &item.decl else { continue };
        if let (Some(first), Some(last)) = (scenario.given.first(), scenario.given.last()) {
            folds.push(fold(first.span.to(last.span)));
        }
    }
    folds.extend(comments(text, &lines));
    folds.retain(|fold| fold.end > fold.start);
    folds.sort_by_key(|fold| (fold.start, std::cmp::Reverse(fold.end)));
    folds.dedup_by_key(|fold| fold.start);
    folds
}

/// Comments on lines of their own, one under the other.
fn comments(text: &str, lines: &Lines<'_>) -> Vec<Fold> {
    let mut runs: Vec<Fold> = Vec::new();
    for token in tokens(text).iter().filter(|token| token.kind == TokenKind::Comment) {
        let line = lines.position(token.span.start).line;
        if !lines.line(line).trim_start().starts_with(['#', '＃']) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end + 1 == line => run.end = line,
            _ => runs.push(Fold { start: line, end: line, comment: true }),
        }
    }
    runs
}
