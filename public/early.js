// What must happen before the app is there.

// Sets the theme and the density before the first paint. The values are JSON strings, as the app stores them.
for (const name of ["theme", "density"]) {
  try {
    const value = JSON.parse(localStorage.getItem("seatwise." + name));
    if (typeof value === "string") document.documentElement.dataset[name] = value;
  } catch {
    // No storage, or not ours: the system's theme it is.
  }
}

// The browser may offer to install before the app is there to hear it. It picks the offer up here.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  globalThis.seatwiseInstallOffer = event;
}, { once: true });
