//! Differences in showing a window: consoles, displays, and advice where nothing draws.
//!
//! Must not know: what the window shows.

#[cfg(all(feature = "gui", target_os = "linux"))]
use std::path::PathBuf;

/// True if the window starts without a terminal that could show a message, as on Windows.
pub const STARTS_WITHOUT_CONSOLE: bool = cfg!(windows);

/// True if a window is placed in points before its screen, and so its scale, is known: it is then placed once more.
pub const PLACES_BY_POINTS: bool = cfg!(any(windows, target_os = "macos"));

/// Advice where no renderer works.
pub const DRAWING_ADVICE: &str = if cfg!(windows) {
    "update the driver of the graphics card"
} else if cfg!(target_os = "macos") {
    "start it in a session on this machine's own screen"
} else {
    "install a driver that draws in software (Debian and Ubuntu: libgl1 with libgl1-mesa-dri, or mesa-vulkan-drivers; on \
     Wayland libwayland-egl1 too)"
};

/// Advice where a display is named and opens no window.
pub const DISPLAY_ADVICE: &str = if cfg!(target_os = "linux") {
    "its libraries are missing (Debian and Ubuntu: libx11-6, libx11-xcb1, libxcursor1, libxi6, libxkbcommon-x11-0; on Wayland \
     libwayland-egl1)"
} else {
    "this session may not use it"
};

/// True if this session names a display to open windows on.
pub fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(named)
}

/// Opens the window over X11 where a Wayland display is named that does not answer, as after switching users or in a
/// terminal that outlived its session: the toolkit would try that display only.
#[cfg(feature = "gui")]
pub(crate) fn fall_back_to_x11<T: 'static>(builder: &mut winit::event_loop::EventLoopBuilder<T>) {
    #[cfg(target_os = "linux")]
    {
        use std::env::var_os;
        let named = |name| var_os(name).filter(|value| !value.is_empty());
        let Some(display) = named("WAYLAND_DISPLAY").filter(|_| named("WAYLAND_SOCKET").is_none()) else { return };
        // An absolute path replaces the folder.
        let socket = named("XDG_RUNTIME_DIR").map_or_else(PathBuf::new, PathBuf::from).join(display);
        if named("DISPLAY").is_some() && std::os::unix::net::UnixStream::connect(socket).is_err() {
            winit::platform::x11::EventLoopBuilderExtX11::with_x11(builder);
        }
    }
    let _ = builder;
}
