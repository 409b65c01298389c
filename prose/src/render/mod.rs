//! The same document as text, Markdown, one HTML page, or DOCX.

pub mod chart;
pub mod docx;
pub mod html;
pub mod notice;
pub mod page;
pub mod text;
