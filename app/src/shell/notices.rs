//! What must be known whatever the page: banners above it, each gone when its reason is.

mod backup_notice;
mod damaged_notice;
mod gone_notice;
mod sample_notice;
mod stopped_notice;
mod team_notice;
mod unstored_notice;
mod update_notice;

use leptos::prelude::*;

use self::backup_notice::BackupNotice;
use self::damaged_notice::DamagedNotice;
use self::gone_notice::GoneNotice;
use self::sample_notice::SampleNotice;
use self::stopped_notice::StoppedNotice;
use self::team_notice::TeamNotice;
use self::unstored_notice::UnstoredNotice;
use self::update_notice::UpdateNotice;
use crate::state::later::{Near, use_later_pages};

#[component]
pub(super) fn Notices() -> impl IntoView {
    view! {
        <StoppedNotice/>
        {use_later_pages().quietly(Near::Notices)}
    }
}

/// All that can be told when the second part is here. That the app has stopped cannot wait for it.
#[component]
pub fn LaterNotices() -> impl IntoView {
    view! {
        <UnstoredNotice/>
        <TeamNotice/>
        <GoneNotice/>
        <DamagedNotice/>
        <UpdateNotice/>
        <SampleNotice/>
        <BackupNotice/>
    }
}
