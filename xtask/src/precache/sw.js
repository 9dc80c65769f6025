// The service worker: keeps the whole app on the device, so that it opens with no network.
//
// Above this line the build writes VERSION, and FILES as [url, sha256] pairs. Each version has a
// cache of its own, filled and checked before the version is offered, and never written to again.
// A new version waits until the page, with the person's consent, says so.
//
// Only the app's own files pass through here: documents live in IndexedDB, and what the server
// answers live is never cached. Push would be a second file beside this one: it shares nothing with it.

const PREFIX = 'seatwise-';
const CACHE = PREFIX + VERSION;
const PAGE = '/index.html';
const URLS = new Set(FILES.map(([url]) => url));

// Where a cache keeps its own FILES. Written last: a cache that has it is whole.
const LIST = '/.files.json';

// Answered by the server at that moment, or not at all.
const LIVE = ['/api', '/ws', '/healthz'];

self.addEventListener('install', event => event.waitUntil(install()));

self.addEventListener('activate', event => event.waitUntil(activate()));

self.addEventListener('message', event => {
  if (event.data === 'skipWaiting') self.skipWaiting();
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || isLive(url.pathname)) return;
  if (request.mode === 'navigate') {
    event.respondWith(answer(URLS.has(url.pathname) ? url.pathname : PAGE, request));
  } else if (URLS.has(url.pathname) && url.search === '') {
    event.respondWith(answer(url.pathname, request));
  }
});

function isLive(path) {
  return LIVE.some(live => path === live || path.startsWith(live + '/'));
}

async function answer(url, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url, { ignoreVary: true })) ?? fetch(request);
}

// Any failure fails the install: the version before keeps serving, and the browser tries again.
async function install() {
  const existed = await caches.has(CACHE);
  const cache = await caches.open(CACHE);
  if (await cache.match(LIST)) return;
  try {
    const known = await filesByHash();
    await Promise.all(FILES.map(([url, hash]) => store(cache, url, hash, known.get(hash))));
    await cache.put(LIST, new Response(JSON.stringify(FILES)));
    // A version that took over in the meantime removes every cache but its own.
    if (!(await caches.has(CACHE))) throw new Error('the cache was removed during the install');
  } catch (error) {
    if (!existed) await caches.delete(CACHE);
    throw error;
  }
}

// A page that was there before the first version gets its remaining files from it, so that a first
// visit works offline at once. Later versions claim nothing: their page asks for them.
async function activate() {
  const others = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE);
  if (others.length === 0) await self.clients.claim();
  await Promise.all(others.map(name => caches.delete(name)));
}

async function store(cache, url, hash, known) {
  await cache.put(url, (await known?.()) ?? (await download(url, hash)));
}

// The files of other versions by content, so that an update loads only what is different.
async function filesByHash() {
  const known = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (!list) continue;
    for (const [url, hash] of await list.json()) known.set(hash, () => cache.match(url, { ignoreVary: true }));
  }
  return known;
}

// The page has just loaded most files, so the browser is asked whether it still has them before one
// is loaded again. A redirected answer could not be shown as a page later.
async function download(url, hash) {
  const asked = await fetch(url, { cache: 'no-cache', redirect: 'error' });
  if (await isFile(asked, hash)) return asked;
  const loaded = await fetch(url, { cache: 'reload', redirect: 'error' });
  if (await isFile(loaded, hash)) return loaded;
  throw new Error(`${url}: not the file of this version (status ${loaded.status})`);
}

// By content, because worker files keep their name from version to version, and because a hotel's
// sign-in page also answers "200 OK".
async function isFile(response, hash) {
  if (!response.ok) return false;
  return hex(await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer())) === hash;
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), byte => byte.toString(16).padStart(2, '0')).join('');
}
