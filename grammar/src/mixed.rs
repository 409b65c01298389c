//! Keywords of the other language than the file's.

use crate::coded::Coded;
use crate::declarations::Piece;
use crate::expected::entry_of;
use crate::lexer::TokenKind;
use crate::parse::{Rule, pairs};

use crate::vocabulary::{self, Category, Entry};
use crate::{Code, Diagnostic, Edit, FileId, Fix, Label, Language, Message, Place, Severity, Span};

/// Warns of every keyword in the other language. `piece` must have been parsed without fault.
pub(crate) fn check(
    text: &str,
    file: FileId,
    piece: &Piece<'_>,
    language: Language,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let suspicious = |word: &str| match vocabulary::keyword(&[word]) {
        Some((entry, _)) => is_foreign(entry, word, language),
        None => {
            !vocabulary::keywords_from(word).is_empty() && word.is_ascii() != (language == Language::English)
        }
    };
    let any = piece.tokens.iter().any(|token| match token.kind {
        TokenKind::Word => suspicious(token.text(text)),
        TokenKind::Possessive => language == Language::Chinese,
        TokenKind::ClauseNumber => language == Language::English,
        _ => false,
    });
    if !any {
        return;
    }
    for (entry, span) in keywords(text, piece) {
        let word = text.get(span.start..span.end).unwrap_or_default();
        if is_foreign(entry, word, language) {
            diagnostics.push(warning(entry, word, Place { file, span }, text, language));
        }
    }
}

/// Whether a keyword is spelled in the other language only. Signs and words that both languages share are at home.
fn is_foreign(entry: &Entry, word: &str, language: Language) -> bool {
    let own = match language {
        Language::Chinese => entry.zh,
        Language::English => entry.en,
    };
    let sign = matches!(entry.category, Category::Mark | Category::Magnitude) || entry.id == "percent";
    let english = word.is_ascii() || word.starts_with('’');
    !sign && !own.is_empty() && own != word && english != (language == Language::English)
}

fn warning(entry: &Entry, word: &str, place: Place, text: &str, language: Language) -> Diagnostic {
    let (spelling, edited) = replacement(entry, word, place.span, text, language);
    let (zh, en) = match language {
        Language::Chinese => ("中文", "Chinese"),
        Language::English => ("英文", "English"),
    };
    Diagnostic {
        code: Code::MixedLanguage,
        severity: Severity::Warning,
        message: Message::new(
            format!("这个文件的关键词用{zh}，这里写成了「{word}」"),
            format!("the keywords of this file are {en}, and `{word}` is not"),
        ),
        labels: vec![Label {
            place,
            text: Message::new(format!("写作「{spelling}」"), format!("write `{spelling}`")),
        }],
        help: Some(Message::new(
            "一个文件的关键词只用一种语言，以第一个声明为准",
            "a file keeps to one language for its keywords, that of its first declaration",
        )),
        fix: Some(Fix {
            title: Message::new(format!("改为「{spelling}」"), format!("change to `{spelling}`")),
            edits: vec![Edit { place, text: edited }],
        }),
    }
}

/// How the keyword is spelled in the file's language, and the text that takes its place, with blanks where words would touch.
fn replacement(entry: &Entry, word: &str, span: Span, text: &str, language: Language) -> (String, String) {
    let spelling = match (entry.id, language) {
        ("clause", Language::Chinese) => {
            let number =
                crate::numerals::clause_number(word.trim_start_matches("clause").trim()).unwrap_or(0);
            format!("第{}条", crate::numerals::in_chinese(number))
        }
        ("clause", Language::English) => {
            format!("clause {}", crate::numerals::clause_number(&crate::fold(word)).unwrap_or(0))
        }
        _ => entry.spelling(language).to_owned(),
    };
    let touches = |c: Option<char>| c.is_some_and(crate::lexer::continues);
    let before = touches(text.get(..span.start).and_then(|t| t.chars().next_back()));
    let after = touches(text.get(span.end..).and_then(|t| t.chars().next()));
    let attached = spelling.starts_with('\'');
    let mut edited = String::new();
    if before && !attached {
        edited.push(' ');
    }
    edited.push_str(&spelling);
    if after {
        edited.push(' ');
    }
    (spelling, edited)
}

/// The keywords of a declaration that parses, as the grammar reads them, with their places in the file.
fn keywords(text: &str, piece: &Piece<'_>) -> Vec<(&'static Entry, Span)> {
    let coded = Coded::new(text, piece.tokens);
    let Ok(pairs) = pairs(piece.kind, &coded.code) else { return Vec::new() };
    pairs
        .flatten()
        .filter_map(|pair| {
            let entry = match pair.as_rule() {
                Rule::clause_head => vocabulary::entry("clause"),
                // Inside a clause's head, which is reported as a whole.
                Rule::kw_clause => None,
                other => entry_of(other),
            }?;
            Some((entry, coded.span(&pair)))
        })
        .collect()
}
