//! The page: installs the panic hook and shows the app.

fn main() {
    app::platform::panic::install();
    leptos::mount::mount_to_body(app::app::App);
}
