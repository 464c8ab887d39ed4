/** The shell works without scripts; this only closes what <details> leaves open and sends a form once. */
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
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

ready("[data-drop]", closeOutside);
ready("[data-drop], [data-burger]", closeOnEscape);
ready("form[data-once]", sendOnce);
