// The line to the room: a WebSocket where it reaches, else requests that wait for news. It comes back by itself.

const LINE_GONE = new Set([4001, 4005]);
const LINE_FULL = 4002;
const LINE_MOST = 20;

/** Open the line. `onNews(topic, body)` hears the room; `onState(state)` hears "here", "lost" or "gone" (for good: the
 *  room is closed, or the seat given up). What is sent while the line is down goes out when it is back, of each kind the
 *  newest. Gives {send(message), close()}. */
export function openLine({ token, onNews, onState }) {
  const waiting = new Map();
  let socket = null;
  let ready = false;
  let failures = 0;
  let version = 0;
  let ended = false;
  let alarm = null;
  let polling = false;

  function hear(news) {
    for (const { topic, body } of news) onNews(topic, body);
  }

  function dial() {
    clearTimeout(alarm);
    if (ended || socket || polling) return;
    // Some networks let no WebSocket through: after two tries in vain the room is asked by plain requests.
    if (failures > 1 || typeof WebSocket !== "function") {
      polling = true;
      poll();
      return;
    }
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const mine = new WebSocket(`${scheme}://${location.host}/api/line`);
    const patience = setTimeout(() => mine.close(), 6000);
    socket = mine;
    mine.addEventListener("open", () => mine.send(JSON.stringify({ token })));
    mine.addEventListener("message", ({ data }) => {
      clearTimeout(patience);
      if (!ready) {
        ready = true;
        failures = 0;
        onState("here");
        flush();
      }
      hear(JSON.parse(data));
    });
    mine.addEventListener("close", ({ code }) => {
      clearTimeout(patience);
      if (socket !== mine) return;
      socket = null;
      if (!ready) failures += 1;
      ready = false;
      if (ended) return;
      if (LINE_GONE.has(code)) finish();
      else later(code === LINE_FULL ? 8000 : 500 + 1500 * failures);
    });
  }

  function later(wait) {
    onState("lost");
    clearTimeout(alarm);
    alarm = setTimeout(polling ? poll : dial, wait);
  }

  function finish() {
    ended = true;
    onState("gone");
  }

  function asked(path, options = {}) {
    return fetch(path, { ...options, cache: "no-store", headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" } });
  }

  async function poll() {
    clearTimeout(alarm);
    try {
      const answer = await asked(`/api/news?after=${version}`);
      if (ended) return;
      if (answer.status === 401) {
        finish();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      version = found.version;
      ready = true;
      onState("here");
      hear(found.news);
      flush();
      alarm = setTimeout(poll, 100);
    } catch {
      ready = false;
      if (!ended) later(2000);
    }
  }

  async function post(message) {
    try {
      const answer = await asked("/api/send", { method: "POST", body: JSON.stringify(message) });
      if (answer.status === 409) hear([await answer.json()]);
    } catch {
      keep(message);
    }
  }

  function keep(message) {
    if (waiting.size < LINE_MOST) waiting.set(`${message.do}:${message.question ?? ""}`, message);
  }

  function flush() {
    const all = [...waiting.values()];
    waiting.clear();
    all.forEach(send);
  }

  function send(message) {
    if (!ready) keep(message);
    else if (polling) post(message);
    else socket.send(JSON.stringify(message));
  }

  const wake = () => document.visibilityState === "visible" && !ready && (polling ? poll() : dial());
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  dial();
  return {
    send,
    close() {
      ended = true;
      clearTimeout(alarm);
      document.removeEventListener("visibilitychange", wake);
      removeEventListener("online", wake);
      socket?.close();
    },
  };
}
