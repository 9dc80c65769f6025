//! Origins as they are typed: a scheme, a host, perhaps a port, and nothing behind it.

/// The origin in lower case, or what is wrong with it.
pub(super) fn read(text: &str) -> Result<String, String> {
    let example = "say for example https://seats.example";
    let origin = text.trim_end_matches('/').to_ascii_lowercase();
    let Some(("http" | "https", host)) = origin.split_once("://") else {
        return Err(format!("it does not begin with https:// or http://; {example}"));
    };
    if host.contains(['/', '?', '#']) {
        return Err(format!("it has a path, and an origin ends with host or port; {example}"));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let port = host.rsplit_once(':').filter(|_| !host.ends_with(']')).map(|(_, port)| port);
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let name = host.strip_suffix(port.unwrap_or_default()).unwrap_or(host);
    if name.trim_end_matches(':').is_empty() || !host.chars().all(is_plain) || !is_port {
        return Err(format!("it names no host; {example}"));
    }
    // A browser leaves the usual port out.
    let usual = if origin.starts_with("https") { ":443" } else { ":80" };
    Ok(origin.strip_suffix(usual).unwrap_or(&origin).to_owned())
}
