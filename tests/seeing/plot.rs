//! Pictures, read back: what is in the files is what was to be drawn.
//!
//! `BLESS=1 cargo test -p paraminit-tests --test suite plot` draws those in `core/docs/pictures` anew.

use std::fs;
use std::path::{Path, PathBuf};

use ndarray::Array1;
use paraminit::plot::{self, PlotError, Series};
use paraminit::prelude::*;
use paraminit_examples::depth::{Measurement, NetDims, schemes};

/// The colors of bars and of what is expected.
const BARS: &str = "#9ECAE1";
const EXPECTED: &str = "#991B00";
/// Coordinates a unit, and the size of a panel in units.
const FINER: f64 = 8.0;
const PANEL: (f64, f64) = (340.0, 270.0);

/// One element of an SVG file: its name, its attributes, and the words in it.
struct Element {
    tag: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    fn number(&self, name: &str) -> f64 {
        self.get(name).parse().unwrap_or_else(|_| panic!("`{name}` of `{}` is `{}`", self.tag, self.get(name)))
    }
}

/// Reads what the library writes: an element a line, words on lines of their own.
fn parse(svg: &str) -> Vec<Element> {
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
    let mut elements: Vec<Element> = Vec::new();
    for line in svg.lines() {
        let Some(inner) = line.strip_prefix('<') else {
            elements.last_mut().expect("words stand in an element").text.push_str(line);
            continue;
        };
        if inner.starts_with('/') {
            continue;
        }
        let inner = inner.trim_end_matches(['/', '>']);
        let (tag, mut rest) = inner.split_once(' ').expect("a tag with attributes");
        let mut attributes = Vec::new();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("a quoted value");
            attributes.push((key.trim().to_owned(), value.to_owned()));
            rest = after;
        }
        elements.push(Element { tag: tag.to_owned(), attributes, text: String::new() });
    }
    elements
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn read(path: &Path) -> Vec<Element> {
    parse(&fs::read_to_string(path).expect("a file"))
}

#[derive(Initialize)]
struct Net {
    hidden: Dense<64, 32>,
    mask: Dense<32, 32>,
    head: Dense<32, 4>,
}

fn rules() -> Rules<'static, Net> {
    init! { <Net>
        hidden.weight => kaiming_normal,
        hidden.bias => trunc_normal(0.02),
        mask.weight => mixture { 0.25 => uniform(0.5, 1.0), 0.5 => zeros, 0.25 => uniform(-1.0, -0.5) },
        mask.bias => constant(0.1),
        head.weight => orthogonal,
        head.bias => clamped(normal(0.0, 1.0), 0.0, f64::INFINITY),
    }
}

/// The elements of the panel in this row and column, below a legend of so many units.
fn panel(elements: &[Element], legend: f64, row: f64, column: f64) -> Vec<&Element> {
    let inside = |element: &&Element| {
        let (x, y) = match element.tag.as_str() {
            "rect" | "text" => (element.number("x"), element.number("y")),
            "circle" => (element.number("cx"), element.number("cy")),
            "polyline" => {
                let first = element.get("points").split(' ').next().expect("a point");
                let (x, y) = first.split_once(',').expect("two numbers");
                (x.parse().expect("a number"), y.parse().expect("a number"))
            }
            _ => return false,
        };
        let (x, y) = (x / FINER / PANEL.0 - column, (y / FINER - legend) / PANEL.1 - row);
        (0.0..1.0).contains(&x) && (0.0..1.0).contains(&y)
    };
    elements.iter().skip(2).filter(inside).collect()
}

/// How many values the bars of a panel stand for, by the numbers at its axis.
fn counted(panel: &[&Element]) -> f64 {
    let marks: Vec<(f64, f64)> = panel
        .iter()
        .filter(|element| element.tag == "text" && element.get("text-anchor") == "end")
        .map(|element| (element.text.parse().expect("a count"), element.number("y")))
        .collect();
    let [(low, bottom), .., (high, top)] = *marks else { panic!("an axis has numbers: {marks:?}") };
    let bars = panel.iter().filter(|element| element.tag == "rect" && element.get("fill") == BARS);
    bars.map(|bar| bar.number("height")).sum::<f64>() * (high - low) / (bottom - top)
}

#[test]
fn histograms_show_what_is_in_the_model() {
    let (folder, rules) = (folder(), rules());
    let net = rules.build(42).expect("the rules suit the model");
    let path = folder.path().join("net.svg");
    plot::histograms(&net, Some(&rules), &path).expect("a picture");
    let elements = read(&path);

    let legend = 16.0 + 28.0;
    let page = &elements[0];
    assert_eq!((page.number("width"), page.number("height")), (3.0 * PANEL.0, legend + 2.0 * PANEL.1 + 16.0));
    // Path and shape, initializer, elements; whether there is a line; how many dots.
    let expected = [
        ("hidden.weight [32, 64]", "kaiming_normal", 2048.0, true, 0),
        ("hidden.bias [32]", "trunc_normal(0.02)", 32.0, true, 0),
        ("mask.weight [32, 32]", "mixture { 0.25 =&gt; uniform(0.5, 1), 0", 1024.0, true, 1),
        ("mask.bias [32]", "constant(0.1)", 32.0, false, 1),
        ("head.weight [4, 32]", "orthogonal", 128.0, false, 0),
        ("head.bias [4]", "clamped(normal(0, 1), 0, inf)", 4.0, true, 1),
    ];
    for (at, (title, initializer, count, line, dots)) in (0_u8..).zip(expected) {
        let panel = panel(&elements, legend, f64::from(at / 3), f64::from(at % 3));
        let words: Vec<&str> = panel.iter().filter(|e| e.tag == "text").map(|e| e.text.as_str()).collect();
        assert!(words[0] == title && words[1].starts_with(initializer), "{words:?}");
        assert!(words.contains(&"value") && words.contains(&"values per bar"), "{title}: {words:?}");
        // Coordinates are whole numbers: a bar is wrong by one at most, of the thousand or so that an axis is long.
        let found = counted(&panel);
        assert!((found / count - 1.0).abs() < 0.01, "{title}: {found} values, not {count}");
        let circles = panel.iter().filter(|e| e.tag == "circle" && e.get("fill") == EXPECTED).count();
        assert_eq!(circles, dots, "{title}");
        // A dot stands on a stem.
        let lines = panel.iter().filter(|e| e.tag == "polyline" && e.get("stroke") == EXPECTED).count();
        assert_eq!(lines, usize::from(line) + dots, "{title}");
    }
    // The constant is labeled, as its own type writes it.
    assert_eq!(elements.iter().filter(|e| e.text == "all are 0.1").count(), 1);

    let again = folder.path().join("again.SVG");
    plot::histograms(&net, Some(&rules), &again).expect("a picture");
    assert_eq!(fs::read(&path).ok(), fs::read(&again).ok());
}

/// Bars are the model's, the line is the rules'.
#[test]
fn bars_and_line_can_disagree() {
    let folder = folder();
    let path = folder.path().join("layer.svg");
    let layer = init! { <Dense<64, 32>> ** => zeros }.build(0).expect("zeros");
    plot::histograms(&layer, None, &path).expect("a picture");
    let elements = read(&path);
    let weight = panel(&elements, 44.0, 0.0, 0.0);
    let bars: Vec<_> = weight.iter().filter(|e| e.get("fill") == BARS).collect();
    assert_eq!(bars.len(), 1, "all values are in the middle bar");
    assert!(weight.iter().any(|e| e.get("stroke") == EXPECTED), "PyTorch's uniform distribution");
    assert!(weight.iter().any(|e| e.text == "all are 0"));
}

#[derive(Initialize)]
#[init(dims(n))]
struct Array {
    #[init(shape = [n], required)]
    values: Array1<f64>,
}

fn array(values: Vec<f64>) -> Array {
    Array { values: Array1::from(values) }
}

#[test]
fn values_of_any_kind_are_drawn_or_refused() {
    let folder = folder();
    for kind in ["svg", "png"] {
        let path = folder.path().join(format!("array.{kind}"));
        for values in [vec![], vec![2.5], vec![-f64::MAX, f64::MAX], vec![5e-324; 3], vec![1.0, 1.0_f64.next_up()]] {
            let text = format!("{values:?}");
            plot::histograms(&array(values), None, &path).unwrap_or_else(|error| panic!("{text}: {error}"));
        }
        fs::remove_file(&path).expect("a file");
        for value in [f64::NAN, f64::INFINITY] {
            let error = plot::histograms(&array(vec![0.0, value]), None, &path).expect_err("no place for it");
            assert!(matches!(error, PlotError::NotFinite { index: 1, .. }));
            assert_eq!(error.to_string(), format!("element 1 of `values` is {value}, and an axis has no place for it"));
        }
        assert!(!path.exists());
    }
    let path = folder.path().join("array.svg");
    plot::histograms(&array(vec![]), None, &path).expect("a picture");
    let words: Vec<String> = read(&path).into_iter().map(|element| element.text).collect();
    assert!(["values [0]", "no initializer", "no elements"].iter().all(|text| words.iter().any(|word| word == text)));
}

#[derive(Initialize)]
struct Empty {
    #[init(skip)]
    _step: usize,
}

#[test]
fn models_without_values_are_refused() {
    let folder = folder();
    let path = folder.path().join("none.svg");
    let error = plot::histograms(&Empty { _step: 0 }, None, &path).expect_err("nothing to draw");
    assert_eq!(error.to_string(), "the model has no parameters to draw");
    let lazy = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42).expect("an outline");
    let error = plot::histograms(&lazy, None, &path).expect_err("nothing to draw");
    assert!(matches!(error, PlotError::NoParameters { pending: 2 }), "{error}");
    assert!(!path.exists());
}

#[test]
fn files_that_cannot_be_are_refused() {
    let folder = folder();
    let layer = Dense::<2, 2>::init(0).expect("a layer");
    for name in ["picture.jpg", "picture", ".svg"] {
        let path = folder.path().join(name);
        let error = plot::histograms(&layer, None, &path).expect_err("no such kind");
        assert!(matches!(&error, PlotError::Extension { path: found } if *found == path), "{error}");
        let error = plot::depth(&[Series::new("a", [1.0])], "rms", &path).expect_err("no such kind");
        assert!(matches!(error, PlotError::Extension { .. }));
    }
    let path = folder.path().join("no such folder").join("picture.svg");
    let error = plot::histograms(&layer, None, &path).expect_err("no such folder");
    assert!(matches!(error, PlotError::Write { .. }), "{error}");
}

#[test]
fn rules_that_fail_are_reported() {
    let folder = folder();
    let path = folder.path().join("layer.svg");
    let layer = Dense::<2, 2>::init(0).expect("a layer");
    let rules =
        init! { <Dense<2, 2>> weight => |p| init::normal(0.0, if p.len(3) > 1 { 1.0 } else { 2.0 }), bias => zeros };
    let error = plot::histograms(&layer, Some(&rules), &path).expect_err("no such container");
    assert!(matches!(&error, PlotError::Rules(cause) if cause.failures().len() == 1), "{error}");
    assert!(!path.exists());
}

#[derive(Initialize)]
struct Long {
    blocks: [Dense<2, 2>; 30],
    #[init(dims { outputs: 3 })]
    head: LazyDense,
}

#[test]
fn what_has_no_room_is_named() {
    let folder = folder();
    let path = folder.path().join("long.svg");
    plot::histograms(&Long::init(0).expect("a model"), None, &path).expect("a picture");
    let elements = read(&path);
    let has = |text: &str| elements.iter().any(|element| element.text == text);
    assert!(has("The first 48 of 60 parameters. Not drawn: 12, from `blocks.24.weight` on."));
    assert!(has("Do not exist yet: `head.weight` and 1 more."));
    assert_eq!(elements.iter().filter(|element| element.text.starts_with("blocks.")).count(), 48);
}

/// The file has the pixels of the page, twice as many a side as there are units, and the colors.
#[test]
fn png_files_have_the_same_picture() {
    let folder = folder();
    let path = folder.path().join("net.png");
    plot::histograms(&rules().build(42).expect("a model"), Some(&rules()), &path).expect("a picture");
    let file = std::io::BufReader::new(fs::File::open(&path).expect("a file"));
    let mut reader = png::Decoder::new(file).read_info().expect("a PNG file");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    assert_eq!((info.width, info.height), (2 * 3 * 340, 2 * (44 + 2 * 270 + 16)));
    let count = |color: [u8; 3]| pixels.chunks_exact(3).filter(|pixel| **pixel == color).count();
    let (bars, expected, black) = (count([158, 202, 225]), count([153, 27, 0]), count([0, 0, 0]));
    assert!(bars > 20_000 && expected > 5_000 && black > 1_000, "{bars} {expected} {black}");
}

#[test]
fn depth_has_a_line_and_a_theory_for_each_series() {
    let folder = folder();
    let path = folder.path().join("depth.svg");
    let series = [
        Series::new("halved", (1..=40).map(|layer| 0.5_f64.powi(layer)))
            .theory((1..=40).map(|layer| 0.5_f64.powi(layer))),
        Series::new("a < b & c", [1.0; 40]),
        Series::new("short", [2.0, 4.0]),
    ];
    plot::depth(&series, "rms / input", &path).expect("a picture");
    let elements = read(&path);
    let lines: Vec<Vec<(f64, f64)>> = elements
        .iter()
        .filter(|element| element.tag == "polyline" && element.get("stroke-width") == "24")
        .map(|element| {
            let points = element.get("points").split_whitespace().filter_map(|point| point.split_once(','));
            points.map(|(x, y)| (x.parse().expect("a number"), y.parse().expect("a number"))).collect()
        })
        .collect();
    // Three lines, and three samples in the legend.
    let lengths: Vec<usize> = lines.iter().map(Vec::len).collect();
    assert_eq!(lengths, [40, 40, 2, 2, 2, 2]);
    // A constant factor is a straight line on a logarithmic axis, and a factor of 1 a level one.
    for at in 1..39 {
        let bend = lines[0][at - 1].1 + lines[0][at + 1].1 - 2.0 * lines[0][at].1;
        assert!(bend.abs() <= 2.0 && lines[0][at + 1].1 > lines[0][at].1, "{at}: {bend}");
    }
    assert!(lines[1].iter().all(|point| point.1 == lines[1][0].1));
    let words: Vec<&str> = elements.iter().map(|element| element.text.as_str()).collect();
    for word in ["halved", "a &lt; b &amp; c", "short", "theory", "layer", "rms / input", "1", "10", "40", "10⁻⁴"] {
        assert!(words.contains(&word), "no {word}: {words:?}");
    }
}

#[test]
fn depth_refuses_what_a_logarithmic_axis_cannot_show() {
    let folder = folder();
    let path = folder.path().join("depth.png");
    assert!(matches!(plot::depth(&[], "rms", &path), Err(PlotError::NoSeries)));
    assert!(matches!(plot::depth(&[Series::new("a", [])], "rms", &path), Err(PlotError::NoLayers { .. })));
    for value in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        for series in [Series::new("a", [1.0, value]), Series::new("a", [1.0]).theory([1.0, value])] {
            let error = plot::depth(&[series], "rms", &path).expect_err("no place for it");
            assert!(matches!(error, PlotError::NotPositive { layer: 2, .. }), "{error}");
        }
    }
    assert!(!path.exists());
    for scales in [vec![1.0], vec![3.0; 5], vec![5e-324, f64::MAX], vec![1.0, 1.0_f64.next_up()]] {
        plot::depth(&[Series::new("a", scales)], "rms", &path).expect("a picture");
    }
}

/// The pictures that the README shows are those that the crate draws.
#[test]
fn pictures_in_the_documents_are_current() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/docs/pictures");
    let folder = folder();
    let bless = std::env::var_os("BLESS").is_some();
    let place = |name: &str| -> PathBuf { if bless { kept.join(name) } else { folder.path().join(name) } };

    plot::histograms(&rules().build(42).expect("a model"), Some(&rules()), place("histograms.svg")).expect("a picture");
    let dims = || NetDims { width: 128, depth: 50 };
    let series: Vec<Series> = schemes()
        .iter()
        .map(|scheme| {
            let seeds = 0..16_u64.div_ceil(scheme.rarer.into());
            let measured = Measurement::new(&scheme.rules, dims(), seeds).expect("the rules suit the network");
            measured.series(scheme.name, scheme.theory)
        })
        .collect();
    plot::depth(&series, "rms of the activations / rms of the input", place("depth.svg")).expect("a picture");

    for name in ["histograms.svg", "depth.svg"] {
        let (shown, drawn) = (read(&kept.join(name)), read(&place(name)));
        let size = fs::metadata(kept.join(name)).expect("a file").len();
        assert!(size < 60_000, "{name} has {size} bytes");
        // Sums of products end in other bits on other processors, and dashes elsewhere; words do not.
        let words = |elements: &[Element]| {
            elements.iter().map(|e| e.text.clone()).filter(|t| !t.is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(words(&shown), words(&drawn), "{name}: BLESS=1 draws it anew");
    }
    let bytes = |path: PathBuf| fs::read(path).expect("a file");
    assert!(bytes(kept.join("histograms.svg")) == bytes(place("histograms.svg")), "BLESS=1 draws it anew");
}

#[test]
fn a_key_that_is_not_there_is_reported() {
    #[derive(Initialize)]
    struct Heads {
        #[init(keys = ["en", "de"])]
        heads: std::collections::BTreeMap<String, Dense<2, 2>>,
    }
    let folder = folder();
    let heads = Heads::init(0).expect("the attributes suit");
    let rules = init! { <Heads> heads["fr"].** => zeros, ** => default };
    let error = plot::histograms(&heads, Some(&rules), folder.path().join("heads.svg")).expect_err("no such head");
    assert!(matches!(&error, PlotError::Rules(cause) if cause.failures().len() == 1), "{error}");
}
