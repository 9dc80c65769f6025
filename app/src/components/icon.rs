//! The icons, drawn from the sprite `public/icons.svg`. Decoration only: the name of a control is in its text or its label.

use leptos::prelude::*;

use crate::erased::live;

/// A shape of the sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    Archive,
    ArrowDown,
    ArrowUp,
    ArrowUpDown,
    Bell,
    Building2,
    CalendarClock,
    ChartColumn,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    CircleAlert,
    CircleCheck,
    CloudCheck,
    CloudOff,
    CloudUpload,
    Columns3,
    Copy,
    Download,
    Ellipsis,
    ExternalLink,
    Eye,
    EyeOff,
    FileSpreadsheet,
    FileText,
    Filter,
    HardDrive,
    History,
    Info,
    KeyRound,
    LayoutDashboard,
    Lock,
    Menu,
    Monitor,
    MonitorDown,
    Moon,
    Pencil,
    Plus,
    RefreshCw,
    Search,
    Settings,
    ShieldCheck,
    Sun,
    Tag,
    Trash2,
    TriangleAlert,
    Undo2,
    Upload,
    UserPlus,
    Users,
    X,
}

impl IconName {
    /// Every shape, in the order of the sprite.
    pub const ALL: &[Self] = &[
        Self::Archive,
        Self::ArrowDown,
        Self::ArrowUp,
        Self::ArrowUpDown,
        Self::Bell,
        Self::Building2,
        Self::CalendarClock,
        Self::ChartColumn,
        Self::Check,
        Self::ChevronDown,
        Self::ChevronLeft,
        Self::ChevronRight,
        Self::CircleAlert,
        Self::CircleCheck,
        Self::CloudCheck,
        Self::CloudOff,
        Self::CloudUpload,
        Self::Columns3,
        Self::Copy,
        Self::Download,
        Self::Ellipsis,
        Self::ExternalLink,
        Self::Eye,
        Self::EyeOff,
        Self::FileSpreadsheet,
        Self::FileText,
        Self::Filter,
        Self::HardDrive,
        Self::History,
        Self::Info,
        Self::KeyRound,
        Self::LayoutDashboard,
        Self::Lock,
        Self::Menu,
        Self::Monitor,
        Self::MonitorDown,
        Self::Moon,
        Self::Pencil,
        Self::Plus,
        Self::RefreshCw,
        Self::Search,
        Self::Settings,
        Self::ShieldCheck,
        Self::Sun,
        Self::Tag,
        Self::Trash2,
        Self::TriangleAlert,
        Self::Undo2,
        Self::Upload,
        Self::UserPlus,
        Self::Users,
        Self::X,
    ];

    /// The shape's id in the sprite.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::ArrowDown => "arrow-down",
            Self::ArrowUp => "arrow-up",
            Self::ArrowUpDown => "arrow-up-down",
            Self::Bell => "bell",
            Self::Building2 => "building-2",
            Self::CalendarClock => "calendar-clock",
            Self::ChartColumn => "chart-column",
            Self::Check => "check",
            Self::ChevronDown => "chevron-down",
            Self::ChevronLeft => "chevron-left",
            Self::ChevronRight => "chevron-right",
            Self::CircleAlert => "circle-alert",
            Self::CircleCheck => "circle-check",
            Self::CloudCheck => "cloud-check",
            Self::CloudOff => "cloud-off",
            Self::CloudUpload => "cloud-upload",
            Self::Columns3 => "columns-3",
            Self::Copy => "copy",
            Self::Download => "download",
            Self::Ellipsis => "ellipsis",
            Self::ExternalLink => "external-link",
            Self::Eye => "eye",
            Self::EyeOff => "eye-off",
            Self::FileSpreadsheet => "file-spreadsheet",
            Self::FileText => "file-text",
            Self::Filter => "filter",
            Self::HardDrive => "hard-drive",
            Self::History => "history",
            Self::Info => "info",
            Self::KeyRound => "key-round",
            Self::LayoutDashboard => "layout-dashboard",
            Self::Lock => "lock",
            Self::Menu => "menu",
            Self::Monitor => "monitor",
            Self::MonitorDown => "monitor-down",
            Self::Moon => "moon",
            Self::Pencil => "pencil",
            Self::Plus => "plus",
            Self::RefreshCw => "refresh-cw",
            Self::Search => "search",
            Self::Settings => "settings",
            Self::ShieldCheck => "shield-check",
            Self::Sun => "sun",
            Self::Tag => "tag",
            Self::Trash2 => "trash-2",
            Self::TriangleAlert => "triangle-alert",
            Self::Undo2 => "undo-2",
            Self::Upload => "upload",
            Self::UserPlus => "user-plus",
            Self::Users => "users",
            Self::X => "x",
        }
    }
}

#[component]
pub fn Icon(#[prop(into)] name: Signal<IconName>) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use_ href=live(move || format!("/icons.svg#{}", name.get().id()))></use_>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRITE: &str = include_str!("../../../public/icons.svg");

    #[test]
    fn the_sprite_holds_exactly_the_named_icons() {
        let mut drawn: Vec<&str> = SPRITE
            .split("<symbol id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let mut named: Vec<&str> = IconName::ALL.iter().map(|icon| icon.id()).collect();
        drawn.sort_unstable();
        named.sort_unstable();
        assert_eq!(drawn, named);
    }
}
