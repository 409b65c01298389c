//! Parts of expressions as text, with how tightly they bind.

/// How tightly the parts of an expression bind, from the loosest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Level {
    Where,
    Or,
    And,
    Not,
    Compare,
    Round,
    Sum,
    Product,
    Minus,
    Postfix,
    Primary,
}

/// A part of an expression.
#[derive(Debug, Clone)]
pub struct Piece {
    text: String,
    level: Level,
}

impl Piece {
    /// Text that binds so tightly.
    pub fn new(text: impl Into<String>, level: Level) -> Self {
        Self { text: text.into(), level }
    }

    /// A name or literal.
    pub fn primary(text: impl Into<String>) -> Self {
        Self::new(text, Level::Primary)
    }

    /// The text, in brackets where it binds less tightly than asked for.
    pub fn at(&self, level: Level) -> String {
        if self.level >= level { self.text.clone() } else { format!("（{}）", self.text) }
    }

    /// Whether its outermost word binds exactly so.
    pub fn is(&self, level: Level) -> bool {
        self.level == level
    }

    /// The text by itself.
    pub fn text(&self) -> &str {
        &self.text
    }
}
