// What must happen before the app is there.

// Sets the theme and the density before the first paint.
for (const name of ["theme", "density"]) {
  try {
    const value = localStorage.getItem("seatwise." + name);
    if (value !== null) document.documentElement.dataset[name] = value;
  } catch {
    // No storage: the system's theme it is.
  }
}

// The browser may offer to install before the app is there to hear it. It picks the offer up here.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  globalThis.seatwiseInstallOffer = event;
}, { once: true });
