/** The shell works without scripts; this only closes what <details> leaves open, sends a form once and goes to what is wrong in it. */
import { ready } from "./ready.js";

function closeOutside(drop) {
  document.addEventListener("click", (event) => {
    if (!drop.contains(event.target)) {
      drop.open = false;
    }
  });
}

function closeOnEscape(details) {
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) {
      details.open = false;
      details.querySelector("summary").focus();
    }
  });
}

function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  });
}

ready("[data-drop]", closeOutside);
ready("[data-drop], [data-burger]", closeOnEscape);
ready("form[data-once]", sendOnce);

// A form that came back: to the first thing that is wrong.
document.querySelector('main [data-wrong], main [aria-invalid="true"]')?.focus();
