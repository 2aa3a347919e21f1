// The site without a network: everything is kept at the first visit, and pages are still asked for first, so that they are the newest.

const KEPT = `groundrules ${registration.scope} `;
const PATIENCE = 3000;

// The cache of the visit before stays, for pages that are open while the site changes.
async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT));
  const old = names.filter((name) => name !== KEPT + BUILD.version).slice(0, -1);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// One after the other: the page that is being read comes first, and small servers take few requests at once.
async function keep() {
  const cache = await caches.open(KEPT + BUILD.version);
  for (const file of BUILD.files) await cache.add(new Request(file, { cache: "no-cache" }));
}

function kept(address) {
  const plain = address.replace(/[?#].*$/, "").replace(/\/$/, "/index.html");
  return caches.match(plain, { ignoreVary: true });
}

async function page(request) {
  const silence = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([fetch(request).catch(() => null), silence]);
  return answer?.ok ? answer : (await kept(request.url)) || answer || fetch(request);
}

// What is large is kept once it was wanted.
async function file(request) {
  const found = await kept(request.url);
  if (found) return found;
  const answer = await fetch(request);
  const later = BUILD.later.some((name) => new URL(name, registration.scope).href === request.url);
  if (later && answer.ok) await (await caches.open(KEPT + BUILD.version)).put(request.url, answer.clone());
  return answer;
}

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});
