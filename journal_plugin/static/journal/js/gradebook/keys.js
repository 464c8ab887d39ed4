/** The keyboard of the grid. The physical key counts, so the Russian and the Latin layout are one. */
const LETTERS = { н: "н", б: "б", у: "у", о: "о", KeyY: "н", Comma: "б", KeyE: "у", KeyJ: "о" };
const POINTS = { Period: "•", NumpadDecimal: "•", NumpadAdd: "+" };
const DIGIT = /^(?:Digit|Numpad)([1-5])$/;

/** What a key types: a digit, a point (owed), a plus (done), a letter of attendance, "/" or nothing. */
function typedBy(event) {
  if (event.key === "/" || event.code === "NumpadDivide" || (event.code === "Slash" && !event.shiftKey)) {
    return "/";
  }
  const digit = DIGIT.exec(event.code);
  if (digit && !event.shiftKey) {
    return digit[1];
  }
  if (event.key === "+" || (event.code in POINTS && !event.shiftKey)) {
    return POINTS[event.code] ?? "+";
  }
  return LETTERS[event.key.toLowerCase()] ?? (event.shiftKey ? null : LETTERS[event.code]) ?? null;
}

/** @param {{grid: object, cursor: object, desk: object, panel: object, spelling: object, help: HTMLDialogElement}} parts */
export function bindKeys({ grid, cursor, desk, panel, spelling, help }) {
  const moves = {
    ArrowUp: () => cursor.move(-1, 0),
    ArrowDown: () => cursor.move(1, 0),
    ArrowLeft: () => cursor.move(0, -1),
    ArrowRight: () => cursor.move(0, 1),
    Home: (ctrl) => cursor.go(ctrl ? 0 : cursor.row, 0),
    End: (ctrl) => cursor.go(ctrl ? Infinity : cursor.row, Infinity),
    PageUp: () => cursor.move(-10, 0),
    PageDown: () => cursor.move(10, 0),
  };

  function command(event) {
    if (event.code === "KeyZ" || event.code === "KeyY") {
      event.preventDefault();
      (event.shiftKey || event.code === "KeyY" ? desk.undo.redo() : desk.undo.undo());
    } else if (event.code === "KeyD") {
      event.preventDefault();
      desk.fillColumn();
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      moves[event.key](true);
    }
  }

  function plain(event) {
    if (spelling.takes(event)) {
      event.preventDefault();
      return;
    }
    const act = moves[event.key] ?? {
      Delete: () => desk.clear(), Backspace: () => desk.clear(),
      Enter: () => panel.focus(), F2: () => panel.focus(), "?": () => help.showModal(),
    }[event.key];
    const value = act ? null : typedBy(event);
    if (act || value) {
      event.preventDefault();
      (act ? act(false) : desk.press(value));
    }
  }

  function alt(event) {
    const act = {
      KeyT: () => panel.focus("topic"),
      ArrowLeft: () => cursor.move(0, -1),
      ArrowRight: () => cursor.move(0, 1),
    }[event.code];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  function inCell(event) {
    if (event.altKey) {
      alt(event);
    } else if (event.ctrlKey || event.metaKey) {
      command(event);
    } else {
      plain(event);
    }
  }

  grid.table.addEventListener("keydown", (event) => {
    if (event.target.closest("td.c") && !event.isComposing) {
      inCell(event);
    }
  });
  // The page has just been opened, and nothing has had the focus: what is pressed is meant for the lit cell. Later it may be
  // meant for a field that is gone.
  let isFresh = true;
  document.addEventListener("focusin", () => {
    isFresh = false;
  }, { once: true });
  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isFresh && event.target === document.body && isPlain && cursor.td && (event.key in moves || typedBy(event))) {
      cursor.td.focus({ preventScroll: true });
      inCell(event);
    }
  });
  for (const button of document.querySelectorAll("[data-help]")) {
    button.addEventListener("click", () => help.showModal());
  }
}
