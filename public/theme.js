// Sets the theme and the density before the first paint. The values are JSON strings, as the app stores them.
for (const name of ["theme", "density"]) {
  try {
    const value = JSON.parse(localStorage.getItem("seatwise." + name));
    if (typeof value === "string") document.documentElement.dataset[name] = value;
  } catch {
    // No storage, or not ours: the system's theme it is.
  }
}
