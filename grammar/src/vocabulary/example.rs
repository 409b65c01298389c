//! The examples of the vocabulary: short lines, each with the declaration that it needs around it.

/// Where an example's line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frame {
    /// It is whole declarations.
    Whole,
    /// A part of 政策.
    Policy,
    /// A field of a 档案.
    Field,
    /// A part of a 标准 in 元.
    Standard,
    /// A part of a 规则 that has subject and effect.
    Rule,
    /// The effect of a 规则.
    Effect,
    /// The condition of a 规则.
    Condition,
    /// The value of a 定义.
    Value,
    /// A part of a 案例.
    Scenario,
}

/// A use of a word, in Chinese; the formatter gives the English one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Where the line stands.
    pub frame: Frame,
    /// The line.
    pub text: &'static str,
}

impl Example {
    /// The example as declarations that parse by themselves (the names in them stay undeclared).
    pub fn declarations(&self) -> String {
        let text = self.text;
        match self.frame {
            Frame::Whole => text.to_owned(),
            Frame::Policy => format!("政策 示例\n  {text}\n"),
            Frame::Field => format!("档案 人员\n  {text}\n"),
            Frame::Standard => format!("标准 补贴额：元\n  {text}\n"),
            Frame::Rule => format!("规则 示例\n  对象 人员\n  支持 「示例」\n  {text}\n"),
            Frame::Effect => format!("规则 示例\n  对象 人员\n  {text}\n"),
            Frame::Condition => format!("规则 示例\n  对象 人员\n  当 {text}\n  支持 「示例」\n"),
            Frame::Value => format!("定义 示例\n  对象 人员\n  取值 {text}\n"),
            Frame::Scenario => format!("案例 示例\n  {text}\n"),
        }
    }
}

/// An example in a frame.
pub(super) const fn within(frame: Frame, text: &'static str) -> Example {
    Example { frame, text }
}
