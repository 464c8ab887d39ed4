/** A journal opens at today's lesson: nobody scrolls through a term to reach it. */
export function opening(table) {
  const wanted = /^#l\d+$/.test(location.hash) ? table.querySelector(location.hash) : null;
  const held = [...table.querySelectorAll("thead .day th[id]:not(.plan)")];
  return wanted ?? table.querySelector("th.now") ?? held.at(-1) ?? table.querySelector("thead .day th[id]");
}

/** Brings a column's head to the right part of the frame, where the eye is; the page itself does not move. */
export function show(head) {
  const frame = head?.closest("[data-scroll]");
  if (frame) {
    const kept = frame.querySelector("tbody .who")?.offsetWidth ?? 0;
    frame.scrollLeft = head.offsetLeft - kept - (frame.clientWidth - kept) * 0.55;
  }
}

const table = document.querySelector("[data-scroll] table:not([data-grid])");
if (table) {
  show(opening(table));
}
