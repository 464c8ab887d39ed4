/** Wagtail saves a draft by itself half a second after typing. A page that is published while its first draft is on its way
 *  would be made twice, and the second is refused because of its address: the button waits for the draft, and once it is
 *  pressed no other draft is saved. */
const MOST_MS = 10_000;
let isSaving = false;
let isLeaving = false;
let waiting = null;

function proceed() {
  isSaving = false;
  const button = waiting;
  waiting = null;
  button?.click();
}

document.addEventListener("w-autosave:save", (event) => {
  if (isLeaving) {
    event.preventDefault();
  } else {
    isSaving = true;
  }
});
document.addEventListener("w-autosave:success", proceed);
document.addEventListener("w-autosave:error", proceed);
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[type=submit][name^=action-]");
  if (button && isSaving) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!waiting) {
      setTimeout(() => waiting && proceed(), MOST_MS);
    }
    waiting = button;
  }
}, { capture: true });
document.addEventListener("submit", () => {
  isLeaving = true;
}, { capture: true });
window.addEventListener("pageshow", () => {
  isLeaving = false;
});
