//! Charts as SVG, for where people would rather look than read.
//!
//! Positions on the drawing are approximate by nature; the values beside them stay exact.

#![allow(clippy::disallowed_types, reason = "positions on a drawing are no values of a policy")]

use plotters::prelude::*;

/// One point: what stands below it, and its height.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The label.
    pub label: String,
    /// The height, as exactly as a drawing needs it.
    pub height: f64,
    /// The value as people read it.
    pub shown: String,
}

/// How points are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Each value holds until the next one: amounts over time.
    Steps,
    /// A line through the points: one amount as a function of another.
    Line,
    /// A bar each: amounts side by side.
    Bars,
}

/// The size of a chart, in the units of its drawing.
const SIZE: (u32, u32) = (560, 200);
const MARGIN: (i32, i32) = (20, 44);

/// A chart with a title, as an SVG element that scales with the page; `None` if there is nothing to draw.
pub fn svg(title: &str, kind: Kind, points: &[Point]) -> Option<String> {
    let most = points.iter().map(|point| point.height).fold(0.0_f64, f64::max);
    let least = points.iter().map(|point| point.height).fold(0.0_f64, f64::min);
    if points.is_empty() || most - least <= 0.0 {
        return None;
    }
    let mut out = String::new();
    {
        let root = SVGBackend::with_string(&mut out, SIZE).into_drawing_area();
        draw(&root, kind, points, (least, most)).ok()?;
        root.present().ok()?;
    }
    Some(fit(&out, title))
}

type Area<'s> = DrawingArea<SVGBackend<'s>, plotters::coord::Shift>;

fn draw(
    root: &Area<'_>,
    kind: Kind,
    points: &[Point],
    (least, most): (f64, f64),
) -> Result<(), Box<dyn std::error::Error>> {
    let (wide, high) = (i32::try_from(SIZE.0)?, i32::try_from(SIZE.1)?);
    let (top, bottom) = (MARGIN.0 + 12, high - MARGIN.1);
    let count = i32::try_from(points.len())?;
    let step = (wide - 2 * MARGIN.0) / count;
    let at = |place: usize| MARGIN.0 + step * i32::try_from(place).unwrap_or(0);
    #[allow(clippy::cast_possible_truncation)]
    let level =
        |height: f64| bottom - ((height - least) / (most - least) * f64::from(bottom - top)).round() as i32;
    let ink = RGBColor(0x0b, 0x53, 0x94);
    let line = ShapeStyle { color: ink.to_rgba(), filled: false, stroke_width: 2 };
    let text = ("sans-serif", 13).into_font().color(&RGBColor(0x44, 0x44, 0x44));
    root.draw(&PathElement::new(
        vec![(MARGIN.0, level(0.0_f64.max(least))), (wide - MARGIN.0, level(0.0_f64.max(least)))],
        RGBColor(0x99, 0x99, 0x99),
    ))?;
    for (place, point) in points.iter().enumerate() {
        let (x, y) = (at(place), level(point.height));
        match kind {
            Kind::Steps => {
                root.draw(&PathElement::new(vec![(x, y), (x + step, y)], line))?;
                if let Some(next) = points.get(place + 1) {
                    root.draw(&PathElement::new(vec![(x + step, y), (x + step, level(next.height))], line))?;
                }
            }
            Kind::Line => {
                if let Some(next) = points.get(place + 1) {
                    root.draw(&PathElement::new(vec![(x, y), (x + step, level(next.height))], line))?;
                }
                root.draw(&Circle::new((x, y), 3, ink.filled()))?;
            }
            Kind::Bars => {
                root.draw(&Rectangle::new(
                    [(x + step / 6, y), (x + step * 5 / 6, level(0.0_f64.max(least)))],
                    ink.filled(),
                ))?;
            }
        }
        root.draw(&Text::new(point.shown.clone(), (x + 2, y - 16), text.clone()))?;
        root.draw(&Text::new(point.label.clone(), (x + 2, bottom + 12), text.clone()))?;
    }
    Ok(())
}

/// Makes the drawing take the width that there is, with a name for those who can't see it.
fn fit(svg: &str, title: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let (wide, high) = SIZE;
    let body = svg.split_once('>').map_or("", |(_, body)| body);
    format!(
        "<svg role=\"img\" aria-label=\"{title}\" viewBox=\"0 0 {wide} {high}\" xmlns=\"http://www.w3.org/2000/svg\">{body}"
    )
}
