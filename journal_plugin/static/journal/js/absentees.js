/** The list of the day's absentees keeps itself fresh while somebody looks at it; without scripts its link does. */
import { ready } from "./ready.js";

const EVERY_MS = 30_000;
const TIMEOUT_MS = 15_000;

/** The list as the server has it now; null where the answer is something else, for example the sign-in page. */
async function freshList() {
  const response = await fetch(window.location.href, {
    credentials: "same-origin",
    redirect: "manual",
    headers: { "X-Requested-With": "fetch" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return response.ok ? response.text() : null;
}

/** Puts the list in, keeps the focus on the same link, and tells the heading only when it has changed. */
function show(box, html, said) {
  const before = box.querySelector("[data-absentees-heading]").textContent;
  const focused = box.contains(document.activeElement) ? document.activeElement.id : "";
  const page = new DOMParser().parseFromString(html, "text/html");
  box.replaceChildren(...page.body.childNodes);
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
  const heading = box.querySelector("[data-absentees-heading]").textContent;
  if (heading !== before) {
    said.textContent = heading;
  }
}

function note(box, text) {
  const line = box.querySelector("[data-absentees-note]");
  line.textContent = text;
  line.hidden = !text;
}

ready("[data-absentees]", (box) => {
  const said = document.querySelector("[data-absentees-said]");
  const refresh = async () => {
    if (document.hidden) {
      return;
    }
    try {
      const html = await freshList();
      if (html === null) {
        note(box, box.dataset.stopped);
        window.clearInterval(timer);
      } else {
        show(box, html, said);
      }
    } catch {
      note(box, box.dataset.offline);
    }
  };
  const timer = window.setInterval(refresh, EVERY_MS);
  document.addEventListener("visibilitychange", refresh);
});
