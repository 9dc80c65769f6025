//! The icon sprite: one `<symbol>` for each file of `app/icons`, named after it, in
//! `public/icons.svg`. One request brings all icons, and the page only names them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::tree;
use crate::workshop::Workshop;

const FOLDER: &str = "app/icons";
const SPRITE: &str = "public/icons.svg";

/// What a shape says about itself that its symbol must say too. Colors and sizes come from the page.
const KEPT: &[&str] =
    &["viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"];

pub(crate) fn run(workshop: &Workshop) -> Result<()> {
    fs::write(workshop.root.join(SPRITE), sprite(&workshop.root.join(FOLDER))?)?;
    println!("icons: wrote {SPRITE}");
    Ok(())
}

fn sprite(folder: &Path) -> Result<String> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for file in tree::files(folder, |_| true)? {
        let Some(name) = file.strip_suffix(".svg") else { continue };
        let svg = fs::read_to_string(folder.join(&file))?;
        sprite += &symbol(name, &svg).with_context(|| format!("{FOLDER}/{file} is not an icon"))?;
    }
    sprite += "</svg>\n";
    Ok(sprite)
}

fn symbol(name: &str, svg: &str) -> Option<String> {
    let (_, from_tag) = svg.split_once("<svg")?;
    let (tag, content) = from_tag.split_once('>')?;
    let (content, _) = content.split_once("</svg>")?;
    let words: Vec<&str> = content.split_whitespace().collect();
    let content = words.join(" ").replace(" />", "/>").replace("> <", "><");

    attribute(tag, "viewBox")?;
    let attributes: String = KEPT
        .iter()
        .filter_map(|key| Some(format!(" {key}=\"{}\"", attribute(tag, key)?)))
        .collect();
    Some(format!("<symbol id=\"{name}\"{attributes}>{content}</symbol>\n"))
}

fn attribute<'a>(tag: &'a str, key: &str) -> Option<&'a str> {
    let start = format!("{key}=\"");
    let found = tag
        .match_indices(&start)
        .find(|(at, _)| tag.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace)));
    let (value, _) = tag.get(found?.0 + start.len()..)?.split_once('"')?;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop;

    const RENEW: &str = r#"<!-- a license -->
<svg
  xmlns="http://www.w3.org/2000/svg"
  width="24"
  height="24"
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
>
  <path d="M3 12a9 9 0 0 1 9-9" />
  <path d="M21 3v5h-5" />
</svg>
"#;

    #[test]
    fn a_shape_becomes_a_symbol_named_after_its_file() {
        let expected = "<symbol id=\"renew\" viewBox=\"0 0 24 24\" fill=\"none\" \
            stroke=\"currentColor\" stroke-width=\"2\"><path d=\"M3 12a9 9 0 0 1 9-9\"/>\
            <path d=\"M21 3v5h-5\"/></symbol>\n";
        assert_eq!(symbol("renew", RENEW).unwrap(), expected);
    }

    #[test]
    fn what_is_no_drawing_is_refused_by_name() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("broken.svg"), "hello").unwrap();
        assert!(sprite(dir.path()).unwrap_err().to_string().contains("broken.svg"));
    }

    #[test]
    fn the_sprite_shows_exactly_what_lies_in_the_folder() {
        let root = workshop::root().unwrap();
        let folder = root.join(FOLDER);
        let committed = fs::read_to_string(root.join(SPRITE)).unwrap_or_default();
        let built = if folder.is_dir() { sprite(&folder).unwrap() } else { String::new() };
        assert!(built == committed, "{SPRITE} is out of date: cargo xtask icons");
    }
}
