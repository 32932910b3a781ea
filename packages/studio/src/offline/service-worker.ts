// Opens the page where its server cannot be reached. The build tells what there is at the head of the bundle: whatever changes makes
// another service worker, which takes the place of the one before.

/** What the build tells. */
interface Built {
  /** Digest of all files. */
  readonly version: string;
  /** Paths that are kept at once: the page, as the empty path, and its code. */
  readonly atOnce: readonly string[];
  /** Paths that are kept when they have been used. */
  readonly whenUsed: readonly string[];
}

/** The little of a service worker that is used here. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'message', listener: (event: Extendable & { readonly data: unknown }) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetch) => void): void;
}

interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetch extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

declare const BUILT: Built;

const worker = globalThis as unknown as Scope;
const { scope } = worker.registration;
const paths = new Set([...BUILT.atOnce, ...BUILT.whenUsed]);
/** An origin may serve other applications. */
const OURS = `camscope-studio ${scope} `;
const CACHE = OURS + BUILT.version;
/** What has a digest in its name never changes. */
const NAMED_BY_CONTENT = /^assets\//;

worker.addEventListener('install', (event) =>
  event.waitUntil(Promise.all([keepAll(BUILT.atOnce), worker.skipWaiting()])),
);
worker.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([forgetOthers(), worker.clients.claim()])),
);
// The page tells what it used before this was there.
worker.addEventListener('message', (event) => event.waitUntil(keepAll(event.data as readonly string[])));
worker.addEventListener('fetch', (event) => {
  const url = event.request.method === 'GET' ? ours(event.request.url) : undefined;
  if (url !== undefined) event.respondWith(answer(event, url));
});

/** From what is kept, if that is as it is on the server for certain or the server cannot be reached. */
async function answer(event: Fetch, url: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(url);
  if (kept && NAMED_BY_CONTENT.test(url.slice(scope.length))) return kept;
  try {
    const response = await fetch(event.request);
    if (!kept && response.status === 200) event.waitUntil(cache.put(url, response.clone()));
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function keepAll(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const url of urls.map((one) => ours(new URL(one, scope).href)))
    if (url !== undefined && !(await cache.match(url)))
      await cache.add(new Request(url, { cache: 'no-cache' }));
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

/** The address by which a file of the application is kept; undefined for all else. */
function ours(url: string): string | undefined {
  const { origin, pathname } = new URL(url);
  const bare = origin + pathname;
  if (!bare.startsWith(scope)) return undefined;
  const path = bare.slice(scope.length).replace(/^index\.html$/, '');
  return paths.has(path) ? scope + path : undefined;
}
