// The last resort: works without the app (docs/data-model.md).
(() => {
  const part = (id) => document.getElementById("recovery" + id);

  const parsed = new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));

  window.seatwiseRecover = (message) => {
    const screen = part("");
    if (!screen) return parsed.then(() => window.seatwiseRecover(message));
    if (message && !part("-message").textContent) part("-message").textContent = String(message);
    if (!screen.hidden) return;
    for (const sibling of document.body.children) sibling.inert = sibling !== screen;
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    screen.hidden = false;
    part("-title").focus();
  };

  const answer = (ask) =>
    new Promise((done, fail) => {
      ask.onsuccess = () => done(ask.result);
      ask.onerror = () => fail(ask.error);
    });

  const chunks = async () => {
    const opening = indexedDB.open("automerge");
    // Asked to create it: there is none, and an empty one would be in the app's way.
    opening.onupgradeneeded = () => opening.transaction.abort();
    const database = await answer(opening).catch((error) => {
      if (error.name === "AbortError") return null;
      throw error;
    });
    if (!database) return [];
    try {
      return await answer(database.transaction("documents").objectStore("documents").getAll());
    } finally {
      database.close();
    }
  };

  const download = async () => {
    const found = (await chunks()).filter((chunk) => chunk && chunk.binary);
    if (!found.length) return "Nothing is stored in this browser.";
    const head = { format: "seatwise-rescue", version: 1, chunks: found.map(({ key, binary }) => ({ key, length: binary.byteLength })) };
    const file = new Blob([JSON.stringify(head) + "\n", ...found.map((chunk) => chunk.binary)], { type: "application/octet-stream" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "seatwise-rescue-" + new Date().toISOString().slice(0, 10) + ".bin";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return "Saved as " + link.download + ".";
  };

  parsed.then(() => {
    part("-reload").addEventListener("click", () => location.reload());
    part("-download").addEventListener("click", async () => {
      part("-result").textContent = await download().catch((error) => "The data could not be read: " + error.message);
    });
  });

  // A script or a module that did not arrive. Such events do not bubble, hence the capture.
  addEventListener("error", (event) => {
    if (event.target instanceof HTMLScriptElement) window.seatwiseRecover("A part of the app could not be loaded. " + event.target.src);
  }, true);

  // While the boot screen is up, any failure means that the app did not start.
  const starting = (reason) => document.getElementById("boot") && window.seatwiseRecover(reason);
  addEventListener("error", (event) => event.error && starting(event.error));
  addEventListener("unhandledrejection", (event) => starting(event.reason));
})();
