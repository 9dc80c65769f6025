// What is measured inside the page: installed before the app's own scripts, read as `bench`.

/**
 * @typedef {object} Bench
 * @property {Promise<number>} firstRows when the first rows were on the screen, since the navigation began
 * @property {Promise<number>} interactive when the worker had the workspace open
 * @property {number[]} keystrokes from each keystroke in the search to the list it led to
 * @property {number[]} edits from the request of each edit to the news that it is on disk
 * @property {(since: number) => Promise<number>} longestTask the longest one since a moment; under 50 ms it is 0
 * @property {(text: string) => Promise<number>} shows when this text was on the screen
 * @property {(distance: number, frames: number) => Promise<{ frames: number[], rows: number, perScreen: number }>} scroll
 */

/** Runs in the page. */
export function installProbe() {
  /** @type {PerformanceEntry[]} */
  const tasks = [];
  const observer = new PerformanceObserver(list => tasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask', buffered: true });

  /** What is drawn in a frame is on the screen when the next one begins.
   * @returns {Promise<number>} */
  const painted = () =>
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));

  /** @param {() => boolean} holds looked at whenever the document changes
   * @returns {Promise<void>} */
  const until = holds =>
    new Promise(done => {
      if (holds()) return done();
      const watch = new MutationObserver(() => {
        if (!holds()) return;
        watch.disconnect();
        done();
      });
      watch.observe(document, { subtree: true, childList: true, characterData: true });
    });

  const rows = () => document.querySelectorAll('main table tbody tr:not([aria-hidden])');
  const sync = () => document.querySelector('[aria-label="Sync status"]')?.textContent ?? '';

  /** @type {Bench} */
  const bench = {
    firstRows: until(() => rows().length > 0).then(painted),
    interactive: until(() => sync().includes('Saved on this device')).then(() => performance.now()),
    keystrokes: [],
    edits: [],
    async longestTask(since) {
      await painted();
      tasks.push(...observer.takeRecords());
      const late = tasks.filter(task => task.startTime + task.duration > since);
      return Math.max(0, ...late.map(task => task.duration));
    },
    async shows(text) {
      await until(() => document.querySelector('main')?.textContent?.includes(text) ?? false);
      return painted();
    },
    async scroll(distance, count) {
      // The page's clock goes in such steps, in milliseconds: a frame of 16.67 may read as 16.8.
      const CLOCK_STEP = 0.1;
      const frames = [];
      let most = 0;
      const frame = () => new Promise(requestAnimationFrame);
      let last = await frame();
      for (let n = 0; n < count; n += 1) {
        scrollBy(0, distance);
        const now = await frame();
        frames.push(now - last - CLOCK_STEP);
        last = now;
        most = Math.max(most, rows().length);
      }
      const height = rows()[0]?.getBoundingClientRect().height ?? 1;
      return { frames, rows: most, perScreen: Math.ceil(innerHeight / height) };
    },
  };
  Object.assign(globalThis, { bench });

  addEventListener('input', event => {
    const isSearch = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if (isSearch) painted().then(then => bench.keystrokes.push(then - event.timeStamp));
  }, { capture: true });

  // The messages of replica::protocol, as far as their first bytes: a request has a number and then its
  // kind, and a task its length and then its kind; the worker tells how storage stands as soon as a
  // change is on disk, before anything else.
  const TASK = 4;
  const APPLY = 0;
  const STORAGE = 4;
  /** What follows a number.
   * @param {Uint8Array} bytes */
  const afterNumber = bytes => bytes.subarray(bytes.findIndex(byte => byte < 128) + 1);
  /** @param {Uint8Array} message */
  const isApply = message => {
    const request = afterNumber(message);
    return request[0] === TASK && afterNumber(request.subarray(1))[0] === APPLY;
  };
  /** @type {number | undefined} */
  let asked;
  const post = Worker.prototype.postMessage;
  const heard = new WeakSet();
  Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ ...rest) {
    if (isApply(message)) asked = performance.now();
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener('message', event => {
        if (asked === undefined || event.data[0] !== STORAGE) return;
        bench.edits.push(event.timeStamp - asked);
        asked = undefined;
      });
    }
    return Reflect.apply(post, this, [message, ...rest]);
  };
}
