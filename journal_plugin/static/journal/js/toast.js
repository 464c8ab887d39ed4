/** A done action with a way back. Stays 8 s, and while it has the pointer or the focus. Never for an error. */
const STAYS_MS = 8000;

/** @param {string} text @param {{label?: string, act?: () => void}} undo */
export function toast(text, { label = "", act = null } = {}) {
  const place = document.querySelector("[data-toasts]");
  const box = document.createElement("p");
  box.className = "toast";
  box.append(text);
  let timer = 0;
  const close = () => box.remove();
  const wait = () => {
    timer = setTimeout(close, STAYS_MS);
  };
  const hold = () => clearTimeout(timer);
  if (act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-s";
    button.textContent = label;
    button.addEventListener("click", () => {
      hold();
      close();
      act();
    });
    box.append(button);
  }
  box.addEventListener("mouseenter", hold);
  box.addEventListener("mouseleave", wait);
  box.addEventListener("focusin", hold);
  box.addEventListener("focusout", wait);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
    }
  });
  place.replaceChildren(box);
  wait();
  return close;
}
