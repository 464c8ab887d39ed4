/** A mark's page opens in a sheet over the diary; without scripts, or when it cannot be fetched, it opens as a page. */
import { ready } from "./ready.js";

const TIMEOUT_MS = 8000;

/** The card of a mark from its own page; null where the answer is something else, for example the sign-in page. */
async function cardAt(address) {
  const response = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) {
    return null;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("[data-mark-card]");
}

function sheet() {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-quiet sheet-close";
  close.textContent = "✕";
  close.setAttribute("aria-label", document.querySelector("[data-close-label]").dataset.closeLabel);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(close);
  document.body.append(dialog);
  return dialog;
}

async function open(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
    return;
  }
  event.preventDefault();
  const { href } = event.currentTarget;
  const card = await cardAt(href).catch(() => null);
  if (!card) {
    window.location.assign(href);
    return;
  }
  const dialog = sheet();
  const heading = card.querySelector("h2");
  heading.id = "opened-mark";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.prepend(document.importNode(card, true));
  dialog.showModal();
}

ready("[data-mark]", (link) => link.addEventListener("click", open));
